import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StepAnswer } from '@yichuang/contracts';
import { shardOf } from '@yichuang/event-store';
import { openEmbeddedStream, type OutgoingRecord, type StreamEngine } from '@yichuang/event-stream';
import { gateway } from '@yichuang/gateway';
import { DATA_SOURCE, findDemoAccount, type Service } from '@yichuang/host';
import { companyOpeningPlan, generateApplications } from '@yichuang/matters';
import { orchestrator } from '@yichuang/orchestrator';
import { saidBy, accountFor, until } from '@yichuang/testing';
import { vault } from '@yichuang/vault';
import { parseInstant } from '@yichuang/working-time';
import type { DataSource, EntityManager } from 'typeorm';
import { z } from 'zod';
import { ServedApart } from './served-apart.js';

/** Vault, orchestrator and gateway as they run, on Postgres; the six departments speak through the shared stream. */

const SHARDS = 4;
const TOPIC = 'company-opening';
const START = instant('2026-11-23 09:00');
/** Such as leave no department out, so that each of them may answer. */
const forms = Array.from(generateApplications({ seed: 77, count: 400 }), ({ form }) => form).filter(
  (form) => !JSON.stringify(form).includes('"leaveOut"'),
);

function nextForm(): object {
  const form = forms.shift();
  if (form === undefined) throw new RangeError('no more forms');
  return form;
}

let house: ServedApart;
let engine: StreamEngine;
let orchestration: Service;
let url: string;
let description: Description;
/** Of the orchestrator. */
let registers: DataSource;

beforeAll(async () => {
  house = await ServedApart.begin({ instant: START, speed: 1 }, SHARDS);
  engine = await openEmbeddedStream({ connectionString: house.stream.url, partitions: SHARDS });
  await house.serve(vault);
  orchestration = await house.serve(orchestrator);
  registers = orchestration.app.get<DataSource>(DATA_SOURCE);
  url = await (await house.serve(gateway, '127.0.0.1:0')).app.getUrl();
  description = (await (await fetch(new URL('/openapi.json', url))).json()) as typeof description;
});

afterAll(async () => {
  await engine.close();
  await house.end();
});

function instant(written: string): number {
  const parsed = parseInstant(written);
  if (parsed.kind === 'fault') throw new RangeError(parsed.text.en);
  return parsed.at;
}

interface Description {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, { content: Contents }>> }>>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}
type Contents = Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>>;

const schemas = new Map<string, z.ZodType>();

/** What the door's own description says it answers there. @throws Error for an answer nobody described */
function described(method: string, path: string, status: number): z.ZodType {
  const asked = path.split('?')[0] ?? '';
  const route = Object.keys(description.paths).find((one) =>
    new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(asked),
  );
  const id = `${method} ${String(route)} ${String(status)}`;
  const known = schemas.get(id);
  if (known !== undefined) return known;
  const answer = description.paths[route ?? '']?.[method.toLowerCase()]?.responses[String(status)];
  if (answer === undefined) throw new Error(`${id} is not described`);
  const schema = Object.values(answer.content)[0]!.schema;
  const component = description.components.schemas[schema.$ref?.split('/').at(-1) ?? ''];
  const made = z.fromJSONSchema((component ?? schema) as never);
  schemas.set(id, made);
  return made;
}

type Body = Readonly<Record<string, unknown>>;

