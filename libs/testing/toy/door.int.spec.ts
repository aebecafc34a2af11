import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../house.js';
import { ServiceUnderTest, type Said } from '../service.js';
import { toy } from './department.js';

/** The door that every service has alike, shown on the toy. */

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await ServiceUnderTest.start(toy, {});
});

afterAll(async () => {
  await service.end();
});

const knock = (caseId: string, door: string, body: unknown, key: string = randomUUID()): Promise<Said> =>
  service.call('POST', `/desks/wish/cases/${caseId}/${door}`, body, { 'idempotency-key': key });

const eventsOf = async (caseId: string): Promise<string[]> =>
  (await service.get<{ type: string }[]>(`/cases/${caseId}/events`)).body.map(({ type }) => type);

describe('a command at the door', () => {
  it('is answered by what the desk decided, with a position that a read may wait for', async () => {
    const caseId = randomUUID();
    const { status, body } = await knock(caseId, 'make', { size: 5 });
    expect(status).toBe(201);
    expect(body).toMatchObject({ answer: { status: 'refused' }, repeated: false });
    const { body: events } = await service.get(`/cases/${caseId}/events?after=${String(body['position'])}`);
    expect(events).toMatchObject([{ type: 'WishRefused', data: { rules: ['R-TOY-01'] } }]);
  });

  it('said again under the same key is answered as the first time, and nothing is added', async () => {
    const caseId = randomUUID();
    const first = await knock(caseId, 'make', { size: 5 }, 'once');
    const again = await knock(caseId, 'make', { size: 5 }, 'once');
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expect(await eventsOf(caseId)).toEqual(['WishRefused']);
  });

  it('is 422 when the key was used for another request', async () => {
    const caseId = randomUUID();
    await knock(caseId, 'make', { size: 5 }, 'one');
    expect(await knock(caseId, 'make', { size: 4 }, 'one')).toMatchObject({
      status: 422,
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });

  it('is 400 without a key, and 400 with every fault of its input under its path, never its value', async () => {
    const path = `/desks/wish/cases/${randomUUID()}/make`;
    expect((await service.call('POST', path, { size: 1 })).body).toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING' });
    const { status, body } = await knock(randomUUID(), 'make', { size: 'secret', colour: 'secret' });
    expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'BAD_INPUT' });
    expect((body['faults'] as { path: string }[]).map((fault) => fault.path).sort()).toEqual(['/colour', '/size']);
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('that the desk rejects is 409, and nothing is recorded', async () => {
    const caseId = randomUUID();
    await knock(caseId, 'make', { size: 1 });
    await service.hears(caseId, 'ToyMade');
    const before = await eventsOf(caseId);
    const rejected = await knock(caseId, 'take-back', {});
    expect(rejected).toMatchObject({ status: 409, body: { code: 'TOY_MADE', title: '玩具已经做好' } });
    expect(await eventsOf(caseId)).toEqual(before);
    // it is judged anew: a rejection is kept under no key
    expect(await knock(caseId, 'take-back', {})).toMatchObject({ status: 409, body: { code: 'TOY_MADE' } });
  });

  it('at a door, desk or address that is not there is 404', async () => {
    const caseId = randomUUID();
    for (const path of [`desks/wish/cases/${caseId}/steal`, `desks/nobody/cases/${caseId}/make`, 'anything']) {
      const answer = await service.call('POST', `/${path}`, {}, { 'idempotency-key': 'k' });
      expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it('that cannot be read, or is larger than any application, is turned down as problem details', async () => {
    expect(await knock(randomUUID(), 'make', '{"size":')).toMatchObject({ status: 400, body: { status: 400 } });
    const large = JSON.stringify({ size: 1, letter: 'x'.repeat(8 * 1024 * 1024) });
    const { status, headers, body } = await knock(randomUUID(), 'make', large);
    expect({ status, said: body['status'] }).toEqual({ status: 413, said: 413 });
    expect(headers.get('content-type')).toContain('application/problem+json');
  });

  it('for a parked case is 409 until an operator has resolved it', async () => {
    const caseId = randomUUID();
    await service.say(caseId, 'WishForgotten', {}, { source: 'parents' });
    await until(async () => (await service.get<unknown[]>('/parked')).body.length === 1);
    expect(await knock(caseId, 'make', { size: 5 })).toMatchObject({
      status: 409,
      body: { code: 'CASE_PARKED', caseId },
    });
    expect(await eventsOf(caseId)).toEqual([]);
    await service.call('POST', `/parked/${caseId}/resolve`, { reason: 'a slip' });
    expect((await knock(caseId, 'make', { size: 5 })).status).toBe(201);
  });
});

describe('when more waits than can be worked off', () => {
  it('the door says 429 and when to come again, and loses nothing of what it took', async () => {
    const narrow = await ServiceUnderTest.start(toy, { settings: { YICHUANG_TUNING: '{"waitingWorksMax":2}' } });
    try {
      const cases = Array.from({ length: 60 }, () => randomUUID());
      const answers = await Promise.all(
        cases.map((one) =>
          narrow.call('POST', `/desks/wish/cases/${one}/make`, { size: 5 }, { 'idempotency-key': 'k' }),
        ),
      );
      const busy = answers.filter(({ status }) => status === 429);
      expect(busy.length).toBeGreaterThan(0);
      expect(answers.every(({ status }) => status === 429 || status === 201)).toBe(true);
      for (const { headers, body } of busy) {
        expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
        expect(body).toMatchObject({ code: 'TOO_BUSY' });
      }
      const taken = answers.filter(({ status }) => status === 201).length;
      const [row] = await narrow.rows<{ count: string }>('select count(*) from event');
      expect(Number(row?.count)).toBe(taken);
    } finally {
      await narrow.end();
    }
  });
});
