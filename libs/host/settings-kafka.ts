import { readFileSync } from 'node:fs';
import type { KafkaSasl, KafkaTls } from '@yichuang/event-stream';
import { z } from 'zod';

const mechanisms = ['scram-sha-256', 'scram-sha-512'] as const;

/** How a service reaches Apache Kafka. Secrets are in files, so that they stand in no list of processes. */
export const kafkaSettings = {
  /** `host:port` of brokers, with `,` between them; at least as many as copies of the topic are wanted, up to three. */
  KAFKA_BROKERS: z
    .string()
    .regex(/^[^\s,:]+:\d{1,5}(,[^\s,:]+:\d{1,5})*$/, 'must be host:port, several with commas')
    .transform((value) => value.split(','))
    .optional(),
  /** Before the names of consumer groups, where several houses share one cluster. */
  KAFKA_GROUP_PREFIX: z
    .string()
    .regex(/^[a-z0-9._-]{0,64}$/)
    .default(''),
  /** Silence after which a consumer's partitions are given to others. Longer spares a busy machine, shorter who waits. */
  KAFKA_SESSION_MILLIS: z.coerce.number().int().min(1_000).max(300_000).optional(),
  KAFKA_TLS: z.enum(['on', 'off']).default('off'),
  /** Certificates (PEM) of the authorities that signed the brokers'; the system's own when absent. */
  KAFKA_CA_FILE: z.string().optional(),
  /** This service's own certificate and key (PEM), where the brokers ask for one. */
  KAFKA_CERT_FILE: z.string().optional(),
  KAFKA_CERT_KEY_FILE: z.string().optional(),
  KAFKA_SASL_MECHANISM: z.enum(mechanisms).optional(),
  KAFKA_USERNAME: z.string().optional(),
  KAFKA_PASSWORD_FILE: z.string().optional(),
};

type KafkaSettings = z.infer<z.ZodObject<typeof kafkaSettings>>;
type Raw = Readonly<Record<string, string | undefined>>;

/** What does not go together, and files that cannot be read. */
export function kafkaFaults(raw: Raw): string[] {
  const set = (name: string): boolean => raw[name] !== undefined;
  const tls = ['KAFKA_CA_FILE', 'KAFKA_CERT_FILE', 'KAFKA_CERT_KEY_FILE'];
  const sasl = ['KAFKA_SASL_MECHANISM', 'KAFKA_USERNAME', 'KAFKA_PASSWORD_FILE'];
  return [
    ...(set('KAFKA_BROKERS') ? [] : ['KAFKA_BROKERS: is missing and STREAM is kafka']),
    ...(raw['KAFKA_TLS'] === 'on' ? [] : tls.filter(set).map((name) => `${name}: is of use with KAFKA_TLS=on only`)),
    ...together(set, 'KAFKA_CERT_FILE', 'KAFKA_CERT_KEY_FILE'),
    ...(sasl.some(set)
      ? sasl.filter((name) => !set(name)).map((name) => `${name}: is missing to sign in to Kafka`)
      : []),
    ...[...tls, 'KAFKA_PASSWORD_FILE'].filter(set).flatMap((name) => unreadable(name, raw[name] ?? '')),
  ];
}

const together = (set: (name: string) => boolean, one: string, other: string): string[] =>
  set(one) === set(other) ? [] : [`${one}, ${other}: go together`];

function unreadable(name: string, file: string): string[] {
  try {
    readFileSync(file);
    return [];
  } catch (error) {
    return [`${name}: the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'failed'})`];
  }
}

const read = (file: string): string => readFileSync(file, 'utf8').trim();

/** TLS and SASL as the stream's engine takes them, the files read. */
export function kafkaSecurity(settings: KafkaSettings): { readonly tls?: KafkaTls; readonly sasl?: KafkaSasl } {
  const { KAFKA_CA_FILE: ca, KAFKA_CERT_FILE: cert, KAFKA_CERT_KEY_FILE: key } = settings;
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_USERNAME: username, KAFKA_PASSWORD_FILE: password } = settings;
  const tls: KafkaTls = {
    ...(ca === undefined ? {} : { caPem: read(ca) }),
    ...(cert === undefined ? {} : { cert: read(cert) }),
    ...(key === undefined ? {} : { key: read(key) }),
  };
  return {
    ...(settings.KAFKA_TLS === 'on' ? { tls } : {}),
    ...(mechanism === undefined || username === undefined || password === undefined
      ? {}
      : { sasl: { mechanism, username, password: read(password) } }),
  };
}
