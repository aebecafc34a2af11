import { messageOf } from '../trouble.js';

/** What keeps an engine from its work just now, by who met it. */
export class Faults {
  private readonly sentences = new Map<object, string>();

  set(who: object, what: string, error: unknown): void {
    this.sentences.set(who, `${what}: ${messageOf(error)}`);
  }

  clear(who: object): void {
    this.sentences.delete(who);
  }

  /** `null` while all is well. */
  said(): string | null {
    return this.sentences.size === 0 ? null : [...new Set(this.sentences.values())].join('; ');
  }
}
