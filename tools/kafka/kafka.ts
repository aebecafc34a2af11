import { withArchive } from './archive.js';
import { startInContainers } from './in-containers.js';
import { findJars, JAVA_VERSION_MIN } from './jars.js';
import { startOnJars } from './on-jars.js';
import type { BrokerCount } from './properties.js';
import type { Secured } from './security.js';

/** Apache Kafka for a test or a tool, from wherever this machine can have it. */
export interface Kafka {
  /** As `host:port`. */
  readonly brokers: readonly string[];
  readonly source: 'given' | 'docker' | 'jars';
  /** The brokers as processes of this machine; none where somebody else runs them. */
  readonly nodes: readonly KafkaNode[];
  /** What a client needs for the other listener, where `security` asked for one. */
  readonly secured: Secured | null;
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
  /** Of the first broker, the next ones follow; free ones unless told. */
  readonly port?: number;
  /** Where the fresh folder with the brokers' data is made; the system's temporary directory unless told. */
  readonly directory?: string;
  /** Hears what is being done, and the brokers' errors. */
  readonly log?: (line: string) => void;
  /** A listener more, with TLS by an authority of its own and SCRAM. Implies `own`. */
  readonly security?: 'sasl-tls';
  /**
   * Puts something between clients and each broker: is told where the broker listens for it, answers where clients shall go.
   * `brokers` are then those. Implies `own`.
   */
  readonly through?: (address: string) => Promise<string>;
  /** Processes of this machine whatever the environment offers: for whoever kills brokers. */
  readonly own?: boolean;
}

/**
 * Kafka as KAFKA_BROKERS names it; else, where a Docker engine answers, in containers; else as processes of its own from
 * Apache Kafka's jars. All that was started ends with this process, even when it is killed.
 *
 * @throws in one line that says what to install when there is no way
 */
export async function startKafka(options: KafkaOptions = {}): Promise<Kafka> {
  const own = options.own === true || options.security !== undefined || options.through !== undefined;
  if (!own) {
    const elsewhere = givenKafka() ?? (await startInContainers(options));
    if (elsewhere !== null) return elsewhere;
  }
  const jars = await findJars(options.log);
  if (jars !== null) return startOnJars(await withArchive(jars, options.log), options);
  const java = `Java ${String(JAVA_VERSION_MIN)} and Maven`;
  throw new Error(
    own
      ? `no Kafka in processes of its own: install ${java}`
      : `no Kafka: install Docker, or ${java}, or name running brokers in KAFKA_BROKERS`,
  );
}

function givenKafka(): Kafka | null {
  const brokers = (process.env['KAFKA_BROKERS'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  if (brokers.length === 0) return null;
  return { brokers, source: 'given', nodes: [], secured: null, stop: () => Promise.resolve() };
}
