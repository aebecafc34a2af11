import { Gauge, Registry } from 'prom-client';

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

  async text(): Promise<string> {
    return this.registry.metrics();
  }
}