interface Answer {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  key?: string,
  account = accountFor(method, path),
): Promise<Answer> {
  const token = await house.tokenOf(account);
  const answer = await fetch(new URL(path, url), {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said = (await answer.json()) as Body;
  expect(described(method, path, answer.status).safeParse(said)).toMatchObject({ success: true });
  return { status: answer.status, body: said, headers: answer.headers };
}

const get = (path: string) => call('GET', path);
const act = (caseId: string, what: string, body: unknown = {}) =>
  call('POST', `/api/v1/cases/${caseId}/${what}`, body, randomUUID());

async function open(form: unknown = nextForm()): Promise<{ caseId: string; position: string; number: string }> {
  const { status, body } = await call('POST', '/api/v1/cases', form, randomUUID());
  expect(status).toBe(201);
  return body as unknown as { caseId: string; position: string; number: string };
}

/** What a department has published, as its relay would bring it. */
const published = new Map<string, { position: number; follows: number }>();

async function say(source: string, caseId: string, type: string, body: object): Promise<void> {
  const shard = shardOf(caseId, SHARDS);
  const place = published.get(`${source}/${String(shard)}`) ?? { position: 0, follows: 0 };
  const next = { position: place.position + 1, follows: place.position };
  published.set(`${source}/${String(shard)}`, next);
  const at = START + 1_000;
  const record: OutgoingRecord = {
    ...next,
    ...{ key: caseId, source, shard, type, audience: '*', at },
    body: Buffer.from(JSON.stringify(body)),
  };
  await engine.publish(TOPIC, new Map([[shard, [record]]]));
}

const company = (caseId: string) => ({
  uscc: `91350405MAF${caseId.slice(0, 7)}`,
  companyName: `虚构公司${caseId}`,
  establishedOn: '2026-11-23',
  gbt4754: '6513',
});

async function answer(caseId: string, step: string, over: Partial<StepAnswer> = {}, round = 1): Promise<void> {
  const { department, stage } = companyOpeningPlan.steps.find(({ id }) => id === step)!;
  const said: StepAnswer = {
    step,
    round,
    outcome: stage === 'intake' ? 'checked' : 'done',
    instant: true,
    ruleSet: 'set-1',
    decider: 'SYSTEM:set-1',
    accountable: department!,
    rules: { pass: [`R-${step}`], fail: [], unknown: [] },
    findings: [],
    ...(step === 'register' ? { result: company(caseId) } : {}),
    ...over,
  };
  await say(department!, caseId, saidBy(department!, stage === 'intake' ? 'checked' : 'done'), { answer: said });
}

const stepsOf = (stage: string) => companyOpeningPlan.steps.filter((one) => one.stage === stage && one.department);

async function status(caseId: string, wanted: string): Promise<Body> {
  let view: Answer['body'] = {};
  await until(
    async () => {
      ({ body: view } = await get(`/api/v1/cases/${caseId}`));
      return view['status'] === wanted;
    },
    10_000,
    () => `${caseId} is not ${wanted}: ${JSON.stringify([view['status'], view['parked']])}`,
  );
  return view;
}

async function checked(caseId: string, except: readonly string[] = [], round = 1): Promise<void> {
  for (const { id } of stepsOf('intake')) if (!except.includes(id)) await answer(caseId, id, {}, round);
}

async function completed(): Promise<string> {
  const { caseId } = await open();
  await checked(caseId);
  await status(caseId, 'in-progress');
  await answer(caseId, 'register');
  await until(async () =>
    JSON.stringify((await get(`/api/v1/cases/${caseId}/timeline`)).body).includes('公章刻制备案'),
  );
  for (const { id } of stepsOf('work')) if (id !== 'register') await answer(caseId, id);
  await status(caseId, 'completed');
  return caseId;
}

const defect: StepAnswer['findings'][number] = {
  rule: 'R-SEAT-02',
  code: 'SEAT_PROOF_MISSING',
  article: '市场主体登记管理条例 a.16',
  text: { 'zh-CN': '缺少住所证明', en: 'proof of the seat is missing' },
  phase: 'form',
  disposal: 'block',
  verdict: 'fail',
  paths: ['/papers'],
  evidence: {},
};

describe('a case through the door', () => {
  it('is taken once for one key, seen at once by who wrote it, and refused when the key comes with another form', async () => {
    const [form, key] = [nextForm(), randomUUID()];
    const first = await call('POST', '/api/v1/cases', form, key);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ number: expect.stringMatching(/^沙开办20261123-/), status: 'pre-checking' });
    expect(first.headers.get('location')).toBe(`/api/v1/cases/${String(first.body['caseId'])}`);
    const again = await call('POST', '/api/v1/cases', form, key);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect((await call('POST', '/api/v1/cases', nextForm(), key)).status).toBe(422);
    expect((await call('POST', '/api/v1/cases', form)).body).toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING' });
    const read = await get(`/api/v1/cases/${String(first.body['caseId'])}?after=${String(first.body['position'])}`);
    expect(read.body).toMatchObject({ caseId: first.body['caseId'], number: first.body['number'], clock: null });
    expect(read.body['position']).toMatch(/^\d+:\d+$/);
  });

  it('goes to its end by what departments publish, and shows company, clock, documents and why', async () => {
    const caseId = await completed();
    const { body } = await get(`/api/v1/cases/${caseId}`);
    const { uscc, companyName: name, establishedOn } = company(caseId);
    expect(body).toMatchObject({
      status: 'completed',
      company: { name, uscc, establishedOn },
      clock: { startedAt: expect.stringContaining('2026-11-23T09:0'), state: 'MET', budgetMinutes: 240 },
      whyNotInstant: { instant: true, delays: [] },
      documents: [{ kind: 'receipt' }, { kind: 'acceptance' }, { kind: 'registration' }],
    });
    const timeline = (await get(`/api/v1/cases/${caseId}/timeline`)).body as unknown as { type: string }[];
    expect(timeline.map(({ type }) => type)).toEqual(expect.arrayContaining(['ApplicationAccepted', 'CaseCompleted']));
    const { clocks } = (await get(`/api/v1/cases/${caseId}/clock`)).body as unknown as { clocks: { id: string }[] };
    expect(clocks.map(({ id }) => id)).toEqual(expect.arrayContaining(['intake-1', 'case', 'register', 'tax']));
    const events = (await get(`/api/v1/cases/${caseId}/events`)).body as unknown as Record<string, string>[];
    expect(new Set(events.map(({ service }) => service))).toEqual(new Set(['vault', 'orchestrator']));
    expect(events.filter(({ type }) => type === 'DepartmentTaskDispatched')).toHaveLength(13);
    expect(events[0]).toMatchObject({ at: expect.stringMatching(/\+08:00$/) });
  });

  it('tells who holds it, the sum of all holders being what its clocks counted, now and at an earlier instant', async () => {
    const { caseId } = await open();
    await checked(caseId, ['tax-check']);
    const waited = async () =>
      ((await get(`/api/v1/cases/${caseId}`)).body['waitingFor'] as { what: string }[]).map(({ what }) => what);
    await until(async () => (await waited()).join() === 'tax-check');
    const { body } = await get(`/api/v1/cases/${caseId}/minutes`);
    const { at, stretches, sums } = body as unknown as {
      at: string;
      stretches: { from: string; to: string; millis: number; phase: string; holder: object }[];
      sums: Record<'intake' | 'work' | 'offClock', { millis: number; minutes: number }>;
    };
    const { body: view } = await get(`/api/v1/cases/${caseId}?at=${encodeURIComponent(at)}`);
    const { usedMinutes } = view['intakeClock'] as { usedMinutes: number };
    expect([stretches[0]?.from, stretches.at(-1)?.to]).toEqual([view['submittedAt'], at]);
    expect(stretches.at(-1)?.holder).toEqual({ kind: 'department', department: 'tax', step: 'tax-check' });
    expect(sums.intake.millis).toBe(stretches.reduce((sum, { millis }) => sum + millis, 0));
    expect(sums.intake.millis).toBeGreaterThan(0);
    expect(Math.round(sums.intake.minutes * 100) / 100).toBe(usedMinutes);
    const { body: begun } = await get(
      `/api/v1/cases/${caseId}/minutes?at=${String(view['submittedAt'])}`.replace('+', '%2B'),
    );
    expect(begun).toMatchObject({ stretches: [], sums: { intake: { millis: 0 }, work: { millis: 0 } } });
  });

  it('is read as it was at an earlier instant, and is not there before it was handed in', async () => {
    const caseId = await completed();
    const events = (await get(`/api/v1/cases/${caseId}/events`)).body as unknown as Record<string, string>[];
    const submitted = events.find(({ type }) => type === 'ApplicationSubmitted');
    const early = encodeURIComponent(String(submitted?.['recordedAt']));
    expect((await get(`/api/v1/cases/${caseId}?at=${early}`)).body).toMatchObject({
      status: 'pre-checking',
      company: null,
      clock: null,
    });
    expect((await get(`/api/v1/cases/${caseId}?at=2026-11-23T08:00`)).body).toMatchObject({ code: 'NO_SUCH_CASE' });
    expect((await get(`/api/v1/cases/${caseId}?at=2026-11-23T08:00`)).status).toBe(404);
  });

  it('with a defect gets one notice, is corrected with the whole form, and goes on', async () => {
    const form = nextForm();
    const { caseId } = await open(form);
    await checked(caseId, ['market-regulation-check']);
    await answer(caseId, 'market-regulation-check', { findings: [defect] });
    const view = await status(caseId, 'awaiting-correction');
    expect(view['notice']).toMatchObject({ number: 1, defects: [{ code: 'SEAT_PROOF_MISSING', path: '/papers' }] });
    expect((await act(caseId, 'correct', { ...form, company: 0 })).status).toBe(400);
    const corrected = await act(caseId, 'correct', form);
    expect(corrected.status).toBe(200);
    const after = await get(`/api/v1/cases/${caseId}?after=${String(corrected.body['position'])}`);
    expect(after.body).toMatchObject({ round: 2, status: 'pre-checking', notice: null });
    await checked(caseId, [], 2);
    await status(caseId, 'in-progress');
    expect((await act(caseId, 'correct', form)).body).toMatchObject({ status: 409, code: 'NO_CORRECTION_ASKED' });
  });

  it('with a defect is corrected at the counter by its applicant, who signs, and the receipt says who took it', async () => {
    const form = nextForm();
    const { caseId } = await open(form);
    const presence = { signed: 'paper', papersSeen: ['lease'] };
    const path = `/api/v1/intake/${caseId}/correct`;
    const take = (body: object, account = 'clerk-1', key: string = randomUUID()) =>
      call('POST', path, body, key, account);
    expect((await take({ form, presence })).body).toMatchObject({ status: 409, code: 'NO_CORRECTION_ASKED' });
    await checked(caseId, ['market-regulation-check']);
    await answer(caseId, 'market-regulation-check', { findings: [defect] });
    await status(caseId, 'awaiting-correction');
    const faulty = await take({ form: { ...form, hall: 7 }, presence: { ...presence, signed: 'aloud' } });
    expect((faulty.body['faults'] as { path: string }[]).map((one) => one.path)).toEqual(['/presence/signed', '/hall']);
    for (const account of ['applicant-1', 'agent', 'clerk-elsewhere', 'supervisor'])
      expect([account, (await take({ form, presence }, account)).body['code']]).toEqual([account, 'NOT_PERMITTED']);
    const key = randomUUID();
    const taken = await take({ form, presence }, 'clerk-1', key);
    expect([taken.status, (await take({ form, presence }, 'clerk-1', key)).body]).toEqual([200, taken.body]);
    const { body } = await get(`/api/v1/cases/${caseId}/receipt?after=${String(taken.body['position'])}`);
    expect(body['receipts']).toMatchObject([
      { what: { code: 'application' }, clerk: null },
      {
        what: { code: 'correction' },
        handedInBy: findDemoAccount('applicant-1')?.actor.id,
        clerk: { id: findDemoAccount('clerk-1')?.actor.id, hall: '350405', signed: 'paper' },
      },
    ]);
    await checked(caseId, [], 2);
    await status(caseId, 'in-progress');
  });

  it('insisted on is refused or declined, with a dated document and the remedies', async () => {
    const { caseId } = await open();
    await checked(caseId, ['market-regulation-check']);
    await answer(caseId, 'market-regulation-check', { findings: [{ ...defect, phase: 'substance' }] });
    await status(caseId, 'awaiting-correction');
    expect((await act(caseId, 'insist')).body).toMatchObject({ status: 'refused' });
    const { body } = await get(`/api/v1/cases/${caseId}`);
    expect(body['documents']).toMatchObject([
      { kind: 'receipt' },
      { kind: 'notice' },
      { kind: 'acceptance' },
      { kind: 'refusal', date: '2026-11-23', remedies: { reconsideration: { days: 60 }, suit: { months: 6 } } },
    ]);
    expect(body['end']).toMatchObject({ defects: [{ code: 'SEAT_PROOF_MISSING' }] });
    const number = String((body['documents'] as { number: string }[])[3]?.number);
    for (const asked of ['F1', number])
      expect(await get(`/api/v1/cases/${caseId}/documents/${encodeURIComponent(asked)}`)).toMatchObject({
        status: 200,
        body: { number, title: { 'zh-CN': '不予登记通知书' }, defects: [{ code: 'SEAT_PROOF_MISSING' }] },
      });
    const notice = await get(`/api/v1/cases/${caseId}/documents/N1`);
    expect(notice.body).toMatchObject({ kind: 'notice', defects: [{ path: '/papers' }], remediesText: null });
    expect((await get(`/api/v1/cases/${caseId}/documents/N2`)).body).toMatchObject({ code: 'NO_SUCH_DOCUMENT' });
  });

  it('is withdrawn when market regulation says so, and not once the company is registered', async () => {
    const { caseId } = await open();
    expect((await act(caseId, 'withdraw')).status).toBe(202);
    await say('market-regulation', caseId, 'WithdrawalGranted', {});
    await status(caseId, 'withdrawn');
    const other = await completed();
    const late = await act(other, 'withdraw');
    expect([late.status, late.body['code']]).toEqual([409, 'TOO_LATE_TO_WITHDRAW']);
    expect((await get(`/api/v1/cases/${other}`)).body).toMatchObject({ status: 'completed' });
  });

  it('that does not exist is 404 wherever it is asked for', async () => {
    const missing = '0'.repeat(24);
    for (const path of ['', '/timeline', '/clock', '/minutes', '/events', '/live'])
      expect((await get(`/api/v1/cases/${missing}${path}`)).body).toMatchObject({ status: 404, code: 'NO_SUCH_CASE' });
    for (const what of ['insist', 'withdraw', 'correct'])
      expect((await act(missing, what)).body).toMatchObject({ status: 404, code: 'NO_SUCH_CASE' });
    expect((await get('/api/v1/cases/A%2F..')).status).toBe(404);
  });

  it('is asked for with a bad instant or position: 400, each under its name', async () => {
    const { caseId } = await open();
    const { status: code, body } = await get(`/api/v1/cases/${caseId}?at=noon&after=x&more=1`);
    expect(code).toBe(400);
    const faults = body['faults'] as { path: string }[];
    expect(faults.map(({ path }) => path)).toEqual(['/at', '/after', '/more']);
  });
});

