import { identityOf, serviceClient, type ClientOnBehalf, type ServiceClient, type Settings } from '@yichuang/host';
import { addressesIn } from './settings.js';

/**
 * The other services of the house, as the door reaches them for itself: for what nobody in particular asks, and for what it
 * keeps for all of them together. No handler has it; see `OnBehalf`.
 */
export class OwnHouse {
  readonly orchestrator: ServiceClient;
  readonly vault: ServiceClient;
  /** Every service with cases of its own, by name. */
  readonly services: ReadonlyMap<string, ServiceClient>;

  constructor({ VAULT, ORCHESTRATOR, SERVICE_KEY_FILE, raw }: Settings) {
    if (VAULT === undefined || ORCHESTRATOR === undefined || SERVICE_KEY_FILE === undefined)
      throw new TypeError('the settings of the gateway were not checked');
    const identity = identityOf('gateway', SERVICE_KEY_FILE);
    this.vault = serviceClient(VAULT, 'vault', identity);
    this.orchestrator = serviceClient(ORCHESTRATOR, 'orchestrator', identity);
    this.services = new Map(
      [...addressesIn(raw['SERVICES'] ?? '')]
        .filter(([name]) => name !== 'gateway')
        .map(([name, address]) => [name, serviceClient(address, name, identity)]),
    );
  }

  async close(): Promise<void> {
    await Promise.all([this.orchestrator, this.vault, ...this.services.values()].map((client) => client.close()));
  }
}

/** The other services of the house, as a person reaches them through the door: each sees for itself who asks. */
export class House {
  /** @param token the access token that was shown; `undefined`: none was */
  constructor(
    private readonly own: Omit<OwnHouse, 'close'>,
    private readonly token: string | undefined,
  ) {}

  get orchestrator(): ClientOnBehalf {
    return this.own.orchestrator.onBehalfOf(this.token);
  }

  get vault(): ClientOnBehalf {
    return this.own.vault.onBehalfOf(this.token);
  }

  /** Every service with cases of its own, by name. */
  get services(): ReadonlyMap<string, ClientOnBehalf> {
    return new Map([...this.own.services].map(([name, client]) => [name, client.onBehalfOf(this.token)]));
  }

  /** Asks every service the same. @throws what the first of them throws that fails: none is left out in silence */
  async everywhere<T>(
    ask: (client: ClientOnBehalf, name: string) => Promise<T>,
  ): Promise<readonly (readonly [string, T])[]> {
    return Promise.all([...this.services].map(async ([name, client]) => [name, await ask(client, name)] as const));
  }
}
