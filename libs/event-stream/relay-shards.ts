/** What a relay knows of one shard it holds. */
export interface HeldShard {
  /** The cursor as the store last told it: what the next move is compared with. */
  cursor: number;
  /** How far this relay has published; ahead of the cursor until the cursor is moved. */
  published: number;
}

export type Moves = Map<number, { readonly from: number; readonly to: number }>;

/** The shards one relay holds, how far each is published, and since when something waits. Pure book-keeping. */
export class RelayShards {
  private held = new Map<number, HeldShard>();
  private heldUntil = 0;
  private readonly waitingSince = new Map<number, number>();

  /**
   * Takes in what the store leased. A cursor that moved without us was moved by another relay (go on from there) or put
   * back by an operator to repair a gap (publish again from there).
   */
  leased(cursors: ReadonlyMap<number, number>, until: number): void {
    const held = new Map<number, HeldShard>();
    for (const [shard, cursor] of cursors) {
      const own = this.held.get(shard);
      if (own === undefined || cursor < own.cursor || cursor > own.published)
        held.set(shard, { cursor, published: cursor });
      else held.set(shard, Object.assign(own, { cursor }));
    }
    this.held = held;
    this.heldUntil = until;
  }

  drop(): void {
    this.held.clear();
    this.heldUntil = 0;
  }

  /** Shards that may be published now; none once the lease has run out unrenewed. */
  publishable(now: number): ReadonlyMap<number, HeldShard> {
    return now < this.heldUntil ? this.held : new Map();
  }

  /** Records how far a shard was published, unless it was leased anew meanwhile. */
  published(shard: number, held: HeldShard, position: number): void {
    if (this.held.get(shard) === held) held.published = position;
  }

  moves(): Moves {
    const behind = [...this.held].filter(([, { cursor, published }]) => cursor < published);
    return new Map(behind.map(([shard, { cursor, published }]) => [shard, { from: cursor, to: published }]));
  }

  /** Takes in which moves succeeded; `true` when all did. */
  moved(moves: Moves, done: readonly number[]): boolean {
    for (const shard of done) {
      const held = this.held.get(shard);
      const move = moves.get(shard);
      if (held !== undefined && move !== undefined) held.cursor = move.to;
    }
    return done.length === moves.size;
  }

  /** Notes that something waits in a shard; the earliest note counts. */
  waits(shard: number, since: number): void {
    this.waitingSince.set(shard, Math.min(since, this.waitingSince.get(shard) ?? since));
  }

  /** Takes the notes of what waits; whoever fails to publish it puts them back. */
  takeWaiting(): ReadonlyMap<number, number> {
    const taken = new Map(this.waitingSince);
    this.waitingSince.clear();
    return taken;
  }

  /** Since when the oldest known unpublished event of a held shard waits, or `null`. */
  oldestWaiting(): number | null {
    const instants = [...this.waitingSince].filter(([shard]) => this.held.has(shard)).map(([, since]) => since);
    return instants.length === 0 ? null : Math.min(...instants);
  }

  list(): readonly number[] {
    return [...this.held.keys()].sort((one, other) => one - other);
  }
}