describe('the list of cases', () => {
  it('comes in pages, the newest first, none twice and none left out, whatever comes in between', async () => {
    const opened: string[] = [];
    for (let n = 0; n < 7; n += 1) opened.push((await open()).caseId);
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await get(`/api/v1/cases?limit=3${after}`);
      const page = body as unknown as { cases: { caseId: string }[]; next: string | null };
      seen.push(...page.cases.map(({ caseId }) => caseId));
      if (seen.length === 3) await open();
      after = page.next === null ? '' : `&after=${page.next}`;
    } while (after !== '');
    expect(new Set(seen).size).toBe(seen.length);
    expect(opened.every((caseId) => seen.includes(caseId))).toBe(true);
    const order = opened.map((caseId) => seen.indexOf(caseId));
    expect(order).toEqual([...order].sort((a, b) => b - a));
  });

  it('is found by status, number, name and day', async () => {
    const caseId = await completed();
    const { body } = await get(`/api/v1/cases/${caseId}`);
    const found = async (query: Record<string, string>) => {
      const page = (await get(`/api/v1/cases?${new URLSearchParams(query).toString()}`)).body as unknown as {
        cases: Record<string, string>[];
      };
      return page.cases;
    };
    expect(await found({ number: String(body['number']) })).toEqual([
      {
        caseId,
        number: body['number'],
        matter: 'company-opening',
        hall: '350405',
        status: 'completed',
        companyName: company(caseId).companyName,
        uscc: company(caseId).uscc,
        submittedAt: body['submittedAt'],
        dueAt: (body['clock'] as { dueAt: string }).dueAt,
        endedAt: (body['end'] as { at: string }).at,
      },
    ]);
    expect(await found({ name: `公司${caseId}`, from: '2026-11-23', to: '2026-11-23' })).toHaveLength(1);
    expect(await found({ name: `公司${caseId}`, to: '2026-11-22' })).toEqual([]);
    expect((await found({ status: 'completed' })).every((one) => one['status'] === 'completed')).toBe(true);
    expect(await found({ status: 'terminated' })).toEqual([]);
    expect(await found({ status: 'parked' })).toEqual([]);
  });

  it('is found by any part of the name, a letter too, whether few have it or thousands', async () => {
    const many = 2_100;
    const names = [...Array.from({ length: many }, (_, n) => `众多${String(n)}号有限公司`), '虚岛“甲\\乙’s：𠀀'];
    await registers.query(
      `insert into case_row (case_id, number, matter, hall, departments, status, company_name, submitted_at)
       select 'named' || at, at, 'company-opening', '350405', '{}', 'completed', name, at
         from unnest($1::text[]) with ordinality as t (name, at)`,
      [names],
    );
    try {
      const found = async (name: string, more = {}): Promise<{ names: (string | null)[]; next: string | null }> => {
        const query = new URLSearchParams({ name, to: '2020-01-01', limit: '200', ...more });
        const { body } = await call('GET', `/api/v1/cases?${query.toString()}`, undefined, undefined, 'clerk-1');
        const page = body as unknown as { cases: { companyName: string | null }[]; next: string | null };
        return { names: page.cases.map(({ companyName }) => companyName), next: page.next };
      };
      const newest = names.slice(0, many).reverse();
      const first = await found('众多');
      expect(first.names).toEqual(newest.slice(0, 200));
      expect((await found('众多', { after: first.next ?? '' })).names).toEqual(newest.slice(200, 400));
      expect((await found('众多1999号')).names).toEqual(['众多1999号有限公司']);
      expect((await found('众多20', { limit: '3' })).names).toEqual(
        [2099, 2098, 2097].map((n) => newest[many - 1 - n]),
      );
      for (const part of ['岛', '𠀀', '\\', '’', '“甲\\乙’s', '：𠀀', names.at(-1) ?? ''])
        expect([part, (await found(part)).names]).toEqual([part, names.slice(-1)]);
      // every two letters of it are there, and not beside each other
      for (const absent of ['众多号有', '司公', '_', '%'])
        expect(await found(absent)).toEqual({ names: [], next: null });
    } finally {
      await registers.query("delete from case_row where case_id like 'named%'");
    }
  });

  it('with bad filters is 400, every one named', async () => {
    const { status: code, body } = await get('/api/v1/cases?status=done&limit=0&from=today&after=%25&color=red');
    expect(code).toBe(400);
    const faults = body['faults'] as { path: string }[];
    expect(faults.map(({ path }) => path)).toEqual(['/status', '/limit', '/from', '/after', '/color']);
  });
});

