import { Counter, Gauge, Registry } from 'prom-client';

/** Figures of one service, units in their names. Each service has a registry of its own, also in one process. */
export class Metrics {
  private readonly registry = new Registry();
  readonly contentType = this.registry.contentType;

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
  }

  /** A figure read when somebody asks for it. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name: `yichuang_${name}`,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read());
      },
    });
  }

  /** Such figures, one for each value of a label. Values are few and never private. */
  gauges(name: string, help: string, label: string, read: () => Promise<ReadonlyMap<string, number>>): void {
    new Gauge({
      name: `yichuang_${name}`,
      help,
      labelNames: [label],
      registers: [this.registry],
      async collect() {
        const values = await read();
        this.reset();
        for (const [value, figure] of values) this.set({ [label]: value }, figure);
      },
    });
  }

  /** What has been counted elsewhere since the process began. */
  total(name: string, help: string, read: () => number | Promise<number>): void {
    new Counter({
      name: `yichuang_${name}`,
      help,
      registers: [this.registry],
      async collect() {
        const counted = await read();
        this.reset();
        this.inc(counted);
      },
    });
  }

  /** The same, one for each value of a label. */
  totals(name: string, help: string, label: string, read: () => ReadonlyMap<string, number>): void {
    new Counter({
      name: `yichuang_${name}`,
      help,
      labelNames: [label],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [value, counted] of read()) this.inc({ [label]: value }, counted);
      },
    });
  }

  /** @returns counts one; the labels' values are few and never private */
  counter<L extends string>(
    name: string,
    help: string,
    labels: readonly L[],
  ): (of: Readonly<Record<L, string>>) => void {
    const counter = new Counter({
      name: `yichuang_${name}`,
      help,
      labelNames: [...labels],
      registers: [this.registry],
    });
    return (of) => {
      counter.inc({ ...of });
    };
  }

  async text(): Promise<string> {
    return this.registry.metrics();
  }
}
