/** What one loop waits at. A ring while nobody waits is kept, so no wake-up is lost. */
export class Bell {
  private rung = false;
  private release: (() => void) | null = null;

  ring(): void {
    const release = this.release;
    if (release === null) this.rung = true;
    else release();
  }

  /** Resolves at the next ring, or after `millis` when given. */
  wait(millis?: number): Promise<void> {
    if (this.rung) {
      this.rung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = millis === undefined ? undefined : setTimeout(() => this.release?.(), millis);
      this.release = () => {
        clearTimeout(timer);
        this.release = null;
        resolve();
      };
    });
  }

  /** Waits the time out whatever rings, unless `cut` says that there is no point any more. */
  async waitOut(millis: number, cut: () => boolean): Promise<void> {
    const until = performance.now() + millis;
    for (let left = millis; left > 0 && !cut(); left = until - performance.now()) await this.wait(left);
  }
}
