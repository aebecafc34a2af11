import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterId } from './cluster-id.js';
import { Guard } from './guard.js';
import type { Jars } from './jars.js';
import { JavaNode } from './java-node.js';
import type { Kafka, KafkaOptions } from './kafka.js';
import { makeCredentials } from './security.js';
import { findSites, type Site, type Sites } from './sites.js';
import { layOut, type Layout } from './storage.js';

/** Brokers as processes of this machine that listen on 127.0.0.1 only. */
export async function startOnJars(jars: Jars, options: KafkaOptions): Promise<Kafka> {
  const { security, brokers = 1, port, directory = tmpdir(), log = () => undefined } = options;
  const sites = await findSites(brokers, port);
  const guard = new Guard(await mkdtemp(join(directory, 'yichuang-kafka-')));
  try {
    log(`starting Apache Kafka ${jars.version}`);
    const credentials = security === undefined ? null : await makeCredentials(guard.directory);
    const fronts = await frontsOf(sites, options);
    const layout: Layout = { cluster: clusterId(), sites, jars, guard, credentials, fronts };
    const nodes = await Promise.all(
      sites.map(async (site) => new JavaNode({ site, settings: await layOut(layout, site), jars, guard, log })),
    );
    await Promise.all(nodes.map((node) => node.launch()));
    await Promise.all(nodes.map((node) => node.untilServing(nodes.map(({ id }) => id))));
    return {
      brokers: sites.map((site) => fronts.get(site) ?? site.address),
      source: 'jars',
      nodes,
      secured: credentials === null ? null : { address: sites[0].secured, ...credentials.client },
      stop: () => guard.end(),
    };
  } catch (error) {
    await guard.end();
    throw error;
  }
}

async function frontsOf(sites: Sites, { through }: KafkaOptions): Promise<ReadonlyMap<Site, string>> {
  if (through === undefined) return new Map();
  return new Map(await Promise.all(sites.map(async (site) => [site, await through(site.behind)] as const)));
}
