import type { Patient, PatientService } from './patient.js';

/** Something that goes wrong with a cluster, and how it comes right again. */
export interface Mishap {
  /** What happened to whom, for the report: a seed tells it again. */
  readonly name: string;
  readonly begin: () => Promise<void>;
  /** Machine milliseconds until it is mended. */
  readonly lastsMillis: number;
  readonly end: () => Promise<void>;
}

type Draw = () => number;

interface Kind {
  readonly kind: string;
  readonly of: (patient: Patient, draw: Draw) => Mishap;
}

/** How long a consumer is silent beyond its session, so that its partitions are surely others'. */
const BEYOND_SESSION_MILLIS = 2_500;

/** @throws RangeError when there is nothing */
export const pick = <A>(all: readonly A[], draw: Draw): A => {
  const one = all[Math.floor(draw() * all.length)];
  if (one === undefined) throw new RangeError('there is nothing to pick from');
  return one;
};
const between = (least: number, most: number, draw: Draw): number => Math.round(least + (most - least) * draw());

/** Services that hear the stream: freezing or doubling others moves no partition. */
const hearers = (patient: Patient): readonly PatientService[] => patient.services().filter(({ hears }) => hears);

export const kinds: readonly Kind[] = [
  {
    kind: 'kill -9 of a service',
    of: (patient, draw) => {
      const victim = pick(patient.services(), draw);
      return {
        name: victim.label,
        begin: () => victim.signal('SIGKILL'),
        lastsMillis: between(0, 2_000, draw),
        end: () => victim.start(),
      };
    },
  },
  {
    kind: 'kill -9 of a broker',
    of: (patient, draw) => {
      const broker = pick(patient.brokers, draw);
      return {
        name: `broker ${String(broker.id)}`,
        begin: () => broker.kill(),
        lastsMillis: between(500, 6_000, draw),
        end: () => broker.start(),
      };
    },
  },
  {
    kind: 'kill -9 of Postgres',
    of: ({ postgres }, draw) => ({
      name: 'Postgres',
      begin: () => postgres.kill(),
      lastsMillis: between(0, 2_000, draw),
      end: () => postgres.start(),
    }),
  },
  {
    kind: 'a consumer frozen beyond its session, thawed as a zombie',
    of: (patient, draw) => {
      const victim = pick(hearers(patient), draw);
      let heir: PatientService | null = null;
      return {
        name: victim.label,
        begin: async () => {
          heir = await patient.join(victim.service);
          await victim.signal('SIGSTOP');
        },
        lastsMillis: patient.sessionMillis + BEYOND_SESSION_MILLIS,
        end: async () => {
          await victim.signal('SIGCONT');
          await heir?.leave();
        },
      };
    },
  },
  {
    kind: 'an instance that joins and leaves',
    of: (patient, draw) => {
      const { service } = pick(hearers(patient), draw);
      let guest: PatientService | null = null;
      return {
        name: service,
        begin: async () => {
          guest = await patient.join(service);
        },
        lastsMillis: between(1_000, 6_000, draw),
        end: async () => {
          await guest?.leave();
        },
      };
    },
  },
  {
    kind: 'the wire between a service and a broker cut',
    of: (patient, draw) => {
      const victim = pick(patient.services(), draw);
      const broker = pick(patient.brokers, draw);
      return {
        name: `${victim.label} and broker ${String(broker.id)}`,
        begin: () => broker.cut(victim.client),
        lastsMillis: between(1_000, 8_000, draw),
        end: () => broker.mend(victim.client),
      };
    },
  },
];
