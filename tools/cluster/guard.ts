import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('cluster-guard.mjs', import.meta.url)).replace('/dist/tools/', '/tools/');

/** Ends processes with this one, whatever happens to it. */
export class Guard {
  private readonly child: ChildProcess;

  /** @param directory removed when all have ended; absent: none */
  constructor(directory?: string) {
    const { NODE_OPTIONS: _options, ...env } = process.env;
    this.child = spawn(process.execPath, [script, ...(directory === undefined ? [] : [directory])], {
      stdio: ['pipe', 'ignore', 'inherit'],
      env,
      detached: true,
    });
    this.child.stdin?.on('error', () => undefined);
  }

  watch(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
    this.child.stdin?.write(`${String(pid)} ${signal}\n`);
  }

  /** Ends what is left, and waits for it. */
  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.stdin?.end();
    await gone;
  }
}