describe('a case that is parked', () => {
  it('shows so, in lists too, and goes on when it was retried and what was wrong is no more', async () => {
    const { caseId } = await open();
    // an answer to what was not asked yet: the department's contract is broken
    await answer(caseId, 'register');
    const view = await status(caseId, 'parked');
    expect(view['parked']).toMatchObject([{ department: 'orchestrator', reason: expect.stringContaining('register') }]);
    const listed = (await get('/api/v1/cases?status=parked')).body as unknown as { cases: { caseId: string }[] };
    expect(listed.cases.map((one) => one.caseId)).toEqual([caseId]);
    expect((await act(caseId, 'withdraw')).body).toMatchObject({ status: 409, code: 'CASE_PARKED' });
    const resolve = `/api/v1/parked/orchestrator/${caseId}/resolve`;
    expect((await call('POST', resolve, { reason: 'the department sent it too early' })).status).toBe(200);
    await checked(caseId);
    await status(caseId, 'in-progress');
  });
});

describe('the appraisal of a period', () => {
  const read = (account: string, query = 'from=2026-11-23&to=2026-11-23') =>
    call('GET', `/api/v1/appraisal?${query}`, undefined, undefined, account);
  interface Seen {
    readonly cases: number;
    readonly departments: readonly {
      readonly department: string;
      readonly cases: number;
      readonly events?: { readonly cases: readonly { readonly caseId: string; readonly version: number }[] };
    }[];
  }
  const seen = async (...of: Parameters<typeof read>) => (await read(...of)).body as unknown as Seen;

  it('counts each case that ended in it once, for those who may see it, and names the events it came from', async () => {
    const before = await seen('auditor');
    const caseId = await completed();
    const after = await seen('auditor', 'from=2026-11-23&to=2026-11-23&events=tax');
    expect(after.cases).toBe(before.cases + 1);
    const tax = after.departments.find(({ department }) => department === 'tax')!;
    const own = tax.events!.cases.filter((one) => one.caseId === caseId);
    const events = (await call('GET', `/api/v1/cases/${caseId}/events`, undefined, undefined, 'auditor'))
      .body as unknown as readonly { service: string; desk: string; version: number; type: string }[];
    const named = events.filter(
      ({ service, desk, version }) =>
        service === 'orchestrator' && desk === 'case' && own.some((one) => one.version === version),
    );
    expect(named.map(({ type }) => type)).toEqual(['StepAnswered', 'StepAnswered']);
    expect(after.departments.filter(({ events: listed }) => listed !== undefined)).toHaveLength(1);
    for (const account of ['supervisor', 'hall-head']) expect((await seen(account)).cases).toBe(after.cases);
    expect((await seen('supervisor-elsewhere')).cases).toBe(0);
    expect((await seen('auditor', 'from=2026-11-24&to=2026-11-24')).cases).toBe(0);
    expect(await read('applicant-1')).toMatchObject({ status: 403 });
  });

  it('is of a year at most, and says so', async () => {
    for (const wrong of ['', 'from=2026-11-23', 'from=2026-11-24&to=2026-11-23', 'from=2025-01-01&to=2026-12-31'])
      expect(await read('auditor', wrong)).toMatchObject({ status: 400 });
    expect(await read('auditor', 'from=yesterday&to=today')).toMatchObject({ status: 400 });
  });
});

