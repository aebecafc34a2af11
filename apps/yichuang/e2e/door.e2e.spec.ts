import { randomUUID } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateApplications } from '@yichuang/matters';
import { sample, TestDoor, TestHouse, until, type Answered } from '@yichuang/testing';

const house = new TestHouse(['--clock', '2026-11-23 09:00']);
const door = new TestDoor(house);
const forms = [...generateApplications({ seed: 5, count: 60 })].map(({ form }) => form);
const [first, second, third, ...others] = forms;

beforeAll(async () => {
  await house.start();
});
afterAll(() => house.end());

const faultsOf = ({ body }: Answered): string[] =>
  (body['faults'] as { code: string; path: string }[]).map(({ code, path }) => `${code} ${path}`).sort();

describe('handing in through HTTP', () => {
  it('wants an Idempotency-Key and says so', async () => {
    const answer = await door.send('POST', '/api/v1/cases', first);
    expect([answer.status, answer.body['code']]).toEqual([400, 'IDEMPOTENCY_KEY_MISSING']);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('one key and one form are one case: 201 the first time, 200 and the same answer again', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const made = await door.send('POST', '/api/v1/cases', first, key);
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/cases/${String(made.body['caseId'])}`);
    const again = await door.send('POST', '/api/v1/cases', first, key);
    expect([again.status, again.body]).toEqual([200, made.body]);
    const other = await door.send('POST', '/api/v1/cases', second, key);
    expect([other.status, other.body['code']]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('one key sent many times at once is still one case', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const all = await Promise.all(Array.from({ length: 8 }, () => door.send('POST', '/api/v1/cases', second, key)));
    expect(all.map(({ status }) => status).sort()).toEqual([...Array<number>(7).fill(200), 201]);
    expect(new Set(all.map(({ body }) => body['caseId'])).size).toBe(1);
  });

  it('a bad form is 400 with every fault and its path, and repeats no value', async () => {
    const { form, expect: expected } = sample('faulty/bad-input.yaml');
    const answer = await door.send('POST', '/api/v1/cases', form, { 'idempotency-key': randomUUID() });
    expect([answer.status, answer.body['code'], answer.body['type']]).toEqual([
      400,
      'BAD_INPUT',
      'urn:yichuang:problem:bad-input',
    ]);
    expect(faultsOf(answer)).toEqual(expected.map(({ code, path }) => `${code} ${path}`).sort());
    const secret = 'VALUE-THAT-MUST-NOT-COME-BACK';
    const spoilt = { ...first, company: { ...first?.company, gbt4754: secret }, [secret]: secret, nickname: secret };
    const told = await door.send('POST', '/api/v1/cases', spoilt, { 'idempotency-key': randomUUID() });
    expect(told.status).toBe(400);
    const faults = JSON.stringify(told.body['faults']);
    expect([faults.includes('/company/gbt4754'), faults.includes('/nickname'), faults.includes(secret)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('what is no JSON, no object, or no matter of ours is 400 in both languages', async () => {
    for (const body of ['{"half":', '[]', '"text"', '{"matter":"no-such-matter"}']) {
      const answer = await door.send('POST', '/api/v1/cases', body, { 'idempotency-key': randomUUID() });
      expect([body, answer.status]).toEqual([body, 400]);
      expect(answer.body['text']).toEqual({ 'zh-CN': expect.any(String), en: expect.any(String) });
    }
  });

  it('problems are titled in the language that is asked for', async () => {
    const titled = async (language: string): Promise<unknown> =>
      (await door.get('/api/v1/cases/nosuchcase', { 'accept-language': language })).body['title'];
    expect(await titled('en')).toBe('there is no such case');
    expect(await titled('zh-CN')).toBe('没有这个办件');
    expect(await titled('en-GB,en;q=0.9')).toBe('there is no such case');
  });
});

describe('what is not there', () => {
  it.each([
    ['GET', '/api/v1/cases/nosuchcase'],
    ['GET', '/api/v1/cases/nosuchcase/timeline'],
    ['GET', '/api/v1/cases/nosuchcase/clock'],
    ['GET', '/api/v1/cases/nosuchcase/minutes'],
    ['GET', '/api/v1/cases/nosuchcase/events'],
    ['GET', '/api/v1/cases/nosuchcase/live'],
    ['GET', '/api/v1/cases/..%2F..%2Fkeys'],
    ['GET', '/api/v1/matters/no-such-matter/schema'],
    ['GET', '/nowhere'],
    ['POST', '/api/v1/cases/nosuchcase/insist'],
    ['POST', '/api/v1/cases/nosuchcase/withdraw'],
    ['POST', '/api/v1/parked/nobody/nosuchcase/retry'],
  ])('%s %s is 404 with problem details', async (method, path) => {
    const body = method === 'POST' ? {} : undefined;
    const answer = await door.send(method, path, body, { 'idempotency-key': randomUUID() });
    expect([answer.status, answer.body['status']]).toEqual([404, 404]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('a correction of a case that is not there is 404, whatever the form', async () => {
    expect((await door.correct('nosuchcase', first)).status).toBe(404);
  });
});

describe('reading', () => {
  it('after a write shows it, and a position that never comes is 503 with when to come back', async () => {
    for (const form of others.slice(0, 10)) {
      const { caseId, position } = await door.open(form);
      const { status, body } = await door.get(`/api/v1/cases/${caseId}?after=${position}`);
      expect([status, body['caseId']]).toEqual([200, caseId]);
    }
    const { caseId, position } = await door.open(third);
    const [shard] = position.split(':');
    const never = await door.get(`/api/v1/cases/${caseId}?after=${String(shard)}:999999999`);
    expect([never.status, never.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('an earlier instant shows what stood there then, and none before it was handed in', async () => {
    const { caseId } = await door.run(sample('faulty/twelve.yaml').form);
    const events = (await door.events(caseId)) as unknown as { type: string; recordedAt: string; at: string }[];
    const submitted = events.find(({ type }) => type === 'ApplicationSubmitted');
    const noticed = events.find(({ type }) => type === 'OneTimeNoticeIssued');
    const at = (instant = ''): Promise<Answered> =>
      door.get(`/api/v1/cases/${caseId}?at=${encodeURIComponent(instant)}`);
    expect((await at(submitted?.recordedAt)).body).toMatchObject({ status: 'pre-checking', notice: null });
    expect((await at(noticed?.recordedAt)).body).toMatchObject({
      status: 'awaiting-correction',
      notice: { number: 1 },
    });
    expect((await at('2026-11-23 08:00')).status).toBe(404);
    const wrong = await at('yesterday');
    expect([wrong.status, faultsOf(wrong).length]).toEqual([400, 1]);
  });

  it('the timeline tells what happened in words, and the clock which windows were counted', async () => {
    const { caseId } = await door.run(others[11]);
    const timeline = (await door.get(`/api/v1/cases/${caseId}/timeline`)).body as unknown as { type: string }[];
    const types = timeline.map(({ type }) => type);
    for (const type of ['ApplicationSubmitted', 'ApplicationAccepted', 'SlaStarted', 'PackageReady', 'CaseCompleted'])
      expect(types).toContain(type);
    const { body } = await door.get(`/api/v1/cases/${caseId}/clock`);
    const clocks = body['clocks'] as { id: string; runs: { windows: unknown[] }[] }[];
    expect(clocks.map(({ id }) => id)).toEqual(expect.arrayContaining(['case', 'register', 'tax']));
    expect(clocks.find(({ id }) => id === 'case')?.runs.length).toBe(1);
  });

  it('a query that cannot be understood is 400 with every parameter that is wrong', async () => {
    const answer = await door.get('/api/v1/cases?status=lost&limit=0&from=2026-13-40&after=here&colour=red');
    expect(answer.status).toBe(400);
    expect(
      faultsOf(answer)
        .map((fault) => fault.split(' ')[1])
        .sort(),
    ).toEqual(['/after', '/colour', '/from', '/limit', '/status']);
    expect((await door.get('/api/v1/cases/nosuchcase?after=here')).status).toBe(400);
  });

  it('pages of the list are complete and repeat nothing while cases arrive', async () => {
    const before = new Set<string>();
    for (let next: string | null = ''; next !== null;) {
      const page = (await door.get(`/api/v1/cases?limit=200${next === '' ? '' : `&after=${next}`}`)).body;
      for (const { caseId } of page['cases'] as { caseId: string }[]) before.add(caseId);
      next = page['next'] as string | null;
    }
    const arriving = others.slice(12, 40).map((form) => door.open(form));
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page = (await door.get(`/api/v1/cases?limit=3${next === '' ? '' : `&after=${next}`}`)).body;
      seen.push(...(page['cases'] as { caseId: string }[]).map(({ caseId }) => caseId));
      next = page['next'] as string | null;
    }
    await Promise.all(arriving);
    expect(before.size).toBeGreaterThan(10);
    expect(new Set(seen).size).toBe(seen.length);
    for (const caseId of before) expect(seen).toContain(caseId);
  });

  it('the list finds a case by its number, its name and its day', async () => {
    const { caseId, number, company } = await door.run(others[41]);
    for (const query of [
      `number=${number}`,
      `name=${company?.name ?? ''}`,
      'from=2026-11-23&to=2026-11-23&limit=200',
    ]) {
      const { body } = await door.get(`/api/v1/cases?${encodeURI(query)}`);
      expect((body['cases'] as { caseId: string }[]).map((one) => one.caseId)).toContain(caseId);
    }
    expect((await door.get('/api/v1/cases?from=2026-11-24')).body['cases']).toEqual([]);
  });
});

describe('live updates', () => {
  it('tell each event of the case as it happens, and nothing of another', async () => {
    const { caseId, position } = await door.open(others[42]);
    await door.atRest(caseId, position);
    const ending = new AbortController();
    const answer = await house.fetch('/api/v1/live', {
      signal: ending.signal,
      headers: { accept: 'text/event-stream' },
    });
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    let heard = '';
    const listening = (async () => {
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>)
        heard += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    const mine = await door.open(others[43]);
    const own = new AbortController();
    const line = await house.fetch(`/api/v1/cases/${mine.caseId}/live`, { signal: own.signal });
    let ownHeard = '';
    const ownListening = (async () => {
      for await (const chunk of line.body as unknown as AsyncIterable<Uint8Array>)
        ownHeard += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    const other = await door.open(others[44]);
    await door.atRest(mine.caseId, mine.position);
    await door.atRest(other.caseId, other.position);
    await until(() => heard.includes('CaseCompleted') && heard.includes(other.caseId) && heard.includes(mine.caseId));
    expect(ownHeard.includes(other.caseId)).toBe(false);
    ending.abort();
    own.abort();
    await Promise.all([listening, ownListening]);
  });
});

describe('acting', () => {
  it('a company that is registered cannot be withdrawn: 409, and the case stands', async () => {
    const { caseId } = await door.run(others[45]);
    const answer = await door.act(caseId, 'withdraw');
    expect([answer.status, answer.body['status']]).toEqual([409, 409]);
    expect((await door.read(caseId)).status).toBe('completed');
  });

  it('what cannot be done now is 409 in both languages, and a key is wanted for it', async () => {
    const { caseId } = await door.run(others[46]);
    for (const what of ['insist', 'withdraw']) {
      expect((await door.act(caseId, what)).status).toBe(409);
      expect((await door.send('POST', `/api/v1/cases/${caseId}/${what}`, {})).status).toBe(400);
    }
    const correction = await door.correct(caseId, others[46]);
    expect([correction.status, correction.body['text']]).toEqual([
      409,
      { 'zh-CN': expect.any(String), en: expect.any(String) },
    ]);
  });

  it('a withdrawal in time is taken, decided by market regulation, and repeated without effect', async () => {
    const { caseId } = await door.run(sample('e.yaml').form);
    const key = randomUUID();
    const asked = await door.act(caseId, 'withdraw', key);
    expect(asked.status).toBe(202);
    await until(async () => (await door.read(caseId)).status === 'withdrawn');
    expect((await door.act(caseId, 'withdraw', key)).body['caseId']).toBe(caseId);
    const types = (await door.events(caseId)).filter(({ service }) => service === 'market-regulation');
    expect(types.map(({ type }) => type)).toContain('WithdrawalGranted');
  });
});

describe('the door itself', () => {
  it('describes every operation as OpenAPI 3.1', async () => {
    const { body } = await door.get('/openapi.json');
    expect(body['openapi']).toMatch(/^3\.1\./);
    expect(Object.keys(body['paths'] as object)).toEqual(
      expect.arrayContaining([
        '/api/v1/cases',
        '/api/v1/cases/{caseId}',
        '/api/v1/cases/{caseId}/withdraw',
        '/api/v1/replay',
      ]),
    );
  });

  it('answers health, readiness and metrics', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics']) expect((await door.get(path)).status).toBe(200);
  });

  it('listens on loopback only, and says so', async () => {
    expect(house.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(house.output()).toContain('loopback only');
    const { port } = new URL(house.url);
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal);
    for (const { address } of outside) await expect(fetch(`http://${address}:${port}/healthz`)).rejects.toThrow();
  });
});
