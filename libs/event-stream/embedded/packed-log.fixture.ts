import { collect } from '../suite/under-test.js';
import type { StreamEngine, StreamRecord } from '../types.js';
import { openEmbeddedStream, type EmbeddedStreamOptions } from './open.js';
import { packLog, type Packed, type PackLogOptions } from './pack-log.js';
import { newDatabase, type TestDatabase } from './test-database.js';

/** Whatever there is, in small packs. */
export const small = { ageMillis: 0, recordsAPack: 3, rest: 0 };

/** A log of a spec's own: who writes to it, and who reads without any of the writer's memory. */
export interface PackedLog {
  readonly log: TestDatabase;
  readonly engine: StreamEngine;
  /** Another process' engine, which the spec closes. */
  another(more?: Partial<EmbeddedStreamOptions>): Promise<StreamEngine>;
  pack(more?: Partial<PackLogOptions>): Promise<Packed>;
  /** What a consumer is given, partition by partition, from the places on. */
  read(topic: string, places?: ReadonlyMap<number, bigint>): Promise<StreamRecord[][]>;
  /** Records of the topic that are rows. */
  rowsOf(topic: string): Promise<number>;
  close(): Promise<void>;
}

export const partitions = [0, 1, 2, 3];

export async function packedLog(): Promise<PackedLog> {
  const log = await newDatabase();
  const another = (more: Partial<EmbeddedStreamOptions> = {}): Promise<StreamEngine> =>
    openEmbeddedStream({
      connectionString: log.url,
      partitions: partitions.length,
      joined: false,
      pollMillis: 20,
      trouble: () => undefined,
      ...more,
    });
  const [engine, reader] = await Promise.all([another(), another()]);
  return {
    log,
    engine,
    another,
    pack: (more = {}) => packLog({ connectionString: log.url, ...small, ...more }),
    read: async (topic, places = new Map()) => {
      const { subscription, records } = await collect(reader, topic, { places });
      await subscription.caughtUp();
      await subscription.close();
      const stopped = subscription.stopped();
      if (stopped.length > 0) throw new Error(`stopped: ${stopped.map(({ reason }) => reason).join('; ')}`);
      return partitions.map(records);
    },
    rowsOf: async (topic) => {
      const [row] = await log.query(
        `select count(*)::int as rows from stream.record r join stream.topic t on t.id = r.topic where t.name = '${topic}'`,
      );
      return row?.['rows'] as number;
    },
    close: async () => {
      await Promise.all([engine.close(), reader.close()]);
      await log.drop();
    },
  };
}