describe('a period run again', () => {
  const period = { from: '2026-11-23', to: '2026-11-23' };
  const ask = (scenario: object, account = 'auditor') =>
    call('POST', '/api/v1/what-if', { ...period, ...scenario }, undefined, account);

  /** Rows of every table there is. */
  async function rowsOfAll(): Promise<object> {
    const tables = await registers.query<{ name: string }[]>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    const counted = tables.map(async ({ name }) => {
      const [row] = await registers.query<{ n: string }[]>(`select count(*) as n from "${name}"`);
      return [name, row?.n] as const;
    });
    return Object.fromEntries(await Promise.all(counted));
  }

  it('as it was comes to what happened, and is told to those who may see it', async () => {
    await completed();
    const { status: code, body } = await ask({});
    expect(code).toBe(200);
    expect(body['simulated']).toEqual(body['recorded']);
    expect(body).toMatchObject({ changed: { count: 0, cases: [] }, beyondCalendar: 0, matter: 'company-opening' });
    expect(body['cases']).toBeGreaterThan(0);
    for (const account of ['supervisor', 'hall-head'])
      expect((await ask({}, account)).body['cases']).toBe(body['cases']);
    expect((await ask({}, 'supervisor-elsewhere')).body['cases']).toBe(0);
    expect(await ask({}, 'applicant-1')).toMatchObject({ status: 403 });
  });

  it('is read in transactions in which Postgres lets nothing be written, and leaves every table as it was', async () => {
    const before = await rowsOfAll();
    const refusals: string[] = [];
    const begin = registers.transaction.bind(registers) as (work: Work) => Promise<unknown>;
    const watched = (work: Work) =>
      begin(async (manager) => {
        const page = await work(manager);
        await manager.query('savepoint here');
        const refused: unknown = await manager.query('delete from case_row').catch((error: unknown) => error);
        refusals.push((refused as { code: string }).code);
        await manager.query('rollback to savepoint here');
        return page;
      });
    Object.assign(registers, { transaction: watched });
    try {
      const other = { budgetMinutes: 1, officers: { tax: 1 }, calendar: { seasons: [allDay] } };
      expect((await ask(other)).body['cases']).toBeGreaterThan(0);
    } finally {
      Reflect.deleteProperty(registers, 'transaction');
    }
    expect(refusals).toEqual(['25006']);
    expect(await rowsOfAll()).toEqual(before);
  });
  type Work = (manager: EntityManager) => Promise<unknown>;
  const allDay = { starts: '01-01', windows: [{ opens: '00:00', closes: '23:59' }] };

  it('of what cannot be supposed is 400, every fault named', async () => {
    const faults = async (scenario: object) =>
      ((await ask(scenario)).body['faults'] as { path: string; code: string }[]).map(({ path, code }) => [path, code]);
    expect(await faults({ budgetMinutes: 0, officers: { tax: 0 }, colour: 1 })).toEqual([
      ['/budgetMinutes', 'TOO_SMALL'],
      ['/officers/tax', 'TOO_SMALL'],
      ['/colour', 'UNKNOWN_FIELD'],
    ]);
    const reversed = { starts: '01-01', windows: [{ opens: '12:00', closes: '08:00' }] };
    expect(await faults({ to: '2026-11-22', shares: { navy: 3 }, calendar: { seasons: [reversed] } })).toEqual([
      ['/to', 'PERIOD'],
      ['/shares/navy', 'NO_SUCH_DEPARTMENT'],
      ['/calendar/seasons', 'OFFICE_HOURS'],
    ]);
    expect(await faults({ matter: 'tea' })).toEqual([['/matter', 'NO_SUCH_MATTER']]);
    const notice = { year: 2026, citation: { 'zh-CN': '虚构', en: 'invented' }, holidays: [], makeUpDays: [] };
    const totals = { daysOff: 1, makeUpDays: 0 };
    expect(await faults({ calendar: { notices: [{ ...notice, totals }] } })).toEqual([
      ['/calendar/notices/0/totals/daysOff', 'DAYS_MISCOUNTED'],
      ['/calendar/notices/0/holidays', 'STATUTORY_DAY_MISSING'],
    ]);
  });
});

