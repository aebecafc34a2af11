import { timingSafeEqual } from 'node:crypto';
import type { Effects } from './effects.js';
import type { Item } from './item.js';
import { pairKey, type GivenAnswer, type Head } from './opened.js';
import { CauseReused, type Outcome, type Work, type WorkAnswer } from './types.js';

type Answer = WorkAnswer | Error;

/** What a turn answers, and what is kept so that the same cause gets the same answer again. */
export class TurnAnswers<P> {
  private readonly answers: [Item<P>, Answer | (() => Answer)][] = [];
  private readonly given = new Map<string, GivenAnswer>();

  constructor(
    private readonly head: (shard: number) => Head,
    private readonly effects: Effects,
    /** `false`: left out by a test that shows what they are for. */
    private readonly kept: boolean,
  ) {}

  /** The same cause asks again: the first answer, or 422 when it asks for something else. */
  before(item: Item<P>, commands: ReadonlyMap<string, GivenAnswer>): boolean {
    if (!this.kept) return false;
    const { stream, cause } = item.work;
    const known = this.given.get(pairKey(stream, cause)) ?? commands.get(pairKey(stream, cause));
    if (known === undefined) return false;
    if (sameTag(known, item.work)) this.give(item, 'repeated', known.answer);
    else this.fail(item, new CauseReused('the cause was used for another request'));
    return true;
  }

  give(item: Item<P>, outcome: WorkAnswer['outcome'], answer: Uint8Array | null = null): void {
    const { shard } = item;
    // the position is read at the end: what later works of the turn publish is committed with it
    this.answers.push([item, () => ({ outcome, answer, shard, position: this.head(shard).publicPosition })]);
  }

  fail(item: Item<P>, error: Error): void {
    this.answers.push([item, error]);
  }

  done(item: Item<P>, { answer, keepAnswer }: Outcome): void {
    if (item.work.origin.kind === 'command' && keepAnswer !== false && this.kept) this.keep(item, answer ?? null);
    this.give(item, 'done', answer ?? null);
  }

  all(): (readonly [Item<P>, Answer])[] {
    return this.answers.map(([item, answer]) => [item, typeof answer === 'function' ? answer() : answer]);
  }

  private keep({ work, shard }: Item<P>, said: Uint8Array | null): void {
    const { stream, cause } = work;
    const tag = work.tag === undefined ? null : asBuffer(work.tag);
    const answer = said === null ? null : asBuffer(said);
    this.given.set(pairKey(stream, cause), { tag, answer });
    const position = this.head(shard).publicPosition;
    this.effects.commands.push({ stream, cause, tag, answer, shard, position });
  }
}

function sameTag({ tag: known }: GivenAnswer, { tag }: Work<unknown>): boolean {
  if (known === null || tag === undefined) return known === null && tag === undefined;
  return known.length === tag.length && timingSafeEqual(known, tag);
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
