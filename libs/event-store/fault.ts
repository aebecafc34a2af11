import pg from 'pg';

/** Connection, rollback, resources, locks, operator, system (PostgreSQL appendix A); a session ended for idling. */
const MACHINE_CLASSES = new Set(['08', '40', '53', '55', '57', '58']);
const MACHINE_CODES = new Set(['25P03', '25P02']);

/**
 * Whether a failure is the machine's, which everybody shares, and not one case's. A turn is tried again for it and nobody
 * is parked. An error without a SQLSTATE that is not of our own making came from the connection.
 */
export function isMachineFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (error instanceof pg.DatabaseError) {
    const state = error.code ?? '';
    return MACHINE_CLASSES.has(state.slice(0, 2)) || MACHINE_CODES.has(state);
  }
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return true;
  return /connection (terminated|error)|not queryable|read timeout|connection ended|timeout expired|timeout exceeded when trying to connect/i.test(
    error.message,
  );
}

/** The session is of no use after it: it must be made anew. */
export const sessionIsLost = (error: unknown): boolean =>
  isMachineFault(error) && !(error instanceof pg.DatabaseError && error.severity !== 'FATAL');

/** What may be said of a failure: name and message, never a value of the work. */
export const wordsOf = (error: unknown): string => {
  if (error instanceof pg.DatabaseError)
    return `${error.code ?? 'error'} in ${error.table ?? error.routine ?? 'the database'}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : 'failed';
};