describe('live updates', () => {
  it('tell of each event of the case, and who comes back that he may have missed some', async () => {
    const { caseId } = await open();
    const ending = new AbortController();
    const line = await fetch(new URL(`/api/v1/cases/${caseId}/live`, url), {
      signal: ending.signal,
      headers: { 'last-event-id': 'orchestrator:1:1', authorization: `Bearer ${await house.tokenOf('applicant-1')}` },
    });
    expect(line.headers.get('content-type')).toContain('text/event-stream');
    let got = '';
    const reading = (async () => {
      for await (const chunk of line.body!) got += Buffer.from(chunk).toString('utf8');
    })().catch(() => undefined);
    await until(() => got.includes('event: missed'));
    expect(got).toContain(': listening');
    await checked(caseId);
    await until(() => got.includes('"type":"ApplicationAccepted"'));
    expect(got).toContain(`"caseId":"${caseId}"`);
    ending.abort();
    await reading;
  });
});

describe('the vault', () => {
  it('hands a department the key of its own section, recorded each time, and no case waits for one that has none', async () => {
    const { caseId } = await open();
    const tax = house.client('vault', 'tax');
    const grant = (...sections: object[]) => tax.post<{ keys: (string | null)[] }>('/keys/grant', { sections });
    const own = { caseId, section: 'tax' };
    const [first, none] = (await grant(own, { caseId: 'nobody', section: 'tax' })).keys;
    expect(Buffer.from(first!, 'base64')).toHaveLength(32);
    expect(none).toBeNull();
    expect((await grant(own)).keys).toEqual([first]);
    await expect(grant(own, { caseId, section: 'seal' })).rejects.toMatchObject({ status: 403 });
    await expect(tax.post('/keys/make', { caseIds: [caseId], sections: ['tax'] })).rejects.toMatchObject({
      status: 403,
    });
    const grantDoor = `/desks/key/cases/${caseId}/grant`;
    await expect(tax.post(grantDoor, {}, { 'idempotency-key': 'k' })).rejects.toMatchObject({ status: 403 });
    const door = house.client('vault', 'gateway');
    await expect(door.post(grantDoor, {}, { 'idempotency-key': 'k' })).rejects.toMatchObject({ status: 404 });
    await door.close();
    const events = (await get(`/api/v1/cases/${caseId}/events`)).body as unknown as Record<string, unknown>[];
    const ofKey = events.filter(({ service }) => service === 'vault').map(({ type, audience }) => [type, audience]);
    expect(ofKey).toEqual([
      ['KeyMade', null],
      ['KeyGranted', null],
      ['KeyGranted', null],
    ]);
    await tax.close();
  });

  it('makes a key once, however often the form comes', async () => {
    const { caseId } = await open();
    const door = house.client('vault', 'gateway');
    const make = (caseIds: string[]) =>
      door.post<{ keys: string[][] }>('/keys/make', { caseIds, sections: ['tax', 'seal'] });
    const many = Array.from({ length: 300 }, (_, n) => `batch${String(n)}`);
    const [one, batch] = [await make([caseId]), await make(many)];
    expect(new Set(batch.keys.flat()).size).toBe(600);
    expect((await make([...many, caseId])).keys).toEqual([...batch.keys, ...one.keys]);
    await door.close();
  });
});

