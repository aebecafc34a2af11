import { services } from '@yichuang/yichuang';
import type { StreamEnd } from '@yichuang/trials';
import { yichuang } from '@yichuang/testing';
import { Kafka, logLevel } from 'kafkajs';
import { startCluster, type Cluster } from '../cluster/cluster.js';
import type { ServiceProcess } from '../cluster/service-process.js';
import { startKafka, type Kafka as Brokers, type KafkaNode } from '../kafka/kafka.js';
import type { Patient, PatientBroker, PatientService } from './patient.js';
import { Wire } from './wire.js';

export interface PatientOptions {
  readonly brokers?: 1 | 3;
  /** A guard of every store to leave out, to show that the run then fails. */
  readonly switchOff?: string;
  /** Where databases and logs stay; gone afterwards when absent. */
  readonly data?: string;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface Admitted {
  readonly patient: Patient;
  readonly end: () => Promise<void>;
}

/** Silence after which a consumer has lost its partitions here: short, so that a round need not wait long for it. */
const SESSION_MILLIS = 6_000;
/** 08:00 in Shanghai on the day the generated applications are made for. */
const CLOCK = { instant: Date.UTC(2026, 10, 23, 0, 0), speed: 1 };

/** A cluster of three brokers and every service as processes of their own, with wires that can be cut. */
export async function admit(options: PatientOptions): Promise<Admitted> {
  const wires: Wire[] = [];
  const kafka = await startKafka({
    brokers: options.brokers ?? 3,
    own: true,
    through: async (address) => {
      const wire = await Wire.to(address);
      wires.push(wire);
      return wire.address;
    },
  });
  const endStream = async (): Promise<void> => {
    await kafka.stop();
    await Promise.all(wires.map((wire) => wire.close()));
  };
  const hearing = services.filter(({ hears }) => hears.length > 0).map(({ name }) => name);
  try {
    const cluster = await startCluster({
      kafka,
      ...(options.data === undefined ? {} : { data: options.data }),
      clock: CLOCK,
      standby: Object.fromEntries(hearing.map((name) => [name, 1])),
      settings: () => ({
        KAFKA_SESSION_MILLIS: String(SESSION_MILLIS),
        ...(options.switchOff === undefined ? {} : { YICHUANG_SWITCH_OFF: options.switchOff }),
      }),
      // who ends by himself, for he cannot go on, is begun anew as in earnest
      restart: true,
      log: options.say,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const patient = new ClusterPatient(cluster, kafka, wires, new Set(hearing));
    return {
      patient,
      end: async () => {
        await cluster.stop();
        await endStream();
      },
    };
  } catch (error) {
    await endStream();
    throw error;
  }
}

class ClusterPatient implements Patient {
  readonly sessionMillis = SESSION_MILLIS;
  readonly brokers: readonly PatientBroker[];
  private postgresKilled = false;

  constructor(
    private readonly cluster: Cluster,
    private readonly kafka: Brokers,
    private readonly wires: readonly Wire[],
    private readonly hearing: ReadonlySet<string>,
  ) {
    this.brokers = kafka.nodes.map((node, index) => brokerOf(node, wires[index] as Wire));
  }

  tokenOf(account: string): Promise<string> {
    return this.cluster.tokenOf(account);
  }

  get url(): string {
    return this.cluster.url;
  }

  readonly postgres: Patient['postgres'] = {
    kill: async () => {
      this.postgresKilled = true;
      await this.cluster.postgres.kill();
    },
    start: async () => {
      if (!this.postgresKilled) return;
      await this.cluster.postgres.start();
      this.postgresKilled = false;
    },
  };

  services(): readonly PatientService[] {
    return this.cluster.services.filter(({ instance }) => instance === 1).map((one) => this.serviceOf(one));
  }

  async join(service: string): Promise<PatientService> {
    const guest = this.cluster.of(service).find(({ instance }) => instance === 2);
    if (guest === undefined) throw new RangeError(`${service} has no second instance`);
    await guest.start();
    return this.serviceOf(guest);
  }

  async heal(): Promise<void> {
    for (const wire of this.wires) for (const one of this.cluster.services) wire.mend(clientOf(one));
    await this.postgres.start();
    await Promise.all(this.kafka.nodes.map((node) => node.start()));
    await Promise.all(
      this.cluster.services.map(async (one) => {
        await one.kill('SIGCONT');
        // whether they become ready is for the books to say: a run that broke a promise may never be
        if (one.instance === 1) one.begin();
        else await one.stop();
      }),
    );
  }

  async ready(millis: number): Promise<void> {
    const late = AbortSignal.timeout(millis);
    await Promise.all(this.cluster.services.filter(({ instance }) => instance === 1).map((one) => one.ready(late)));
  }

  databaseUrl(database?: string): string {
    const url = new URL(this.cluster.adminUrl);
    url.pathname = `/${database ?? 'postgres'}`;
    return url.href;
  }

  cli(...args: readonly string[]): ReturnType<typeof yichuang> {
    return yichuang(args, { YICHUANG_SERVER: this.url, YICHUANG_LANG: 'en' });
  }

  streamEnds = async (): Promise<readonly StreamEnd[]> => {
    const admin = new Kafka({
      clientId: 'books',
      brokers: this.kafka.nodes.map(({ address }) => address),
      logLevel: logLevel.NOTHING,
    }).admin();
    await admin.connect();
    try {
      const ends = await admin.fetchTopicOffsets(this.cluster.topic);
      return ends.map(({ partition, high }) => ({ partition, next: high }));
    } finally {
      await admin.disconnect();
    }
  };

  private serviceOf(one: ServiceProcess): PatientService {
    return {
      service: one.name,
      label: `${one.name} ${String(one.instance)}`,
      client: clientOf(one),
      hears: this.hearing.has(one.name),
      signal: (name) => one.kill(name),
      start: () => one.start(),
      leave: () => one.stop(),
    };
  }
}

/** As the host names a process to Kafka. */
const clientOf = ({ name, instance }: ServiceProcess): string => `yichuang-${name}-${String(instance)}`;

const brokerOf = (node: KafkaNode, wire: Wire): PatientBroker => ({
  id: node.id,
  kill: () => node.kill(),
  start: () => node.start(),
  cut: (client) => {
    wire.cut(client);
    return Promise.resolve();
  },
  mend: (client) => {
    wire.mend(client);
    return Promise.resolve();
  },
});
