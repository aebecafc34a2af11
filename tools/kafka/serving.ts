import { Kafka as Client, logLevel } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';

const ASK_TIMEOUT_MILLIS = 1_000;
const BETWEEN_ASKS_MILLIS = 50;

/** Waits until the broker at `address` answers and knows `wanted` brokers (node ids) as serving. @throws the signal's reason */
export async function untilServing(address: string, wanted: readonly number[], signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const known = await brokersKnownAt(address).catch((): number[] => []);
    if (wanted.every((id) => known.includes(id))) return;
    // an aborted pause would say only that it was aborted; the head of the loop says why
    await pause(BETWEEN_ASKS_MILLIS, undefined, { signal }).catch(() => undefined);
  }
}

async function brokersKnownAt(address: string): Promise<number[]> {
  const client = new Client({
    brokers: [address],
    clientId: 'yichuang-start',
    connectionTimeout: ASK_TIMEOUT_MILLIS,
    requestTimeout: ASK_TIMEOUT_MILLIS,
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  });
  const admin = client.admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.map(({ nodeId }) => nodeId);
  } finally {
    await admin.disconnect();
  }
}
