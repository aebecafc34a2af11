import type { Guard, GuardedProcess } from './guard.js';
import { javaProgram, type Jars } from './jars.js';
import type { KafkaNode } from './kafka.js';
import { untilServing } from './serving.js';
import type { Site } from './sites.js';

/** Slow machines too are up by then, though everything that was killed together comes back together. */
const START_TIMEOUT_MILLIS = 180_000;

/** Three brokers and everything else fit on a small machine. */
const brokerFlags = [
  '-Xms128m',
  '-Xmx320m',
  // with so small a heap its pauses are short, and it leaves the other cores alone
  '-XX:+UseSerialGC',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.net.preferIPv4Stack=true',
  // its warnings are about other brokers that are not there yet, or were killed on purpose
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=error',
  '-Dorg.slf4j.simpleLogger.showShortLogName=true',
];

interface JavaNodeParts {
  readonly site: Site;
  /** The path of its properties. */
  readonly settings: string;
  readonly jars: Jars;
  readonly guard: Guard;
  readonly log: (line: string) => void;
}

/** One broker as a process of its own, the same at every start: id, ports, data. */
export class JavaNode implements KafkaNode {
  readonly id: number;
  readonly address: string;
  private process: GuardedProcess | null = null;

  constructor(private readonly parts: JavaNodeParts) {
    this.id = parts.site.id;
    this.address = parts.site.address;
  }

  get pid(): number {
    return this.current().pid;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const broker = this.current();
    if (broker.hasEnded()) return;
    process.kill(broker.pid, signal);
    await broker.ended;
  }

  async start(): Promise<void> {
    if (!this.current().hasEnded()) return;
    await this.launch();
    await this.untilServing([this.id]);
  }

  /** Starts the process without waiting for what it does. */
  async launch(): Promise<void> {
    const { jars, settings, guard, log } = this.parts;
    const args = [...brokerFlags, ...jars.flags, '-cp', jars.classPath, 'kafka.Kafka', settings];
    this.process = await guard.run(javaProgram('java'), args, (line) => {
      log(`broker ${String(this.id)}: ${line}`);
    });
  }

  /** @throws when the process ends, or does not serve in time */
  async untilServing(wanted: readonly number[]): Promise<void> {
    const waiting = new AbortController();
    const timer = setTimeout(() => {
      waiting.abort(new Error(`broker ${String(this.id)} does not serve after ${String(START_TIMEOUT_MILLIS)} ms`));
    }, START_TIMEOUT_MILLIS);
    const ended = this.current().ended.then(({ lastLines }) => {
      throw new Error(`broker ${String(this.id)} ended: ${lastLines.join(' ')}`);
    });
    try {
      await Promise.race([untilServing(this.address, wanted, waiting.signal), ended]);
    } finally {
      clearTimeout(timer);
      waiting.abort();
      ended.catch(() => undefined);
    }
  }

  private current(): GuardedProcess {
    if (this.process === null) throw new Error(`broker ${String(this.id)} was never started`);
    return this.process;
  }
}
