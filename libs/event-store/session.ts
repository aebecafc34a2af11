import pg from 'pg';
import { sessionIsLost } from './fault.js';
import { TCP_MILLIS } from './limits.js';
import type { Tuning } from './tuning.js';
import { TryLater } from './types.js';

export interface Statement {
  /** Prepared once a session under this name. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

type Timeouts = Pick<Tuning, 'lockMillis' | 'statementMillis' | 'idleInTransactionMillis'>;

/**
 * The one session in which this process writes. Statements that need no answer of each other are sent together (libpq's
 * pipeline mode), so a turn costs two round trips. A session that is lost is made anew at the next beginning; what belongs
 * to a transaction is only ever sent on the session that began it: on another one it would be a transaction of its own.
 */
export class Session {
  private client: pg.Client | null = null;
  private connecting: Promise<pg.Client> | null = null;
  /** Where the present transaction stands. */
  private within: pg.Client | null = null;

  constructor(
    private readonly connectionString: string,
    private readonly applicationName: string,
    private readonly timeouts: Timeouts,
  ) {}

  /** Begins a transaction and sends the first statements of it. @throws the first error, when all are answered */
  async begin(...statements: readonly Statement[]): Promise<pg.QueryResult[]> {
    // without a wait where none is needed: the statements leave before the caller goes on
    const client = this.client ?? (await this.connected());
    this.within = client;
    const [, ...answers] = await this.on(client, ['begin', ...statements]);
    return answers;
  }

  /** Sends all at once within the transaction; answers in order. @throws the first error, when all are answered */
  async send(...statements: readonly (Statement | string)[]): Promise<pg.QueryResult[]> {
    if (this.within === null || this.within !== this.client)
      throw new TryLater('the session of this transaction is lost');
    return this.on(this.within, statements);
  }

  /** The last statements and the commit, sent together. `false`: the database rolled back instead. */
  async commit(...statements: readonly Statement[]): Promise<boolean> {
    const answers = await this.send(...statements, 'commit');
    this.within = null;
    return answers.at(-1)?.command === 'COMMIT';
  }

  /** Outside of any transaction. */
  async ask(statement: Statement): Promise<pg.QueryResult> {
    const [answer] = await this.on(await this.connected(), [statement]);
    return answer as pg.QueryResult;
  }

  /** Leaves whatever transaction stands; a session that cannot even do that is given up. */
  async rollBack(): Promise<void> {
    const client = this.within;
    this.within = null;
    if (client === null || client !== this.client) return;
    try {
      await this.on(client, ['rollback']);
    } catch {
      this.lose(client);
    }
  }

  async close(): Promise<void> {
    const client = this.client ?? (await this.connecting?.catch(() => null)) ?? null;
    this.client = null;
    await client?.end();
  }

  private async on(client: pg.Client, statements: readonly (Statement | string)[]): Promise<pg.QueryResult[]> {
    const answers = await together(client, () =>
      statements.map((one) =>
        typeof one === 'string' ? client.query(one) : client.query({ ...one, values: [...one.values] }),
      ),
    );
    const failed = answers.find((one) => one.status === 'rejected');
    if (failed !== undefined) {
      if (sessionIsLost(failed.reason)) this.lose(client);
      throw failed.reason;
    }
    return answers.map((one) => (one as PromiseFulfilledResult<pg.QueryResult>).value);
  }

  /** Only ever the session that failed: news of an old one says nothing of the present one. */
  private lose(client: pg.Client): void {
    if (this.client === client) this.client = null;
    client.end().catch(() => undefined);
  }

  private connected(): Promise<pg.Client> {
    if (this.client !== null) return Promise.resolve(this.client);
    this.connecting ??= this.connect().finally(() => {
      this.connecting = null;
    });
    return this.connecting;
  }

  private async connect(): Promise<pg.Client> {
    const config = sessionConfig(this.connectionString, this.applicationName, this.timeouts);
    const client = new pg.Client({ ...config, pipeline: true });
    client.on('error', () => {
      if (this.client === client) this.client = null;
    });
    await client.connect();
    this.client = client;
    return client;
  }
}

/** Statements sent in one go leave the process in one system call. */
async function together<A>(client: pg.Client, send: () => readonly Promise<A>[]): Promise<PromiseSettledResult<A>[]> {
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection;
  stream.cork();
  const sent = send();
  stream.uncork();
  return Promise.allSettled(sent);
}

/**
 * Plans are made once, often while the tables are still empty, and kept: a scan that is cheap then would read a whole table
 * later. Every statement here has its index.
 */
export const PLANS =
  '-c plan_cache_mode=force_generic_plan -c jit=off -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off';

/** What every writing session of a store is like. A frozen process may not hold a shard. */
export function sessionConfig(
  connectionString: string,
  applicationName: string,
  { lockMillis, statementMillis, idleInTransactionMillis }: Timeouts,
): pg.ClientConfig {
  return {
    connectionString,
    application_name: applicationName,
    keepAlive: true,
    connectionTimeoutMillis: TCP_MILLIS,
    statement_timeout: statementMillis,
    lock_timeout: lockMillis,
    idle_in_transaction_session_timeout: idleInTransactionMillis,
    query_timeout: statementMillis + TCP_MILLIS,
    options: `-c tcp_user_timeout=${String(TCP_MILLIS)} ${PLANS} -c default_transaction_isolation=read\\ committed`,
  };
}

/** For readers: few connections, short statements. */
export function readerPool(
  connectionString: string,
  applicationName: string,
  { lockMillis, statementMillis }: Timeouts,
  onError: (error: Error) => void,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    application_name: applicationName,
    max: 3,
    idleTimeoutMillis: 0,
    keepAlive: true,
    connectionTimeoutMillis: TCP_MILLIS,
    statement_timeout: statementMillis,
    lock_timeout: lockMillis,
    query_timeout: statementMillis + TCP_MILLIS,
    options: `-c tcp_user_timeout=${String(TCP_MILLIS)} ${PLANS}`,
  });
  pool.on('error', onError);
  return pool;
}
