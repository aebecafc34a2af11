/** What `/readyz` says: ready, or why not. Each part reports by itself; nothing is cached. */
export interface HealthPart {
  readonly name: string;
  /** Resolves with `null` when well, else with the reason. */
  readonly check: () => Promise<string | null>;
}

export class Health {
  private readonly parts: HealthPart[] = [];
  private stopping = false;

  add(part: HealthPart): void {
    this.parts.push(part);
  }

  stop(): void {
    this.stopping = true;
  }

  async report(): Promise<{ readonly ready: boolean; readonly parts: Readonly<Record<string, string>> }> {
    const said = await Promise.all(
      this.parts.map(async ({ name, check }) => {
        try {
          return [name, await check()] as const;
        } catch (error) {
          return [name, error instanceof Error ? error.message : 'failed'] as const;
        }
      }),
    );
    const parts = Object.fromEntries(said.map(([name, fault]) => [name, fault ?? 'ok']));
    return { ready: !this.stopping && said.every(([, fault]) => fault === null), parts };
  }
}
