import type { Department } from './department.js';
import type { Port } from './desk.js';
import type { DomainClock } from './domain-clock.js';
import type { SimulatorMode } from './simulator.js';
import type { LedgerPlace } from './simulator-databases.js';
import { ledgerOf, SimulatorLedger } from './simulator-runtime.js';

/** All simulators of a service, each over the ledger of its outside system. */
export class Simulators {
  private constructor(
    private readonly department: Department,
    private readonly ledgers: ReadonlyMap<string, SimulatorLedger>,
  ) {}

  /** @param placesOf gives the places of ledgers by their names */
  static async open(
    department: Department,
    placesOf: (ledgers: readonly string[]) => Promise<readonly LedgerPlace[]>,
    clock: DomainClock,
    tagKey: Buffer,
  ): Promise<Simulators> {
    const definitions = department.simulators ?? [];
    const names = [...new Set(definitions.map(ledgerOf))];
    const places = await placesOf(names);
    const ledgers = await Promise.all(
      names.map(async (name, index) => {
        const own = definitions.filter((one) => ledgerOf(one) === name);
        return [name, await SimulatorLedger.open(places[index] as LedgerPlace, own, clock, tagKey)] as const;
      }),
    );
    return new Simulators(department, new Map(ledgers));
  }

  ports(): readonly Port[] {
    return (this.department.simulators ?? []).map((one) => this.ledgers.get(ledgerOf(one))?.port(one.name) as Port);
  }

  ledger(name: string): SimulatorLedger | undefined {
    const definition = this.department.simulators?.find((one) => one.name === name);
    return definition === undefined ? undefined : this.ledgers.get(ledgerOf(definition));
  }

  list(): readonly { name: string; title: { 'zh-CN': string; en: string }; mode: SimulatorMode }[] {
    return (this.department.simulators ?? []).map(({ name, title }) => ({
      name,
      title,
      mode: this.ledger(name)?.mode(name) ?? { mode: 'prompt' },
    }));
  }

  async close(): Promise<void> {
    await Promise.all([...this.ledgers.values()].map((ledger) => ledger.close()));
  }
}
