import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '../../kafka/free-ports.js';
import { startKafka, type Kafka } from '../../kafka/kafka.js';
import { interruptible } from '../interruption.js';
import { hearOutput, withOutput } from '../output.js';
import { hearOnKafka } from './hearing-ends.js';
import { toyServices } from './toy-services.js';
import { TOY_SHARDS, TOY_TOPIC, withGround, type Ground, type Toys } from './toys.js';

const MAIN = fileURLToPath(new URL('./toy-service-main.js', import.meta.url));
const READY_MILLIS_MAX = 60_000;
const END_MILLIS_MAX = 30_000;
const LOOK_MILLIS = 50;

/** The window's work is done by the load program, which follows the stream itself. */
const services = toyServices.filter(({ desks }) => desks.length > 0).map(({ name }) => name);

/** One broker, each toy service a process of its own; all of it is gone afterwards. */
export async function withKafkaToys(adminUrl: string, work: (toys: Toys) => Promise<void>): Promise<void> {
  await withGround(adminUrl, { STREAM: 'kafka' }, (ground) => runOn(ground, work));
}

async function runOn({ settings, identity, tokenOf }: Ground, work: (toys: Toys) => Promise<void>): Promise<void> {
  const children = new Map<string, ChildProcess>();
  const said: (() => string)[] = [];
  let starting = Promise.resolve<Kafka | null>(null);
  const run = async (): Promise<void> => {
    const kafka = await (starting = startKafka({ brokers: 1, own: true }));
    const ports = await freePorts(services.length);
    const urls: Record<string, string> = {};
    services.forEach((name, index) => {
      const LISTEN = `127.0.0.1:${String(ports[index])}`;
      urls[name] = `http://${LISTEN}`;
      const child = launch(name, { ...settings[name], KAFKA_BROKERS: kafka.brokers.join(','), LISTEN });
      children.set(name, child);
      said.push(hearOutput(child));
    });
    await Promise.all([...children].map(([name, child]) => ready(name, child, urls[name] ?? '')));
    await work({
      engine: 'kafka',
      form: `one broker (${kafka.source}), each service and the load program a process of its own`,
      urls,
      identity,
      tokenOf,
      programs: programsOf(children, kafka),
      hear: (ends) => hearOnKafka({ brokers: kafka.brokers, topic: TOY_TOPIC, partitions: TOY_SHARDS }, ends),
    });
  };
  const cleanUp = async (): Promise<void> => {
    await Promise.all([...children.values()].map(end));
    await (await starting.catch(() => null))?.stop();
  };
  await interruptible(run, cleanUp).catch((error: unknown) => {
    throw withOutput(error, said.map((one) => one()).join(''));
  });
}

function launch(name: string, settings: Readonly<Record<string, string>>): ChildProcess {
  const { NODE_OPTIONS: _options, ...env } = process.env;
  return spawn(process.execPath, [MAIN, name], {
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

const programsOf = (children: ReadonlyMap<string, ChildProcess>, { nodes }: Kafka): Toys['programs'] => ({
  kafka: nodes.map(({ pid }) => pid),
  ...Object.fromEntries([...children].map(([name, { pid }]) => [name, [pid ?? 0]])),
});

async function ready(name: string, child: ChildProcess, url: string): Promise<void> {
  const until = performance.now() + READY_MILLIS_MAX;
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok === true) return;
    if (child.exitCode !== null || performance.now() > until) throw new Error(`${name} did not become ready`);
    await pause(LOOK_MILLIS);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), END_MILLIS_MAX);
  await exited;
  clearTimeout(killer);
}
