import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { BACK_OFF_FIRST_MILLIS, BACK_OFF_MOST_MILLIS, TCP_MILLIS } from './limits.js';

/**
 * A session as the role that owns the tables. It holds the lock that says this process lives, and must therefore outlast the
 * session the database ends: it connects anew, and says again whatever it said at its beginning.
 */
export class OwnerSession {
  private client: pg.Client | null = null;
  private greeting: string | null = null;
  private closed = false;
  private reviving: Promise<void> | null = null;

  private constructor(private readonly connectionString: string) {}

  static async open(connectionString: string): Promise<OwnerSession> {
    const session = new OwnerSession(connectionString);
    session.client = await session.connect();
    return session;
  }

  /** A statement said now and whenever the session had to be made anew. */
  async always(sql: string): Promise<void> {
    this.greeting = sql;
    await (await this.ready()).query(sql);
  }

  async ready(): Promise<pg.Client> {
    while (this.client === null && !this.closed) await this.revive();
    if (this.client === null) throw new Error('connection ended: the store is closed');
    return this.client;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.reviving;
    await this.client?.end();
    this.client = null;
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.connectionString,
      application_name: 'event-store owner',
      keepAlive: true,
      connectionTimeoutMillis: TCP_MILLIS,
    });
    const lost = (): void => {
      if (this.client !== client) return;
      this.client = null;
      void this.revive();
    };
    client.on('error', lost);
    client.on('end', lost);
    await client.connect();
    return client;
  }

  private revive(): Promise<void> {
    this.reviving ??= this.tryOn().finally(() => {
      this.reviving = null;
    });
    return this.reviving;
  }

  private async tryOn(): Promise<void> {
    for (let attempt = 0; !this.closed; attempt += 1) {
      try {
        const client = await this.connect();
        if (this.greeting !== null) await client.query(this.greeting);
        this.client = client;
        return;
      } catch {
        await pause(Math.min(BACK_OFF_MOST_MILLIS, BACK_OFF_FIRST_MILLIS * 2 ** attempt), null, { ref: false });
      }
    }
  }
}
