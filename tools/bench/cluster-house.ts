import { startCluster, type Cluster } from '../cluster/cluster.js';
import { Drive } from './drive.js';
import { interruptible } from './interruption.js';
import type { MeasuredHouse } from './measured-house.js';

/** Starts every service as a process of its own on Kafka with one broker, lets `work` drive it, and leaves nothing behind. */
export async function withClusterHouse(work: (house: MeasuredHouse, drive: Drive) => Promise<void>): Promise<void> {
  const given = new AbortController();
  let starting = Promise.resolve<Cluster | null>(null);
  let drive: Drive | null = null;
  await interruptible(
    async () => {
      const cluster = await (starting = startCluster({
        brokers: 1,
        ownKafka: true,
        logLevel: 'warn',
        signal: given.signal,
      }));
      drive = await Drive.open(cluster);
      await work(measured(cluster), drive);
    },
    async () => {
      given.abort();
      await drive?.close();
      await (await starting.catch(() => null))?.stop();
    },
  );
}

function measured({ url, tokenOf, services, kafka, postgres, adminUrl }: Cluster): MeasuredHouse {
  const programs: Record<string, number[]> = { kafka: (kafka?.nodes ?? []).map(({ pid }) => pid) };
  for (const { name, pid } of services) programs[name] = [...(programs[name] ?? []), ...(pid === null ? [] : [pid])];
  return {
    engine: 'kafka',
    form: 'one broker, Postgres and each service a process of its own',
    url,
    tokenOf,
    programs,
    postmaster: postgres.pid,
    postgresUrl: (database = 'postgres') =>
      Promise.resolve(Object.assign(new URL(adminUrl), { pathname: `/${database}` }).href),
  };
}
