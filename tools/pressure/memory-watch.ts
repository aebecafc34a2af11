import { memoryOf } from '../bench/processes.js';

export interface WatchedProcess {
  readonly name: string;
  readonly pid: number | null;
}

const LOOK_MILLIS = 250;

/** The most resident memory each process has had, looked at several times a second. */
export class MemoryWatch {
  readonly mostMb = new Map<string, number>();
  private readonly looking: NodeJS.Timeout;

  constructor(private readonly processes: readonly WatchedProcess[]) {
    this.looking = setInterval(() => void this.look(), LOOK_MILLIS);
  }

  async end(): Promise<ReadonlyMap<string, number>> {
    clearInterval(this.looking);
    await this.look();
    return this.mostMb;
  }

  private async look(): Promise<void> {
    for (const { name, pid } of this.processes) {
      const memory = pid === null ? null : await memoryOf(pid);
      if (memory !== null) this.mostMb.set(name, Math.max(memory.residentMb, this.mostMb.get(name) ?? 0));
    }
  }
}
