import type { Department } from '@yichuang/host';
import { mainOf, services, socketOf, type Ground, type Raw } from '@yichuang/yichuang';
import type { Kafka } from '../kafka/kafka.js';

/** One instance of a service, where it listens and where it finds the others. */
export interface Place {
  readonly service: Department;
  readonly instance: number;
  readonly main: string;
  readonly settings: Raw;
}

/** @param ports of the gateways, on loopback. */
export function placesOf(
  sockets: string,
  instances: Readonly<Record<string, number>>,
  ports: readonly number[],
): readonly Place[] {
  const numbers = (service: string): number[] =>
    Array.from({ length: instances[service] ?? 1 }, (_, index) => index + 1);
  const listens = (service: string, instance: number): string =>
    service === 'gateway' ? `127.0.0.1:${String(ports[instance - 1] ?? 0)}` : socketOf(sockets, service, instance);
  const everywhere = (service: string): string =>
    numbers(service)
      .map((one) => listens(service, one))
      .join('|');
  const inside = services.filter(({ name }) => name !== 'gateway');
  const shared = {
    VAULT: everywhere('vault'),
    ORCHESTRATOR: everywhere('orchestrator'),
    SERVICES: inside.map(({ name }) => `${name}=${everywhere(name)}`).join(','),
  };
  return services.flatMap((service) =>
    numbers(service.name).map((instance) => ({
      service,
      instance,
      main: mainOf(service.name),
      // its leases are its own again after a restart
      settings: { ...shared, LISTEN: listens(service.name, instance), INSTANCE: String(instance) },
    })),
  );
}

export const streamSettings = (ground: Ground, kafka: Kafka | null, topic: string): Raw =>
  kafka === null
    ? { STREAM: 'embedded', STREAM_URL: ground.streamUrl, TOPIC: topic }
    : { STREAM: 'kafka', KAFKA_BROKERS: kafka.brokers.join(','), TOPIC: topic };