describe('a case whose pre-check an officer leaves lying for five working days', () => {
  it('is accepted from its receipt when the house comes back, by nobody registered, and goes on when he has spoken', async () => {
    const { caseId } = await open();
    await checked(caseId, ['tax-check']);
    await answer(caseId, 'tax-check', { outcome: 'review', instant: false });
    await status(caseId, 'in-review');
    const over = instant('2026-11-30 17:30');
    orchestration = await house.serveLater(orchestrator, orchestration, { instant: over + 60_000, speed: 1 });
    let view: Body = {};
    await until(async () => {
      ({ body: view } = await get(`/api/v1/cases/${caseId}`));
      return (view['cards'] as unknown[]).length === 9;
    }, 20_000);
    expect(view).toMatchObject({
      status: 'in-review',
      deemed: { at: '2026-11-30T17:30:00+08:00', acceptedAt: view['submittedAt'], article: '行政许可法 a.32(4)' },
      clock: { startedAt: view['submittedAt'], state: 'BREACHED' },
      statutoryClock: { state: 'BREACHED' },
      company: null,
    });
    const timeline = (await get(`/api/v1/cases/${caseId}/timeline`)).body as unknown as {
      type: string;
      text: object;
    }[];
    expect(timeline.filter(({ type }) => type === 'AcceptanceDeemed')).toMatchObject([
      { text: { en: expect.stringContaining('silent: tax') } },
    ]);
    const { stretches } = (await get(`/api/v1/cases/${caseId}/minutes`)).body as unknown as {
      stretches: { phase: string; holder: { department: string } }[];
    };
    expect(stretches.at(-1)).toMatchObject({ phase: 'work', holder: { department: 'tax' } });
    await answer(caseId, 'tax-check', { instant: false });
    await status(caseId, 'in-progress');
    const cards = (await get(`/api/v1/cases/${caseId}`)).body['cards'] as { takenBack: boolean }[];
    expect(cards.filter(({ takenBack }) => takenBack)).toEqual([]);
  }, 60_000);
});

describe('the record', () => {
  it('holds together: everything folds, decides and registers again to what stands there', async () => {
    await completed();
    const { body } = await call('POST', '/api/v1/replay', {});
    expect(body).toMatchObject({ differences: [] });
    expect(body['decisions']).toBeGreaterThan(100);
    expect(body['registers']).toBeGreaterThan(10);
  });

  it('gives no two cases one number', async () => {
    const numbers = await Promise.all(Array.from({ length: 40 }, async () => (await open()).number));
    expect(new Set(numbers).size).toBe(40);
  });
});
