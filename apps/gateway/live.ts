import type { StreamEngine, StreamRecord } from '@yichuang/host';

type Listener = (record: StreamRecord) => void;

/** The tail of the shared stream. Every gateway follows it by itself, so a client may sit on any of them. */
export class Live {
  private readonly listeners = new Set<Listener>();
  private tail: { close(): Promise<void> } | null = null;

  constructor(
    private readonly engine: StreamEngine,
    private readonly topic: string,
  ) {}

  async start(): Promise<void> {
    this.tail = await this.engine.tail(this.topic, (records) => {
      if (this.listeners.size === 0) return;
      for (const record of records) for (const listener of this.listeners) listener(record);
    });
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.tail?.close();
  }
}
