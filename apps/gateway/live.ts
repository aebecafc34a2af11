import { Problem, type StreamEngine, type StreamRecord } from '@yichuang/host';
import { text } from '@yichuang/kernel';

type Listener = (record: StreamRecord) => void;

/** Each listener is an open connection; more than this many belong on another gateway. */
const LISTENERS_MAX = 10_000;

/** The tail of the shared stream. Every gateway follows it by itself, so a client may sit on any of them. */
export class Live {
  /** By case id; `null` hears every case. */
  private readonly listeners = new Map<string | null, Set<Listener>>();
  private count = 0;
  private tail: { close(): Promise<void> } | null = null;

  constructor(
    private readonly engine: Pick<StreamEngine, 'tail'>,
    private readonly topic: string,
  ) {}

  async start(): Promise<void> {
    this.tail = await this.engine.tail(this.topic, (records) => {
      if (this.count === 0) return;
      for (const record of records) this.tell(record);
    });
  }

  /**
   * @param caseId `null`: every case
   * @returns ends it
   * @throws Problem 503 when too many listen already
   */
  listen(caseId: string | null, listener: Listener): () => void {
    if (this.count >= LISTENERS_MAX) {
      const said = text('实时连接太多，请稍后再试', 'too many live connections; try again shortly');
      throw new Problem(503, 'TOO_MANY_LISTENERS', said, { retryAfterSeconds: 5 });
    }
    const own = this.listeners.get(caseId) ?? new Set();
    this.listeners.set(caseId, own.add(listener));
    this.count += 1;
    return () => {
      if (!own.delete(listener)) return;
      this.count -= 1;
      if (own.size === 0 && this.listeners.get(caseId) === own) this.listeners.delete(caseId);
    };
  }

  /** Open connections. */
  get listening(): number {
    return this.count;
  }

  async close(): Promise<void> {
    await this.tail?.close();
  }

  private tell(record: StreamRecord): void {
    for (const listener of this.listeners.get(record.key) ?? []) listener(record);
    for (const listener of this.listeners.get(null) ?? []) listener(record);
  }
}
