import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sample, TestDoor, until } from '@yichuang/testing';
import { startCluster, type Cluster } from './cluster.js';

const START_MILLIS_MAX = 240_000;

/** What was done; the vault aside, which tells of every reading of a key, and sections are opened before what was heard is dropped. */
const effects = async (door: TestDoor, caseId: string): Promise<readonly string[]> =>
  (await door.events(caseId))
    .filter(({ service }) => service !== 'vault')
    .map(({ service, type }) => `${service} ${type}`);

/** Until the applicant was told that all is ready, which comes after the end and is waited for by nothing. */
async function told(door: TestDoor, caseId: string): Promise<void> {
  await until(async () => {
    const { body } = await door.get(`/api/v1/cases/${caseId}/notifications`);
    const notifications = body['notifications'] as { kind: string; deliveries: { state: string }[] }[];
    const sent = notifications.flatMap(({ deliveries }) => deliveries).every(({ state }) => state === 'sent');
    return sent && notifications.some(({ kind }) => kind === 'ready');
  });
}

describe('a cluster that is started again on its data, with brokers that begin empty', () => {
  const data = mkdtempSync(join(tmpdir(), 'yichuang-again-'));
  let cluster: Cluster | null = null;

  async function start(): Promise<TestDoor> {
    await cluster?.stop();
    const clock = { instant: Date.UTC(2026, 10, 23, 0, 30), speed: 0.05 };
    cluster = await startCluster({ data, ownKafka: true, clock, logLevel: 'warn' });
    return new TestDoor(cluster);
  }

  let before: TestDoor;
  beforeAll(async () => {
    before = await start();
  }, START_MILLIS_MAX);
  afterAll(async () => {
    await cluster?.stop();
    rmSync(data, { recursive: true });
  }, START_MILLIS_MAX);

  it(
    'has every case as it was, takes new ones, and does nothing twice',
    async () => {
      const a = await before.run(sample('a.yaml').form);
      await told(before, a.caseId);
      const events = await effects(before, a.caseId);
      const again = await start();
      expect((await again.run(sample('b.yaml').form)).status).toBe('completed');
      expect((await again.read(a.caseId)).company).toEqual(a.company);
      expect(await effects(again, a.caseId)).toEqual(events);
      expect((await again.send('POST', '/api/v1/replay', {})).body['differences']).toEqual([]);
      expect((await again.get('/readyz')).body).toMatchObject({ ready: true });
    },
    START_MILLIS_MAX,
  );
});
