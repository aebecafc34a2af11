import type { Effects } from './effects.js';
import type { Item } from './item.js';
import { pairKey } from './opened.js';
import type { Session } from './session.js';
import type { Known } from './states.js';
import { asError, Culprit, NeedsClaims } from './turn-errors.js';
import type { ClaimHolder, Outcome, TurnHandler } from './types.js';

const NOBODY: readonly ClaimHolder[] = [];

/** Keys of one turn: all locked at its beginning, sorted; then the holders are read, and works see each other's. */
export class TurnClaims<P, S> {
  private readonly holders = new Map<string, Map<string, unknown>>();
  /** What a work asked for, and of which state: most are decided on the state they were asked on. */
  private readonly asked = new Map<Item<P>, { readonly state: S; readonly keys: readonly string[] }>();
  private claimed: ReadonlySet<string> = new Set();

  constructor(
    private readonly handler: Pick<TurnHandler<P, S>, 'claims'>,
    private readonly known: (stream: string) => Known<S>,
    private readonly effects: Effects,
  ) {}

  /** @param more keys a decision turned out to need when the turn was tried before */
  async claim(session: Session, items: readonly Item<P>[], more: ReadonlySet<string>): Promise<void> {
    const keys = new Set<string>(more);
    for (const item of items) for (const key of this.keysOf(item)) keys.add(key);
    this.claimed = keys;
    if (keys.size === 0) return;
    this.effects.claimed.push(...keys);
    const [answer] = await session.send({
      name: 'turn-claim',
      text: 'select turn_claim($1) as held',
      values: [[...keys]],
    });
    const held = (answer?.rows[0] as { held: [string, string, unknown][] | null }).held ?? [];
    for (const [key, stream, data] of held) this.hold(key, stream, data);
  }

  /** @throws NeedsClaims when what was decided before it in this turn made it ask for more */
  holdersFor(item: Item<P>): readonly ClaimHolder[] {
    const keys = this.keysOf(item);
    if (keys.length === 0) return NOBODY;
    const missing = keys.filter((key) => !this.claimed.has(key));
    if (missing.length > 0) throw new NeedsClaims(item, missing);
    return keys.flatMap((key) =>
      [...(this.holders.get(key) ?? [])].map(([stream, data]): ClaimHolder => ({ key, stream, data })),
    );
  }

  apply(stream: string, { keepClaims, releaseClaims }: Outcome): void {
    for (const { key, data } of keepClaims ?? []) {
      this.hold(key, stream, data);
      this.effects.holders.set(pairKey(key, stream), { key, stream, data, kept: true });
    }
    for (const key of releaseClaims ?? []) {
      this.holders.get(key)?.delete(stream);
      this.effects.holders.set(pairKey(key, stream), { key, stream, data: null, kept: false });
    }
  }

  /** A failure here is the work's own. */
  private keysOf(item: Item<P>): readonly string[] {
    const { state } = this.known(item.work.stream);
    const before = this.asked.get(item);
    if (before?.state === state) return before.keys;
    try {
      const keys = this.handler.claims(item.work, state);
      this.asked.set(item, { state, keys });
      return keys;
    } catch (error) {
      throw new Culprit(item, asError(error));
    }
  }

  private hold(key: string, stream: string, data: unknown): void {
    const own = this.holders.get(key) ?? new Map<string, unknown>();
    this.holders.set(key, own);
    own.set(stream, data);
  }
}
