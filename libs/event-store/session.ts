import pg from 'pg';
import { sessionIsLost } from './fault.js';
import { IDLE_IN_TRANSACTION_MILLIS, LOCK_MILLIS, STATEMENT_MILLIS, TCP_MILLIS } from './limits.js';

export interface Statement {
  /** Prepared once a session under this name. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * The one session in which this process writes. Statements that need no answer of each other are sent together (libpq's
 * pipeline mode), so a turn costs two round trips. A session that is lost is made anew at its next use.
 */
export class Session {
  private client: Promise<pg.Client> | null = null;

  constructor(
    private readonly connectionString: string,
    private readonly applicationName: string,
  ) {}

  /** Sends all at once; answers in order. @throws the first error, when all are answered */
  async send(...statements: readonly (Statement | string)[]): Promise<pg.QueryResult[]> {
    const client = await this.connected();
    const answers = await Promise.allSettled(
      statements.map((one) =>
        typeof one === 'string' ? client.query(one) : client.query({ ...one, values: [...one.values] }),
      ),
    );
    const failed = answers.find((one) => one.status === 'rejected');
    if (failed !== undefined) {
      if (sessionIsLost(failed.reason)) this.lose();
      throw failed.reason;
    }
    return answers.map((one) => (one as PromiseFulfilledResult<pg.QueryResult>).value);
  }

  /** Leaves whatever transaction stands; a session that cannot even do that is given up. */
  async rollBack(): Promise<void> {
    if (this.client === null) return;
    try {
      await this.send('rollback');
    } catch {
      this.lose();
    }
  }

  lose(): void {
    const lost = this.client;
    this.client = null;
    void lost?.then((client) => client.end()).catch(() => undefined);
  }

  async close(): Promise<void> {
    const client = await this.client?.catch(() => null);
    this.client = null;
    await client?.end();
  }

  private connected(): Promise<pg.Client> {
    this.client ??= this.connect();
    return this.client;
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ ...sessionConfig(this.connectionString, this.applicationName), pipeline: true });
    client.on('error', () => {
      this.client = null;
    });
    try {
      await client.connect();
      return client;
    } catch (error) {
      this.client = null;
      throw error;
    }
  }
}

/** What every writing session of a store is like. A frozen process may not hold a shard. */
export function sessionConfig(connectionString: string, applicationName: string): pg.ClientConfig {
  return {
    connectionString,
    application_name: applicationName,
    keepAlive: true,
    connectionTimeoutMillis: TCP_MILLIS,
    statement_timeout: STATEMENT_MILLIS,
    lock_timeout: LOCK_MILLIS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MILLIS,
    query_timeout: STATEMENT_MILLIS + TCP_MILLIS,
    options: `-c tcp_user_timeout=${String(TCP_MILLIS)} -c plan_cache_mode=force_generic_plan -c jit=off -c default_transaction_isolation=read\\ committed`,
  };
}

/** For readers: few connections, short statements. */
export function readerPool(
  connectionString: string,
  applicationName: string,
  onError: (error: Error) => void,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    application_name: applicationName,
    max: 3,
    idleTimeoutMillis: 0,
    keepAlive: true,
    connectionTimeoutMillis: TCP_MILLIS,
    statement_timeout: STATEMENT_MILLIS,
    options: '-c plan_cache_mode=force_generic_plan -c jit=off',
  });
  pool.on('error', onError);
  return pool;
}
