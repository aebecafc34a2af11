/** What was opened, closed again from the last to the first: each may need what was opened before it. */
export class Opened {
  private readonly parts: { close(): Promise<void> }[] = [];

  add<A extends { close(): Promise<void> }>(part: A): A {
    this.parts.push(part);
    return part;
  }

  /** Closes everything, also after one could not be closed. @throws the first reason */
  async close(): Promise<void> {
    const reasons: unknown[] = [];
    for (let part = this.parts.pop(); part !== undefined; part = this.parts.pop())
      await part.close().catch((reason: unknown) => reasons.push(reason));
    if (reasons.length > 0) throw reasons[0];
  }
}
