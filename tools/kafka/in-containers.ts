import type { StartedNetwork, StartedTestContainer } from 'testcontainers';
import { setTimeout as pause } from 'node:timers/promises';
import { clusterId } from './cluster-id.js';
import { environmentOf } from './container-environment.js';
import { kafkaVersion } from './jars.js';
import type { Kafka, KafkaOptions } from './kafka.js';
import { isOnPath } from './on-path.js';
import { propertiesOf } from './properties.js';
import { untilServing } from './serving.js';
import { findSites, type Site } from './sites.js';

/** An engine that does not answer by then is none. */
const PROBE_TIMEOUT_MILLIS = 3_000;
const START_TIMEOUT_MILLIS = 120_000;

/** Kafka's own image, the version of pom.xml. @returns `null` when no Docker engine answers */
export async function startInContainers(options: KafkaOptions): Promise<Kafka | null> {
  const host = await engineHost();
  if (host === null) return null;
  const { Network } = await import('testcontainers');
  const { brokers = 1, port, log = () => undefined } = options;
  const version = await kafkaVersion();
  log(`starting apache/kafka:${version} in Docker`);
  const sites = await findSites(brokers, port);
  const addresses = sites.map((site) => `${host}:${String(portOf(site))}`);
  const network = await new Network().start();
  const cluster = clusterId();
  const starting = sites.map((site) => startContainer({ site, sites, version, host, network, cluster }));
  const stop = async (): Promise<void> => {
    const started = await Promise.allSettled(starting);
    await Promise.all(started.flatMap((one) => (one.status === 'fulfilled' ? [one.value.stop()] : [])));
    await network.stop();
  };
  try {
    await Promise.all(starting);
    const wanted = sites.map(({ id }) => id);
    const timeout = AbortSignal.timeout(START_TIMEOUT_MILLIS);
    await Promise.all(addresses.map((address) => untilServing(address, wanted, timeout)));
  } catch (error) {
    await stop();
    throw error;
  }
  return { brokers: addresses, source: 'docker', nodes: [], secured: null, stop };
}

interface ContainerParts {
  readonly site: Site;
  readonly sites: readonly Site[];
  readonly version: string;
  readonly host: string;
  readonly network: StartedNetwork;
  readonly cluster: string;
}

async function startContainer(parts: ContainerParts): Promise<StartedTestContainer> {
  const { site, sites, version, host, network, cluster } = parts;
  const { GenericContainer, Wait } = await import('testcontainers');
  const properties = propertiesOf({
    id: site.id,
    listeners: ['CLIENT://0.0.0.0:9092', 'CONTROLLER://0.0.0.0:9093', 'INTERNAL://0.0.0.0:9094'],
    // a client on the host and a broker in the network reach it under different names
    advertised: [`CLIENT://${host}:${String(portOf(site))}`, `INTERNAL://${nameOf(site)}:9094`],
    interBroker: 'INTERNAL',
    voters: sites.map((one) => `${String(one.id)}@${nameOf(one)}:9093`),
    dataDirectory: '/tmp/kafka-data',
  });
  return new GenericContainer(`apache/kafka:${version}`)
    .withEnvironment({ ...environmentOf(properties), CLUSTER_ID: cluster, KAFKA_HEAP_OPTS: '-Xms128m -Xmx320m' })
    .withNetwork(network)
    .withNetworkAliases(nameOf(site))
    .withExposedPorts({ container: 9092, host: portOf(site) })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .withStartupTimeout(START_TIMEOUT_MILLIS)
    .start();
}

/** The host under which the engine's containers are reached. */
async function engineHost(): Promise<string | null> {
  if (!isOnPath('docker') && process.env['DOCKER_HOST'] === undefined) return null;
  const { getContainerRuntimeClient } = await import('testcontainers');
  const found = getContainerRuntimeClient()
    .then(({ info }) => info.containerRuntime.host)
    .catch(() => null);
  const late = new AbortController();
  const host = await Promise.race([found, pause(PROBE_TIMEOUT_MILLIS, null, { signal: late.signal })]);
  late.abort();
  return host;
}

function portOf({ address }: Site): number {
  return Number(address.split(':')[1]);
}

function nameOf({ id }: Site): string {
  return `kafka-${String(id)}`;
}
