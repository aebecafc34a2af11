import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { demoAccounts } from '@yichuang/host';
import { gateway } from '@yichuang/gateway';
import { generateApplications } from '@yichuang/matters';
import { orchestrator } from '@yichuang/orchestrator';
import {
  NEEDLE_BYTES_MIN,
  Scanner,
  scanTable,
  tablesOf,
  TestDoor,
  until,
  withDatabase,
  type Answered,
} from '@yichuang/testing';
import { vault } from '@yichuang/vault';
import { parseInstant } from '@yichuang/working-time';
import { ServedApart } from './served-apart.js';

/** Everything by which an application comes in: the counter, receipts, drafts, attachments. Vault, orchestrator and gateway as they run. */

const START = instant('2026-11-23 09:00');
const forms = Array.from(generateApplications({ seed: 5, count: 30 }), ({ form }) => form as unknown as Form);
type Form = Readonly<Record<string, unknown>> & { readonly papers: readonly { kind: string; sha256: string }[] };

let house: ServedApart;
let url: string;
let applicant: TestDoor;
let clerk: TestDoor;

beforeAll(async () => {
  house = await ServedApart.begin({ instant: START, speed: 1 }, 4);
  await house.serve(vault);
  await house.serve(orchestrator);
  url = await (await house.serve(gateway, '127.0.0.1:0')).app.getUrl();
  applicant = new TestDoor({ url, tokenOf: (account) => house.tokenOf(account) }, 'applicant-1');
  clerk = applicant.as('clerk-1');
});

afterAll(() => house.end());

function instant(written: string): number {
  const parsed = parseInstant(written);
  if (parsed.kind === 'fault') throw new RangeError(parsed.text.en);
  return parsed.at;
}

function nextForm(): Form {
  const form = forms.shift();
  if (form === undefined) throw new RangeError('no more forms');
  return form;
}

const filesOf = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();

const idOf = (account: string): string => demoAccounts.find(({ name }) => name === account)?.actor.id ?? '';
const codeOf = ({ status, body }: Answered): readonly [number, unknown] => [status, body['code']];
const pathsOf = ({ body }: Answered): string[] => (body['faults'] as { path: string }[]).map(({ path }) => path).sort();
const write = (door: TestDoor, method: string, path: string, body: unknown, key: string = randomUUID()) =>
  door.send(method, `/api/v1${path}`, body, { 'idempotency-key': key });

const presence = { signed: 'pad', papersSeen: ['identity-document'] };

describe('an application', () => {
  it('comes in, and is read, with nothing remembered beside promises: on Node 20 that makes all of them dearer', async () => {
    const token = await house.tokenOf('applicant-1');
    const door = new TestDoor({ url, tokenOf: () => Promise.resolve(token) }, 'applicant-1');
    const comesIn = async (): Promise<void> => {
      const taken = await write(door, 'POST', '/cases', nextForm());
      expect(taken.status).toBe(201);
      expect((await door.get(`/api/v1/cases/${String(taken.body['caseId'])}`)).status).toBe(200);
    };
    // once before: the services ask for the provider's keys, and he, who remembers, lives in this process here
    await comesIn();
    const storage = AsyncLocalStorage.prototype as AsyncLocalStorage<unknown>;
    const entered = [jest.spyOn(storage, 'run'), jest.spyOn(storage, 'enterWith')];
    try {
      await comesIn();
      for (const one of entered) expect(one).not.toHaveBeenCalled();
    } finally {
      for (const one of entered) one.mockRestore();
    }
  });
});

