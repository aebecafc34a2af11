/** Told of whatever was tried again or stopped. The library has no logger; its host has. */
export type Trouble = (what: string, error: unknown) => void;

/** Nothing is swallowed in silence: without a listener trouble goes to the process's warnings. */
export const warn: Trouble = (what, error) => {
  process.emitWarning(`${what}: ${messageOf(error)}`, 'EventStream');
};

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
