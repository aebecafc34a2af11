import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../house.js';
import { ServiceUnderTest } from '../service.js';
import { toy } from './department.js';

/** What an operator relies on: stopping, starting, two instances, an outside that fails. Shown on the toy. */

let service: ServiceUnderTest;
const tuning = JSON.stringify({ errandAttemptsMax: 2, effectAttemptsMax: 2, errandBackOffMillis: 1 });

beforeAll(async () => {
  service = await ServiceUnderTest.start(toy, { settings: { YICHUANG_TUNING: tuning } });
});

afterAll(async () => {
  await service.end();
});

const some = (count: number): string[] => Array.from({ length: count }, () => randomUUID());
const wishFor = (caseId: string): Promise<void> =>
  service.say(caseId, 'WishSent', { size: 2 }, { source: 'parents', audience: '*' });

/** Each case's toy was made, told of and recorded once, by the service and by its maker. */
async function madeOnce(cases: readonly string[]): Promise<void> {
  for (const caseId of cases) {
    await service.hears(caseId, 'ToyMade');
    expect(service.published(caseId).map(({ type }) => type)).toEqual(['ToyMade']);
    expect(await service.ledger('toy-maker', caseId)).toHaveLength(1);
  }
  const rows = await service.rows<{ stream: string; types: string[] }>(
    'select stream, array_agg(type order by version) as types from event where stream = any ($1) group by stream',
    [cases.map((one) => `wish/${one}`)],
  );
  expect(rows).toHaveLength(cases.length);
  for (const { types } of rows) expect(types).toEqual(['WishTaken', 'ToyMade']);
}

const behave = (mode: string) => service.call('PUT', '/simulators/toy-maker', { mode });

describe('a service that is stopped while works are under way', () => {
  it('loses nothing and does nothing twice, however often', async () => {
    const cases = some(60);
    for (const part of [cases.slice(0, 20), cases.slice(20, 40), cases.slice(40)]) {
      await Promise.all(part.map(wishFor));
      await service.stop();
      await service.startAgain();
    }
    await madeOnce(cases);
  });

  it('answers whoever it has taken a command of, before it goes', async () => {
    const cases = some(30);
    const answers = cases.map((one) =>
      service
        .call('POST', `/desks/wish/cases/${one}/make`, { size: 5 }, { 'idempotency-key': one })
        .then(({ status }) => status === 201)
        .catch(() => false),
    );
    await Promise.race(answers);
    await service.stop();
    const answered = await Promise.all(answers);
    await service.startAgain();
    expect(answered.some((one) => one)).toBe(true);
    const rows = await service.rows<{ case: string }>('select split_part(stream, $1, 2) as case from event', ['/']);
    const recorded = new Set(rows.map((row) => row.case));
    // whoever was told so has it; whoever was not told asks again under the same key and learns what became of it
    for (const [index, one] of cases.entries()) if (answered[index] === true) expect(recorded).toContain(one);
    for (const one of cases) {
      const key = { 'idempotency-key': one };
      const { body } = await service.call('POST', `/desks/wish/cases/${one}/make`, { size: 5 }, key);
      expect(body).toMatchObject({ answer: { status: 'refused' }, repeated: recorded.has(one) });
    }
  });
});

describe('two instances of one service', () => {
  it('share the work over one database and one stream: each effect happens once, and one goes on when the other ends', async () => {
    const other = await service.another();
    const cases = some(60);
    await Promise.all(cases.slice(0, 30).map(wishFor));
    // the second half comes while the other leaves
    await Promise.all([service.stop(other), ...cases.slice(30).map(wishFor)]);
    await madeOnce(cases);
    expect((await service.get('/readyz')).status).toBe(200);
  });
});

describe('an outside that fails', () => {
  it('parks the case once the errand’s tries are used up; it shows, is retried, and the effect happens once', async () => {
    const [caseId = ''] = some(1);
    await behave('failing');
    await wishFor(caseId);
    await until(async () => (await service.get<unknown[]>('/parked')).body.length === 1);
    const [parked] = (await service.get<{ caseId: string; reason: string }[]>('/parked')).body;
    expect(parked).toMatchObject({ caseId, reason: expect.stringContaining('toy-maker') as unknown });
    expect((await service.get<{ text: string }>('/metrics')).body.text).toMatch(/^yichuang_cases_parked\S* 1$/m);
    await behave('prompt');
    expect((await service.call('POST', `/parked/${caseId}/retry`)).body).toMatchObject({
      outcome: { outcome: 'open' },
    });
    await madeOnce([caseId]);
    expect((await service.get<unknown[]>('/parked')).body).toEqual([]);
  });

  it('is named a simulator wherever it shows, and takes no order that it does not understand', async () => {
    const { body } = await service.get('/simulators');
    expect(body).toEqual([
      {
        name: 'toy-maker',
        title: { 'zh-CN': '玩具作坊（模拟）', en: 'Toy maker (simulator)' },
        mode: { mode: 'prompt' },
      },
    ]);
    expect((await behave('lazy')).body).toMatchObject({ status: 400, code: 'BAD_INPUT' });
    expect(await service.call('PUT', '/simulators/nobody', { mode: 'failing' })).toMatchObject({ status: 404 });
  });
});

describe('the record', () => {
  it('holds together after all that', async () => {
    expect((await service.get('/replay')).body).toMatchObject({ differences: [] });
  });
});