describe('the counter', () => {
  it('takes the application of a person who is present, once for one key, and gives a receipt', async () => {
    const [form, key] = [nextForm(), randomUUID()];
    const taken = await write(clerk, 'POST', '/intake', { form, presence }, key);
    expect(taken.status).toBe(201);
    const caseId = String(taken.body['caseId']);
    expect(taken.headers.get('location')).toBe(`/api/v1/cases/${caseId}`);
    const again = await write(clerk, 'POST', '/intake', { form, presence }, key);
    expect([again.status, again.body]).toEqual([200, taken.body]);
    expect(codeOf(await write(clerk, 'POST', '/intake', { form: nextForm(), presence }, key))).toEqual([
      422,
      'IDEMPOTENCY_KEY_REUSED',
    ]);

    const receipt = await clerk.get(`/api/v1/cases/${caseId}/receipt`);
    expect(receipt.body).toMatchObject({
      number: taken.body['number'],
      receipts: [
        {
          number: `${String(taken.body['number'])}-R1`,
          handedInBy: taken.body['principal'],
          clerk: { id: idOf('clerk-1'), hall: '350405', signed: 'pad' },
          papers: form.papers.map(({ kind, sha256 }) => ({ kind, sha256 })),
        },
      ],
      promise: { acceptedAt: null, dueAt: null, budgetMinutes: 240 },
    });
    for (const type of ['text/plain', 'text/html']) {
      const page = await clerk.get(`/api/v1/cases/${caseId}/receipt`, { accept: `${type}, */*;q=0.1` });
      expect(page.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
      expect(page.body['text']).toContain(form.papers[0]?.sha256);
    }
  });

  it('shows the receipt to whose case it is and to the hall, and to no other applicant', async () => {
    const form = nextForm();
    const mine = await write(clerk, 'POST', '/intake', { form, presence, applicant: idOf('applicant-1') });
    const path = `/api/v1/cases/${String(mine.body['caseId'])}/receipt`;
    const seen = await Promise.all(
      ['applicant-1', 'clerk-2', 'applicant-2'].map((account) => applicant.as(account).get(path)),
    );
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 403]);
  });

  it('takes it of an agent who stands there with a power of attorney, who then acts in it; the principal stays who applies', async () => {
    const agent = applicant.as('agent');
    const taken = await write(clerk, 'POST', '/intake', {
      form: nextForm(),
      presence,
      applicant: idOf('applicant-1'),
      agent: idOf('agent'),
    });
    expect([taken.status, taken.body['principal']]).toEqual([201, idOf('applicant-1')]);
    const path = `/cases/${String(taken.body['caseId'])}`;
    expect((await agent.get(`/api/v1${path}/personal-data`)).body).toMatchObject({ shows: 'whole' });
    expect((await write(agent, 'POST', `${path}/withdraw`, {})).status).toBe(202);
    expect(await applicant.events(String(taken.body['caseId']))).toContainEqual(
      expect.objectContaining({ type: 'WithdrawalRequested', data: expect.objectContaining({ by: idOf('agent') }) }),
    );
    const asked = { form: nextForm(), presence, applicant: idOf('applicant-1') };
    const own = await write(clerk, 'POST', '/intake', { ...asked, agent: idOf('clerk-1') });
    expect(codeOf(own)).toEqual([409, 'DUTIES_NOT_SEPARATE']);
    expect(pathsOf(await write(clerk, 'POST', '/intake', { ...asked, agent: '某人 甲' }))).toEqual(['/agent']);
  });

  it('says whom the applicant turns to: the clerk who was asked first, then whom the head of the hall names, and nobody else', async () => {
    const mine = await write(clerk, 'POST', '/intake', { form: nextForm(), presence, applicant: idOf('applicant-1') });
    const caseId = String(mine.body['caseId']);
    const [helper, head] = [applicant.as('helper'), applicant.as('hall-head')];
    const read = (door: TestDoor) => door.get(`/api/v1/cases/${caseId}`);
    const listed = async () =>
      ((await helper.get('/api/v1/cases')).body['cases'] as { caseId: string }[]).some((one) => one.caseId === caseId);
    expect((await read(applicant)).body['caseManager']).toMatchObject({ id: idOf('clerk-1'), as: 'first-asked' });
    expect([(await read(helper)).status, await listed()]).toEqual([403, false]);

    const path = `/cases/${caseId}/manager`;
    for (const account of ['applicant-1', 'clerk-1', 'helper', 'hall-head-elsewhere', 'supervisor'])
      expect([account, ...codeOf(await write(applicant.as(account), 'POST', path, { to: idOf('helper') }))]).toEqual([
        account,
        403,
        'NOT_PERMITTED',
      ]);
    expect(pathsOf(await write(head, 'POST', path, { to: '某人 甲', as: 'helper' }))).toEqual(['/as', '/to']);
    const own = await write(head, 'POST', path, { to: idOf('applicant-1') });
    expect(codeOf(own)).toEqual([409, 'DUTIES_NOT_SEPARATE']);
    const named = await write(head, 'POST', path, { to: idOf('helper') });
    expect([named.status, named.body['caseManager']]).toMatchObject([200, { id: idOf('helper'), as: 'named' }]);
    expect((await read(applicant)).body['caseManager']).toEqual(named.body['caseManager']);
    const { body } = await applicant.get(`/api/v1/cases/${caseId}/timeline`);
    expect(JSON.stringify(body)).toContain(`${idOf('helper')} manages this case`);
    await until(async () => (await read(helper)).status === 200);
    await until(listed);
    expect((await helper.get(`/api/v1/cases/${caseId}/personal-data`)).body).toMatchObject({ shows: 'masked' });
    expect((await write(helper, 'POST', `/cases/${caseId}/withdraw`, {})).status).toBe(403);
    expect((await write(head, 'POST', path, { to: idOf('clerk-2') })).status).toBe(200);
    await until(async () => (await read(helper)).status === 403);
    expect(await listed()).toBe(false);
  });

  it('names every fault while the person is still there, and writes nothing', async () => {
    const { papers: _papers, ...form } = nextForm();
    const checked = await clerk.send('POST', '/api/v1/intake/check', { ...form, hall: 7 });
    expect([checked.status, pathsOf(checked)]).toEqual([200, ['/hall', '/papers']]);
    const taken = await write(clerk, 'POST', '/intake', { form: { ...form, hall: 7 } });
    expect([taken.status, pathsOf(taken)]).toEqual([400, ['/hall', '/papers', '/presence']]);
    expect((await clerk.send('POST', '/api/v1/intake/check', nextForm())).body).toEqual({ faults: [] });
  });

  it('is the clerk’s alone, and not for his own application', async () => {
    const form = nextForm();
    expect(codeOf(await write(applicant, 'POST', '/intake', { form, presence }))).toEqual([403, 'NOT_PERMITTED']);
    const own = await write(clerk, 'POST', '/intake', { form, presence, applicant: idOf('clerk-1') });
    expect(codeOf(own)).toEqual([409, 'DUTIES_NOT_SEPARATE']);
    expect(codeOf(await clerk.send('POST', '/api/v1/intake', { form, presence }))).toEqual([
      400,
      'IDEMPOTENCY_KEY_MISSING',
    ]);
  });
});

