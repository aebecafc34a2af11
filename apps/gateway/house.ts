import { serviceClient, type ServiceClient, type Settings } from '@yichuang/host';

/** The other services of the house, as the door reaches them. */
export class House {
  readonly orchestrator: ServiceClient;
  readonly vault: ServiceClient;
  /** Every service with cases of its own, by name. */
  readonly services: ReadonlyMap<string, ServiceClient>;

  constructor({ VAULT, ORCHESTRATOR, raw }: Settings) {
    if (VAULT === undefined || ORCHESTRATOR === undefined)
      throw new Error('VAULT and ORCHESTRATOR must be set for the gateway');
    this.vault = serviceClient(VAULT, 'gateway');
    this.orchestrator = serviceClient(ORCHESTRATOR, 'gateway');
    const listed = (raw['SERVICES'] ?? '').split(',').filter((entry) => entry.includes('='));
    this.services = new Map(
      listed
        .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)] as const)
        .filter(([name]) => name !== 'gateway')
        .map(([name, address]) => [name, serviceClient(address, 'gateway')]),
    );
  }

  /** Asks every service the same. @throws what the first of them throws that fails: none is left out in silence */
  async everywhere<T>(
    ask: (client: ServiceClient, name: string) => Promise<T>,
  ): Promise<readonly (readonly [string, T])[]> {
    return Promise.all([...this.services].map(async ([name, client]) => [name, await ask(client, name)] as const));
  }

  async close(): Promise<void> {
    await Promise.all([this.orchestrator, this.vault, ...this.services.values()].map((client) => client.close()));
  }
}
