import type { ISocketFactory } from 'kafkajs';
import type { Trouble } from '../trouble.js';

export interface KafkaTls {
  /** Certificates of the authorities that signed the brokers' certificates; the system's own when absent. */
  readonly caPem?: string;
  /** This client's own certificate and key, where the brokers ask for one. */
  readonly cert?: string;
  readonly key?: string;
}

export interface KafkaSasl {
  readonly mechanism: 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

export interface KafkaStreamOptions {
  /** Where the cluster can first be reached, `host:port`; at least as many as copies of the topic are wanted, up to three. */
  readonly brokers: readonly string[];
  /** Names this process in the brokers' logs and quotas. */
  readonly clientId: string;
  /** Put before the name of every consumer group, so that several installations can share a cluster. */
  readonly groupPrefix?: string;
  /** Partitions of every topic, equal to the stores' shards. Fixed when a topic is made, checked whenever one is opened. */
  readonly partitions: number;
  readonly tls?: KafkaTls;
  readonly sasl?: KafkaSasl;
  /** Told of lost connections, refused deliveries, stopped partitions and whatever the client library logs as a warning. */
  readonly trouble?: Trouble;
  /** The consumer cannot go on and nothing here can mend it: the host says so and ends the process, to be started anew. */
  readonly onFatal: (error: Error) => void;
  /** How long a member may be silent before the group gives its partitions to others, ms; the brokers set a lower bound. */
  readonly sessionMillis?: number;
  /** How long a delivery may take before its partitions are given to others, ms. */
  readonly stuckMillis?: number;
  /** How long a fetch waits at the broker for something to come, ms. Nothing waits for it: what comes answers it at once. */
  readonly fetchMillis?: number;
  /** `false`: share no sends with other engines of this process, as if this were a process of its own. */
  readonly joined?: boolean;
  /** How a connection is made; for tests that break them. */
  readonly socketFactory?: ISocketFactory;
}