describe('a draft', () => {
  const begin = async (door: TestDoor, form: object): Promise<string> => {
    const { status, body } = await write(door, 'POST', '/drafts', form);
    expect(status).toBe(201);
    return String(body['draftId']);
  };
  const change = (door: TestDoor, draftId: string, version: number, form: object) =>
    door.send('PUT', `/api/v1/drafts/${draftId}`, form, { 'if-match': `"${String(version)}"` });
  const read = (door: TestDoor, draftId: string) => door.get(`/api/v1/drafts/${draftId}`);
  const share = (draftId: string, other: string) =>
    applicant.send('POST', `/api/v1/drafts/${draftId}/share`, { with: other });
  const keyOf = async (draftId: string) => {
    const administrator = await house.tokenOf('security-administrator');
    const vaultFor = house.client('vault', 'gateway').onBehalfOf(administrator);
    return (await vaultFor.get<{ state: string }>(`/keys/${draftId}`)).state;
  };

  it('is saved half-filled, once for one key, resumed, and is no case', async () => {
    const { name, company } = nextForm();
    const key = randomUUID();
    const saved = await write(applicant, 'POST', '/drafts', { name }, key);
    expect([saved.status, saved.body['version'], saved.headers.get('etag')]).toEqual([201, 1, '"1"']);
    const draftId = String(saved.body['draftId']);
    const again = await write(applicant, 'POST', '/drafts', { name }, key);
    expect([again.status, again.body]).toEqual([200, saved.body]);
    expect((await write(applicant, 'POST', '/drafts', { company }, key)).status).toBe(422);
    const more = await change(applicant, draftId, 1, { name, company });
    expect([more.status, more.body['version']]).toEqual([200, 2]);
    const found = await read(applicant, draftId);
    expect([found.headers.get('etag'), found.headers.get('cache-control')]).toEqual(['"2"', 'no-store']);
    expect(found.body).toMatchObject({
      ...{ draftId, status: 'open', version: 2, form: { name, company }, sharedWith: [], hall: null },
      ...{ owner: idOf('applicant-1'), savedBy: idOf('applicant-1'), expiresAt: '2026-12-24T00:00:00+08:00' },
    });
    const { body: mine } = await applicant.get('/api/v1/drafts');
    expect(mine['drafts']).toContainEqual(expect.objectContaining({ draftId, version: 2 }));
    expect((await applicant.get(`/api/v1/cases/${draftId}`)).status).toBe(404);
  });

  it('is saved from the version that was read, and from no other: nothing is lost in silence', async () => {
    const { name, company } = nextForm();
    const draftId = await begin(applicant, { name });
    expect((await change(applicant, draftId, 1, { company })).status).toBe(200);
    expect(codeOf(await change(applicant, draftId, 1, { name, company }))).toEqual([412, 'DRAFT_CHANGED']);
    // an answer that got lost: the same save again is the same answer
    expect((await change(applicant, draftId, 1, { company })).body['version']).toBe(2);
    const blind = await applicant.send('PUT', `/api/v1/drafts/${draftId}`, { name });
    expect(codeOf(blind)).toEqual([428, 'VERSION_MISSING']);
    const both = await Promise.all([{ name }, { company, name }].map((form) => change(applicant, draftId, 2, form)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('takes part of a form and no field that the form does not know, and says what is still wrong', async () => {
    const form = nextForm();
    const bad = await write(applicant, 'POST', '/drafts', { ...form, 'a/b': 1, colour: 'red' });
    expect([bad.status, pathsOf(bad)]).toEqual([400, ['/a~1b', '/colour']]);
    expect((await write(applicant, 'POST', '/drafts', [form])).status).toBe(400);
    const { papers: _papers, ...part } = form;
    const draftId = await begin(applicant, { ...part, hall: 7 });
    const faults = await applicant.get(`/api/v1/drafts/${draftId}/faults`);
    expect(pathsOf(faults)).toEqual(['/hall', '/papers']);
    const early = await applicant.send('POST', `/api/v1/drafts/${draftId}/submit`);
    expect([early.status, pathsOf(early)]).toEqual([400, ['/hall', '/papers']]);
    expect((await read(applicant, draftId)).body['status']).toBe('open');
  });

  it('is nobody’s but its owner’s and those he shared it with, who may not share or delete it', async () => {
    const helper = applicant.as('helper');
    const { name, company } = nextForm();
    const draftId = await begin(applicant, { name });
    for (const account of ['applicant-2', 'helper', 'clerk-1', 'agent'])
      expect(codeOf(await read(applicant.as(account), draftId))).toEqual([404, 'NO_SUCH_DRAFT']);
    expect((await read(applicant.as('auditor'), draftId)).status).toBe(403);
    expect((await share(draftId, idOf('helper'))).status).toBe(204);
    expect((await change(helper, draftId, 1, { name, company })).status).toBe(200);
    expect((await read(applicant, draftId)).body).toMatchObject({
      savedBy: idOf('helper'),
      owner: idOf('applicant-1'),
    });
    const { body: shared } = await helper.get('/api/v1/drafts');
    expect((shared['drafts'] as { draftId: string }[]).map((one) => one.draftId)).toEqual([draftId]);
    expect(codeOf(await helper.send('DELETE', `/api/v1/drafts/${draftId}`))).toEqual([403, 'NOT_PERMITTED']);
    expect(codeOf(await helper.send('POST', `/api/v1/drafts/${draftId}/share`, { with: 'x' }))).toEqual([
      403,
      'NOT_PERMITTED',
    ]);
    expect(codeOf(await helper.send('POST', `/api/v1/drafts/${draftId}/submit`))).toEqual([403, 'NOT_PERMITTED']);
  });

  it('becomes one case of its own id, however often and by however many it is handed in', async () => {
    const form = nextForm();
    const draftId = await begin(applicant, form);
    const submit = () => applicant.send('POST', `/api/v1/drafts/${draftId}/submit`);
    const answers = await Promise.all([submit(), submit(), submit()]);
    const later = await submit();
    expect(answers.map(({ status }) => status).every((status) => status === 200 || status === 201)).toBe(true);
    expect(later.status).toBe(200);
    const numbers = [...answers, later].map(({ body }) => [body['caseId'], body['number']].join());
    expect(new Set(numbers).size).toBe(1);
    expect(later.body['caseId']).toBe(draftId);
    const types = (await applicant.events(draftId)).map(({ type }) => type);
    expect(types.filter((type) => type === 'ApplicationSubmitted' || type === 'DraftSubmitted')).toHaveLength(2);
    expect((await read(applicant, draftId)).body).toMatchObject({ status: 'submitted', form: null });
    expect(codeOf(await change(applicant, draftId, 1, form))).toEqual([409, 'DRAFT_SUBMITTED']);
    expect((await applicant.get('/api/v1/drafts')).body['drafts']).not.toContainEqual(
      expect.objectContaining({ draftId }),
    );
    expect(await keyOf(draftId)).toBe('kept');
  });

  it('is the owner’s case when an agent hands it in whom it was shared with, and the receipt names the agent', async () => {
    const draftId = await begin(applicant, nextForm());
    await share(draftId, idOf('agent'));
    expect((await applicant.as('agent').send('POST', `/api/v1/drafts/${draftId}/submit`)).status).toBe(201);
    const { body } = await applicant.get(`/api/v1/cases/${draftId}/receipt`);
    expect(body['receipts']).toMatchObject([{ handedInBy: idOf('agent'), clerk: null }]);
    // he acts for the owner from then on, and finds the case in his list
    const agent = applicant.as('agent');
    expect((await agent.get(`/api/v1/cases/${draftId}`)).body).toMatchObject({
      entrusted: [{ id: idOf('agent'), as: 'agent' }],
    });
    const listed = async (door: TestDoor) =>
      ((await door.get('/api/v1/cases')).body['cases'] as { caseId: string }[]).map(({ caseId }) => caseId);
    expect(await listed(agent)).toContain(draftId);
    const act = (what: string, who: object) => write(applicant, 'POST', `/cases/${draftId}/${what}`, who);
    expect(codeOf(await write(agent, 'POST', `/cases/${draftId}/revoke`, { from: idOf('agent') }))).toEqual([
      403,
      'NOT_PERMITTED',
    ]);
    expect((await act('revoke', { from: idOf('agent') })).body).toMatchObject({ entrusted: [] });
    expect((await agent.get(`/api/v1/cases/${draftId}`)).status).toBe(403);
    expect(await listed(agent)).not.toContain(draftId);
    expect(codeOf(await write(agent, 'POST', `/cases/${draftId}/withdraw`, {}))).toEqual([403, 'NOT_PERMITTED']);
  });

  it('is shown to a helper whom it was shared with, masked, and he acts on nothing once it is a case', async () => {
    const draftId = await begin(applicant, nextForm());
    await share(draftId, idOf('helper'));
    expect((await applicant.send('POST', `/api/v1/drafts/${draftId}/submit`)).status).toBe(201);
    const helper = applicant.as('helper');
    expect((await helper.get(`/api/v1/cases/${draftId}`)).status).toBe(200);
    expect((await helper.get(`/api/v1/cases/${draftId}/personal-data`)).body).toMatchObject({ shows: 'masked' });
    expect(codeOf(await write(helper, 'POST', `/cases/${draftId}/withdraw`, {}))).toEqual([403, 'NOT_PERMITTED']);
    expect(codeOf(await applicant.as('agent').get(`/api/v1/cases/${draftId}`))).toEqual([403, 'NOT_PERMITTED']);
  });

  it('is taken up at the counter of the hall it was shared with, and is the owner’s case', async () => {
    const draftId = await begin(applicant, nextForm());
    expect((await write(clerk, 'POST', '/intake', { draftId, presence })).status).toBe(404);
    await share(draftId, '350405');
    const taken = await write(clerk, 'POST', '/intake', { draftId, presence });
    expect([taken.status, taken.body['principal'], taken.body['caseId']]).toEqual([201, idOf('applicant-1'), draftId]);
    const again = await write(clerk, 'POST', '/intake', { draftId, presence });
    expect([again.status, again.body['number']]).toEqual([200, taken.body['number']]);
    expect((await applicant.get(`/api/v1/cases/${draftId}/receipt`)).body['receipts']).toMatchObject([
      { handedInBy: idOf('applicant-1'), clerk: { id: idOf('clerk-1') } },
    ]);
  });

  it('that a clerk begins is his hall’s, and becomes the case of the person before him', async () => {
    const form = nextForm();
    const draftId = await begin(clerk, { name: form['name'] });
    const second = applicant.as('clerk-2');
    expect((await change(second, draftId, 1, form)).status).toBe(200);
    const alone = await second.send('POST', `/api/v1/drafts/${draftId}/submit`);
    expect(codeOf(alone)).toEqual([403, 'NOT_PERMITTED']);
    const taken = await write(second, 'POST', '/intake', { draftId, presence, applicant: idOf('applicant-2') });
    expect(taken.status).toBe(201);
    expect(taken.body['principal']).toBe(idOf('applicant-2'));
  });

  it('is forgotten with its key when it is deleted, and does not come back', async () => {
    const key = randomUUID();
    const form = nextForm();
    const { body } = await write(applicant, 'POST', '/drafts', form, key);
    const draftId = String(body['draftId']);
    expect(await keyOf(draftId)).toBe('kept');
    expect((await applicant.send('DELETE', `/api/v1/drafts/${draftId}`)).status).toBe(204);
    expect((await applicant.send('DELETE', `/api/v1/drafts/${draftId}`)).status).toBe(204);
    expect(codeOf(await read(applicant, draftId))).toEqual([404, 'DRAFT_GONE']);
    expect(codeOf(await change(applicant, draftId, 1, form))).toEqual([404, 'DRAFT_GONE']);
    expect(codeOf(await write(applicant, 'POST', '/drafts', form, key))).toEqual([409, 'DRAFT_GONE']);
    await until(async () => (await keyOf(draftId)) === 'destroyed');
  });
});

describe('an attachment', () => {
  const pdf = (written: string): Buffer => Buffer.from(`%PDF-1.7\n${written}`);
  const upload = async (account: string, ownerId: string, bytes: Buffer | ReadableStream, type = 'application/pdf') => {
    const answer = await fetch(new URL(`/api/v1/attachments/${ownerId}`, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${await house.tokenOf(account)}`, 'content-type': type },
      body: bytes,
      duplex: 'half',
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const download = async (account: string, ownerId: string, id: unknown) => {
    const answer = await fetch(new URL(`/api/v1/attachments/${ownerId}/${String(id)}`, url), {
      headers: { authorization: `Bearer ${await house.tokenOf(account)}` },
    });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const begun = async (form: object = { name: nextForm()['name'] }): Promise<string> =>
    String((await write(applicant, 'POST', '/drafts', form)).body['draftId']);
  const files = () => filesOf(join(house.sockets, 'attachments'));
  const codeIn = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body['code']];

  it('is fingerprinted, judged by its content, and lies encrypted outside events and tables', async () => {
    const draftId = await begun();
    const bytes = pdf('the lease of a seat nobody may read of');
    const kept = await upload('applicant-1', draftId, bytes, 'application/octet-stream');
    expect(kept.status).toBe(201);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(kept.body).toMatchObject({
      sha256,
      bytes: bytes.length,
      content: 'application/pdf',
      by: idOf('applicant-1'),
    });
    expect(kept.body['scannedBy']).toContain('simulator');
    const got = await download('applicant-1', draftId, kept.body['attachmentId']);
    expect([got.status, got.headers.get('content-type'), got.bytes.equals(bytes)]).toEqual([
      200,
      'application/pdf',
      true,
    ]);
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    const all = await files();
    expect(all.length).toBeGreaterThan(0);
    for (const path of all) expect((await readFile(path)).includes('nobody may read')).toBe(false);
    // the same bytes again are the same attachment, and leave no second file
    const again = await upload('applicant-1', draftId, bytes);
    expect(again.body).toEqual(kept.body);
    expect(await files()).toEqual(all);
    expect((await applicant.get(`/api/v1/attachments/${draftId}`)).body).toEqual({ attachments: [kept.body] });
  });

  it('with a virus, of a kind that is not taken, empty, or too big leaves nothing behind', async () => {
    const draftId = await begun();
    const before = await files();
    const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
    expect(codeIn(await upload('applicant-1', draftId, pdf(eicar)))).toEqual([422, 'VIRUS_FOUND']);
    expect(codeIn(await upload('applicant-1', draftId, Buffer.from(eicar)))).toEqual([422, 'VIRUS_FOUND']);
    expect(codeIn(await upload('applicant-1', draftId, Buffer.from('MZ and a program')))).toEqual([
      415,
      'CONTENT_NOT_TAKEN',
    ]);
    expect(codeIn(await upload('applicant-1', draftId, Buffer.alloc(0)))).toEqual([400, 'ATTACHMENT_EMPTY']);
    const big = Buffer.concat([pdf(''), Buffer.alloc(20 * 1024 * 1024)]);
    expect(codeIn(await upload('applicant-1', draftId, big))).toEqual([413, 'ATTACHMENT_TOO_BIG']);
    // whoever does not say how much is coming is cut off where it is too much
    const unsaid = new Response(new Uint8Array(big)).body as ReadableStream;
    expect(codeIn(await upload('applicant-1', draftId, unsaid))).toEqual([413, 'ATTACHMENT_TOO_BIG']);
    expect(codeIn(await upload('applicant-1', draftId, Buffer.from('{}'), 'application/json'))).toEqual([
      415,
      'CONTENT_NOT_TAKEN',
    ]);
    expect(await files()).toEqual(before);
  });

  it('goes with its draft into the case, and is linked to the paper of its fingerprint', async () => {
    const form = nextForm();
    const bytes = pdf(randomUUID());
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const [first, ...others] = form.papers;
    const draftId = await begun({ ...form, papers: [{ ...first, sha256 }, ...others] });
    const { attachmentId } = (await upload('applicant-1', draftId, bytes)).body;
    expect((await applicant.send('POST', `/api/v1/drafts/${draftId}/submit`)).status).toBe(201);
    const { body } = await applicant.get(`/api/v1/cases/${draftId}/receipt`);
    const [receipt] = body['receipts'] as { papers: { sha256: string; attachmentId: string | null }[] }[];
    expect(receipt?.papers[0]).toMatchObject({ sha256, attachmentId });
    expect(receipt?.papers.slice(1).every((one) => one.attachmentId === null)).toBe(true);
    expect((await download('applicant-1', draftId, attachmentId)).bytes.equals(bytes)).toBe(true);
    // another scan for the case itself
    expect((await upload('applicant-1', draftId, pdf('more'))).status).toBe(201);
  });

  it('is read whole or not at all: who sees personal data masked sees none, and every reader is recorded', async () => {
    const draftId = await begun(nextForm());
    const { attachmentId } = (await upload('applicant-1', draftId, pdf('private'))).body;
    expect((await download('applicant-2', draftId, attachmentId)).status).toBe(404);
    await applicant.send('POST', `/api/v1/drafts/${draftId}/submit`);
    const seen: Record<string, number> = {};
    for (const account of [
      ...['applicant-1', 'clerk-1', 'reviewer-market-regulation'],
      ...['applicant-2', 'reviewer-tax', 'supervisor', 'auditor', 'hall-head', 'seal-maker', 'system-administrator'],
    ])
      seen[account] = (await download(account, draftId, attachmentId)).status;
    expect(seen).toEqual({
      ...{ 'applicant-1': 200, 'clerk-1': 200, 'reviewer-market-regulation': 200 },
      ...{ 'applicant-2': 403, 'reviewer-tax': 403, supervisor: 403, auditor: 403, 'hall-head': 403 },
      ...{ 'seal-maker': 403, 'system-administrator': 403 },
    });
    const opened = (await applicant.events(draftId)).filter(({ type }) => type === 'AttachmentOpened');
    expect(opened.map(({ data }) => data['by'])).toEqual([
      idOf('applicant-1'),
      idOf('clerk-1'),
      idOf('reviewer-market-regulation'),
    ]);
  });

  it('is laid to nothing that does not exist, by nobody whose it is not', async () => {
    const draftId = await begun();
    expect((await upload('applicant-1', 'nothing', pdf('x'))).status).toBe(404);
    expect((await upload('applicant-2', draftId, pdf('x'))).status).toBe(404);
    expect((await upload('auditor', draftId, pdf('x'))).status).toBe(403);
    expect((await download('applicant-1', draftId, 'nothing')).status).toBe(404);
  });

  it('is known to who sweeps up as long as its draft or case stands', async () => {
    const draftId = await begun();
    const { attachmentId } = (await upload('applicant-1', draftId, pdf(draftId))).body;
    const known = (ownerId: string) => house.client('orchestrator', 'gateway').get(`/attachments/${ownerId}/known`);
    expect(await known(draftId)).toEqual({ ids: [attachmentId] });
    await applicant.send('DELETE', `/api/v1/drafts/${draftId}`);
    expect(await known(draftId)).toEqual({ ids: [] });
    expect(await known('nothing')).toEqual({ ids: [] });
  });
});

describe('a draft that nobody comes back to', () => {
  /** Ten days in a second: a month is over before anybody looks twice. */
  const SPEED = 864_000;
  let fast: ServedApart;
  let door: TestDoor;

  beforeAll(async () => {
    fast = await ServedApart.begin({ instant: START, speed: SPEED }, 1);
    await fast.serve(vault);
    await fast.serve(orchestrator);
    const address = await (await fast.serve(gateway, '127.0.0.1:0')).app.getUrl();
    door = new TestDoor({ url: address, tokenOf: (account) => fast.tokenOf(account) }, 'applicant-1');
  });
  afterAll(() => fast.end());

  it('is forgotten after thirty days, content and key, and says so', async () => {
    const { body } = await write(door, 'POST', '/drafts', { name: nextForm()['name'] });
    const path = `/api/v1/drafts/${String(body['draftId'])}`;
    await until(async () => (await door.get(path)).status === 404, 30_000);
    expect((await door.get(path)).body['code']).toBe('DRAFT_GONE');
    expect((await door.get('/api/v1/drafts')).body).toEqual({ drafts: [] });
    const [database = ''] = fast.databases.filter((name) => name.includes('orchestrator'));
    const at = new URL(fast.stream.adminUrl);
    at.pathname = `/${database}`;
    await withDatabase(at.href, async (client) => {
      expect((await client.query('select count(*)::int as n from secret')).rows).toEqual([{ n: 0 }]);
    });
    await until(async () => {
      const administrator = await fast.tokenOf('security-administrator');
      const vaultFor = fast.client('vault', 'gateway').onBehalfOf(administrator);
      return (await vaultFor.get<{ state: string }>(`/keys/${String(body['draftId'])}`)).state === 'destroyed';
    });
  }, 60_000);
});

describe('after all that was handed in', () => {
  it('nothing of a form stands readable in any table, though drafts are open and were shared', async () => {
    const form = nextForm();
    await write(applicant, 'POST', '/drafts', form);
    const people = Object.values(form['people'] as Record<string, { name: string; document: { number: string } }>);
    const secrets = people.flatMap(({ name, document }, index) =>
      [name, document.number].map((value) => ({ label: `person ${String(index)}`, value })),
    );
    const scanner = new Scanner(secrets.filter(({ value }) => Buffer.byteLength(value) >= NEEDLE_BYTES_MIN));
    expect(scanner.scanText(JSON.stringify(form)).length).toBeGreaterThan(2);
    expect(house.databases.length).toBe(2);
    for (const database of house.databases) {
      const url = new URL(house.stream.adminUrl);
      url.pathname = `/${database}`;
      await withDatabase(url.href, async (client) => {
        await client.query('begin');
        for (const table of await tablesOf(client)) expect(await scanTable(client, table, scanner)).toEqual([]);
      });
    }
  });

  it('every decision is made again, and every draft’s content is the one that was saved', async () => {
    const { body } = await applicant.as('auditor').send('POST', '/api/v1/replay');
    expect(body['differences']).toEqual([]);
    expect(body['decisions']).toBeGreaterThan(30);
  });
});
