import { openEmbeddedStream, openKafkaStream, type StreamEngine, type Trouble } from '@yichuang/event-stream';
import { kafkaSecurity } from './settings-kafka.js';
import { packAgeMillis, present, type Settings } from './settings.js';

/** What the engine of a service tells its host. */
export interface StreamNews {
  readonly trouble: Trouble;
  /** The stream cannot go on in this process. */
  readonly onFatal: (error: Error) => void;
}

/** The shared stream on the engine the settings name. */
export function openStream(service: string, settings: Settings, news: StreamNews): Promise<StreamEngine> {
  const { SHARDS: partitions, KAFKA_BROKERS: brokers = [], KAFKA_GROUP_PREFIX: groupPrefix } = settings;
  switch (settings.STREAM) {
    case 'embedded':
      return openEmbeddedStream({
        connectionString: present(settings.STREAM_URL, 'STREAM_URL'),
        partitions,
        packing: { ageMillis: packAgeMillis(settings) },
        trouble: news.trouble,
      });
    case 'kafka':
      return openKafkaStream({
        brokers,
        clientId: `yichuang-${service}-${settings.INSTANCE}`,
        groupPrefix,
        ...(settings.KAFKA_SESSION_MILLIS === undefined ? {} : { sessionMillis: settings.KAFKA_SESSION_MILLIS }),
        partitions,
        ...kafkaSecurity(settings),
        ...news,
      });
  }
}
