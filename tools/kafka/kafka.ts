import { startOnJars } from './on-jars.js';
import { findJars } from './jars.js';
import type { BrokerCount } from './properties.js';

/** Apache Kafka for a test or a tool, from wherever this machine can have it. */
export interface Kafka {
  /** As `host:port`. */
  readonly brokers: readonly string[];
  readonly source: 'given' | 'docker' | 'jars';
  /** The brokers as processes of this machine; none where somebody else runs them. */
  readonly nodes: readonly KafkaNode[];
  /** Ends what was started here and removes its data. */
  stop(): Promise<void>;
}

export interface KafkaNode {
  readonly id: number;
  /** As `host:port`. */
  readonly address: string;
  /** Of the process, the last one when it was killed. */
  readonly pid: number;
  /** Sends the signal (default SIGKILL) and waits until the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again where it was, with its data, and waits until it serves. */
  start(): Promise<void>;
}

export interface KafkaOptions {
  readonly brokers?: BrokerCount;
  /** Where the fresh folder with the brokers' data is made; the system's temporary directory unless told. */
  readonly directory?: string;
  /** Hears what is being done, and the brokers' warnings. */
  readonly log?: (line: string) => void;
}

/**
 * Kafka as KAFKA_BROKERS names it; else, where a Docker engine answers, in containers; else as processes of its own from
 * Apache Kafka's jars. All that was started ends with this process, even when it is killed.
 *
 * @throws in one line that says what to install when there is no way
 */
export async function startKafka(options: KafkaOptions = {}): Promise<Kafka> {
  const given = givenBrokers();
  if (given.length > 0) return { brokers: given, source: 'given', nodes: [], stop: () => Promise.resolve() };
  const jars = await findJars(options.log ?? (() => undefined));
  if (jars !== null) return startOnJars(jars, options);
  throw new Error('no Kafka here: install Docker, or Java 17 and Maven, or name running brokers in KAFKA_BROKERS');
}

function givenBrokers(): string[] {
  return (process.env['KAFKA_BROKERS'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
}
