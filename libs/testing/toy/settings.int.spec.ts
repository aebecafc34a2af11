import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BadSettings, serve } from '@yichuang/host';
import { ServiceUnderTest } from '../service.js';
import { toy } from './department.js';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await ServiceUnderTest.start(toy, {
    settings: { MODE: 'production', OIDC_ISSUER: 'https://sign-in.example.org' },
  });
});

afterAll(async () => {
  await service.end();
});

async function refusal(settings: Readonly<Record<string, string | undefined>>): Promise<string> {
  const error: unknown = await serve(toy, settings).catch((reason: unknown) => reason);
  if (!(error instanceof BadSettings)) throw new TypeError('it started', { cause: error });
  return error.message;
}

describe('a service with wrong settings', () => {
  it('refuses to start and names every fault, not the first, and no value', async () => {
    const message = await refusal({ TAG_KEY: 'c2hvcnQ=', SHARDS: 'many', DATABASE_URL: 'nowhere' });
    for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'STREAM_URL', 'LISTEN', 'TAG_KEY', 'SHARDS'])
      expect(message).toContain(`${name}: `);
    for (const value of ['c2hvcnQ=', 'many', 'nowhere']) expect(message).not.toContain(value);
  });

  it('takes no training clock, death or missing guard in production, each named', async () => {
    const message = await refusal({
      ...service.settingsOf(),
      CLOCK_ANCHOR: `0,${String(Date.now())},1`,
      YICHUANG_CRASH_AT: 'committed:1',
      YICHUANG_SWITCH_OFF: 'watermark',
    });
    for (const name of ['CLOCK_ANCHOR', 'YICHUANG_CRASH_AT', 'YICHUANG_SWITCH_OFF'])
      expect(message).toContain(`${name}: is for development mode only`);
  });
});

describe('production', () => {
  it('works, and has no controls of simulators', async () => {
    const caseId = randomUUID();
    await service.say(caseId, 'WishSent', { size: 1 }, { source: 'parents' });
    await service.hears(caseId, 'ToyMade');
    expect(await service.get('/simulators')).toMatchObject({ status: 404 });
    expect(await service.call('PUT', '/simulators/toy-maker', { mode: 'failing' })).toMatchObject({ status: 404 });
  });
});
