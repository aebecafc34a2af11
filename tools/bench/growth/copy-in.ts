import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type { Client, Connection, Submittable } from 'pg';

/** What of pg's connection a COPY needs; its types leave it out. */
interface CopyConnection {
  readonly stream: Duplex;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** `copy … from stdin` with the chunks as they are made, never more of them in memory than the server takes. */
export function copyIn(client: Client, statement: string, chunks: Iterable<string>): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyIn(statement, chunks, resolve, reject));
  });
}

/** Speaks the protocol as pg asks its queries to: the handlers are called by name. */
class CopyIn implements Submittable {
  private failed = false;

  constructor(
    private readonly statement: string,
    private readonly chunks: Iterable<string>,
    private readonly resolve: () => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: Connection): void {
    (connection as unknown as CopyConnection).query(this.statement);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.send(connection).catch((error: unknown) => {
      connection.sendCopyFail(error instanceof Error ? error.message : 'failed');
    });
  }

  handleCommandComplete(): void {
    // the answer that counts is that the server is ready again
  }

  /** After this pg asks nothing more of the query. */
  handleError(error: Error): void {
    this.failed = true;
    this.reject(error);
  }

  handleReadyForQuery(): void {
    this.resolve();
  }

  private async send(connection: CopyConnection): Promise<void> {
    for (const chunk of this.chunks) {
      if (this.failed) return;
      connection.sendCopyFromChunk(Buffer.from(chunk, 'utf8'));
      // a server that has failed takes what it is sent, and drops it
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
    }
    connection.endCopyFrom();
  }
}
