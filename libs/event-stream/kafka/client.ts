import { Kafka, logLevel, type KafkaConfig, type LogEntry, type RetryOptions, type SASLOptions } from 'kafkajs';
import net from 'node:net';
import tls from 'node:tls';
import * as limits from '../limits.js';
import type { Trouble } from '../trouble.js';
import type { KafkaSasl, KafkaStreamOptions, KafkaTls } from './options.js';

type ClientOptions = Pick<KafkaStreamOptions, 'brokers' | 'clientId' | 'tls' | 'sasl' | 'socketFactory'>;

/**
 * A client of its own for each consumer: the library shares the offsets a group has committed between all consumers of one
 * client, and lets one empty them under another.
 */
export function clientOf(options: ClientOptions, trouble: Trouble, retry: RetryOptions = retries): Kafka {
  const { brokers, clientId, sasl } = options;
  return new Kafka({
    brokers: [...brokers],
    clientId,
    ...(options.tls === undefined ? {} : { ssl: sslOf(options.tls) }),
    ...(sasl === undefined ? {} : { sasl: saslOf(sasl) }),
    connectionTimeout: limits.brokerConnectMillis,
    authenticationTimeout: limits.requestMillis,
    requestTimeout: limits.requestMillis,
    retry,
    socketFactory: options.socketFactory ?? connect,
    logLevel: logLevel.WARN,
    logCreator: () => logTo(trouble),
  });
}

/** Given to each part of the client, for its parts do not all take the client's own. */
export const retries = {
  retries: limits.clientRetries,
  initialRetryTime: limits.clientRetryFirstMillis,
  maxRetryTime: limits.clientRetryMostMillis,
};

/**
 * For sending. Repeating a request by itself, the library leaves out every broker that has answered it once: a partition that
 * has moved to such a broker meanwhile would then not be written, and the send succeed all the same. Who publishes tries again.
 */
export const oneAttempt = { ...retries, retries: 0 };

export const memberRetries = { ...retries, retries: limits.memberRetries };

function sslOf({ caPem, cert, key }: KafkaTls): tls.ConnectionOptions {
  return {
    ...(caPem === undefined ? {} : { ca: [caPem] }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

/** Written out by case: the library's types tie the secrets to the literal mechanism. */
function saslOf({ mechanism, username, password }: KafkaSasl): SASLOptions {
  return mechanism === 'scram-sha-256' ? { mechanism, username, password } : { mechanism, username, password };
}

/** The library's own way leaves small requests waiting in the socket while an earlier one is not acknowledged. */
export const connect: NonNullable<KafkaConfig['socketFactory']> = ({ host, port, ssl, onConnect }) => {
  const name = net.isIP(host) === 0 ? { servername: host } : {};
  // The library hands over null where there is no TLS, whatever its types say.
  const plain = (ssl as tls.ConnectionOptions | null) === null;
  const socket = plain
    ? net.connect({ host, port }, onConnect)
    : tls.connect({ host, port, ...name, ...ssl }, onConnect);
  return socket.setNoDelay(true).setKeepAlive(true, limits.brokerConnectMillis);
};

/** Only what was said and why: the library's other fields may hold whole requests. */
function logTo(trouble: Trouble): (entry: LogEntry) => void {
  return ({ namespace, log }) => {
    const reason: unknown = log['error'];
    trouble(
      `Kafka client, ${namespace}`,
      new Error(typeof reason === 'string' ? `${log.message}: ${reason}` : log.message),
    );
  };
}
