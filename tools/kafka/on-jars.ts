import { randomBytes } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-ports.js';
import { Guard } from './guard.js';
import { javaProgram, type Jars } from './jars.js';
import { JavaNode } from './java-node.js';
import type { Kafka, KafkaOptions } from './kafka.js';
import { propertiesOf, type BrokerCount } from './properties.js';

const HOST = '127.0.0.1';

/** What StorageTool needs of Java: to be there soon, and little. */
const toolFlags = ['-Xmx64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** Brokers as processes of this machine that listen on 127.0.0.1 only. */
export async function startOnJars(jars: Jars, options: KafkaOptions): Promise<Kafka> {
  const log = options.log ?? (() => undefined);
  const guard = new Guard(await mkdtemp(join(options.directory ?? tmpdir(), 'yichuang-kafka-')));
  try {
    log(`starting Apache Kafka ${jars.version}`);
    const nodes = await layOut(jars, guard, options.brokers ?? 1, log);
    await Promise.all(nodes.map((node) => node.launch()));
    const ids = nodes.map(({ id }) => id);
    await Promise.all(nodes.map((node) => node.untilServing(ids)));
    return { brokers: nodes.map(({ address }) => address), source: 'jars', nodes, stop: () => guard.end() };
  } catch (error) {
    await guard.end();
    throw error;
  }
}

/** Settings and formatted storage of every broker. */
async function layOut(
  jars: Jars,
  guard: Guard,
  count: BrokerCount,
  log: (line: string) => void,
): Promise<readonly JavaNode[]> {
  const ports = await freePorts(2 * count);
  const places = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    address: `${HOST}:${String(ports[index])}`,
    controller: `${HOST}:${String(ports[count + index])}`,
  }));
  const voters = places.map(({ id, controller }) => `${String(id)}@${controller}`);
  // KRaft wants sixteen bytes in URL-safe base 64, and its tool takes one that begins with a dash for an option
  const cluster = Buffer.concat([Buffer.alloc(1), randomBytes(15)]).toString('base64url');
  return Promise.all(
    places.map(async ({ id, address, controller }) => {
      const folder = join(guard.directory, `broker-${String(id)}`);
      const place = {
        id,
        listeners: [`CLIENT://${address}`, `CONTROLLER://${controller}`],
        advertised: [`CLIENT://${address}`],
        interBroker: 'CLIENT',
        voters,
        dataDirectory: folder,
      };
      const settings = `${folder}.properties`;
      await writeFile(settings, asProperties(propertiesOf(place, count)));
      await format(jars, guard, settings, cluster);
      return new JavaNode({ id, address, settings, jars, guard, log });
    }),
  );
}

async function format(jars: Jars, guard: Guard, settings: string, cluster: string): Promise<void> {
  const tool = ['-cp', jars.classPath, 'kafka.tools.StorageTool', 'format', '-t', cluster, '-c', settings];
  const { ended } = await guard.run(javaProgram('java'), [...toolFlags, ...tool], () => undefined);
  const { code, lastLines } = await ended;
  if (code !== 0) throw new Error(`the storage of a broker cannot be formatted: ${lastLines.join(' ')}`);
}

function asProperties(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
