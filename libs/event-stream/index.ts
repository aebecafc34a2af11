export {
  StopPartition,
  type Handled,
  type Outbox,
  type OutgoingRecord,
  type RecordBatch,
  type StreamEngine,
  type StreamRecord,
  type Subscribe,
  type Subscription,
} from './types.js';
export { openEmbeddedStream, type EmbeddedStreamOptions } from './embedded/open.js';
export { packLog, type Packed, type Packing, type PackLogOptions } from './embedded/pack-log.js';
export { type PackerOptions } from './embedded/packer.js';
export { ensureSchema, type LogSchema } from './embedded/schema.js';
export { openKafkaStream } from './kafka/open.js';
export type { KafkaSasl, KafkaStreamOptions, KafkaTls } from './kafka/options.js';
export { startRelay, type Relay, type RelayHealth, type RelayOptions } from './relay.js';
export { type Trouble } from './trouble.js';
