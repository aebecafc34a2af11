import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka as Client, logLevel, type KafkaConfig, type SASLOptions } from 'kafkajs';
import { startKafka, type Kafka } from './kafka.js';

describe('the listener with TLS and SCRAM', () => {
  let kafka: Kafka;

  beforeAll(async () => {
    kafka = await startKafka({ security: 'sasl-tls' });
  });

  afterAll(() => kafka.stop());

  const sasl = (mechanism: 'scram-sha-256' | 'scram-sha-512', password?: string): SASLOptions => {
    const { username, password: right } = kafka.secured!;
    return { mechanism, username, password: password ?? right };
  };

  const topicsFor = async (settings: Omit<KafkaConfig, 'brokers'>): Promise<string[]> => {
    const { address } = kafka.secured!;
    const client = new Client({
      brokers: [address],
      logLevel: logLevel.NOTHING,
      connectionTimeout: 20_000,
      retry: { retries: 0 },
      ...settings,
    });
    const admin = client.admin();
    try {
      await admin.connect();
      return await admin.listTopics();
    } finally {
      await admin.disconnect();
    }
  };

  it.each(['scram-sha-256', 'scram-sha-512'] as const)('lets in who has the password, by %s', async (mechanism) => {
    const ssl = { ca: [kafka.secured!.caPem] };
    expect(await topicsFor({ ssl, sasl: sasl(mechanism) })).toEqual([]);
  });

  it('refuses a wrong password', async () => {
    const ssl = { ca: [kafka.secured!.caPem] };
    await expect(topicsFor({ ssl, sasl: sasl('scram-sha-256', 'wrong') })).rejects.toThrow(/authentication/i);
  });

  it('is not believed by who does not know its authority', async () => {
    await expect(topicsFor({ ssl: true, sasl: sasl('scram-sha-256') })).rejects.toThrow(/certificate/i);
  });

  it('talks to nobody without TLS', async () => {
    await expect(topicsFor({ sasl: sasl('scram-sha-256'), connectionTimeout: 1_000 })).rejects.toThrow();
  });
});
