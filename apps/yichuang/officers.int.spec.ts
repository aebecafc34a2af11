import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StepAnswer } from '@yichuang/contracts';
import {
  Desks,
  findDemoAccount,
  type DeskCommand,
  type Problem,
  type QueuedCase,
  type QueueItem,
  type QueuePage,
  type ShownEvent,
} from '@yichuang/host';
import { makeLicenceKeyFile, marketRegulation } from '@yichuang/market-regulation';
import { parseForm, sectionsOf, type CompanyOpeningForm } from '@yichuang/matters';
import { rulingsOn, sample, ServiceUnderTest, until } from '@yichuang/testing';
import { makeMasterKeyFile, vault } from '@yichuang/vault';

const caseIdOf = (): string => randomUUID().replaceAll('-', '');
const AT = Date.parse('2026-11-23T08:30:00+08:00');
const REVIEWER = 'reviewer-market-regulation';
const APPROVER = 'approver-market-regulation';

const form = ((): CompanyOpeningForm => {
  const parsed = parseForm(sample('c.yaml').form);
  if (!parsed.ok) throw new TypeError('sample C is not a form');
  return parsed.form;
})();

/** Sample C at market regulation alone, through HTTP, stream and Postgres. */
describe('what rules cannot tell, at the desk of a department as it runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yc-officers-'));
  const caseId = caseIdOf();
  let service: ServiceUnderTest;

  beforeAll(async () => {
    const LICENCE_KEYS_FILE = join(folder, 'licence-keys');
    await makeLicenceKeyFile(LICENCE_KEYS_FILE);
    const settings = { LICENCE_KEYS_FILE };
    const made = { service: vault, masterKey: makeMasterKeyFile };
    service = await ServiceUnderTest.start(marketRegulation, { vault: made, at: AT, settings });
    await dispatch(caseId, '350405');
    await service.hears(caseId, 'RegistrationPreChecked');
  });

  afterAll(async () => {
    await service.end();
    rmSync(folder, { recursive: true });
  });

  async function dispatch(of: string, authority: string): Promise<void> {
    const sealed = await service.sealed(of, sectionsOf(form)['market-regulation']);
    await service.say(of, 'DepartmentTaskDispatched', taskOf('market-regulation-check', 'pre-check', authority), {
      sealed,
    });
  }

  const taskOf = (step: string, task: string, authority: string, data: object = {}) => ({
    ...{ step, department: 'market-regulation', task, round: 1, dueAt: null, data },
    ...{ number: '沙开办20261123-0001', authority, hall: '350405', principal: 'somebody' },
  });

  const queue = async (account: string, query = '') =>
    (await service.call<QueuePage>('GET', `/queue${query}`, undefined, {}, account)).body;
  const knockingAt = (of: string, desk = 'registration') => {
    const path = `/desks/${desk}/cases/${of}`;
    return (what: string, body: object, account = REVIEWER, key: string = randomUUID()) =>
      service.call('POST', `${path}/${what}`, body, { 'idempotency-key': key }, account);
  };
  const act = (what: string, body: object, account: string, key?: string) =>
    knockingAt(caseId)(what, body, account, key);
  const item = async (account = REVIEWER): Promise<QueueItem | undefined> =>
    (await queue(account)).items.find((one) => one.caseId === caseId);
  const rulings = rulingsOn(['R-JUR-04'], 'pass');
  const opinion = '本机关已获授权 this authority is authorised';
  const codeOf = ({ code }: Problem): string => code;

  it('waits in the queue of the officers of its division, and says by which rules', async () => {
    await until(async () => (await item()) !== undefined);
    expect(await item()).toMatchObject({
      desk: 'registration',
      step: 'market-regulation-check',
      status: 'to-recommend',
      findings: [{ rule: 'R-JUR-04', code: 'FIE_NOT_AUTHORISED_HERE', text: { en: expect.anything() as unknown } }],
      claimedBy: null,
    });
    expect((await queue('hall-head')).items).toHaveLength(1);
    const found = await service.call<QueuedCase>('GET', `/queue/${caseId}`, undefined, {}, REVIEWER);
    expect(found.body).toMatchObject({ items: [{ caseId }], desks: ['name', 'registration'], acted: [] });
  });

  it('is nobody’s of another department, and nobody’s of another function', async () => {
    expect((await queue('reviewer-tax')).items).toEqual([]);
    expect(await act('claim', {}, 'reviewer-tax')).toMatchObject({ status: 403, body: { code: 'NOT_PERMITTED' } });
    for (const account of ['applicant-1', 'supervisor', 'auditor', 'system-administrator'])
      expect([account, (await act('claim', {}, account)).status]).toEqual([account, 403]);
    expect((await act('decide', { rulings }, REVIEWER)).status).toBe(403);
    expect((await act('recommend', { rulings, opinion }, APPROVER)).status).toBe(403);
  });

  it('is worked on by whoever claimed it, whose write he reads', async () => {
    expect(await act('recommend', { rulings, opinion }, REVIEWER)).toMatchObject({ body: { code: 'NOT_CLAIMED' } });
    const key = randomUUID();
    const claimed = await act('claim', {}, REVIEWER, key);
    expect(claimed).toMatchObject({ body: { answer: { waits: true, claimedBy: expect.any(String) as unknown } } });
    expect(await act('claim', {}, REVIEWER, key)).toMatchObject({ body: { repeated: true } });
    const position = encodeURIComponent(String(claimed.body['position']));
    expect((await queue(REVIEWER, `?show=mine&after=${position}`)).items).toMatchObject([{ caseId }]);
    expect((await queue(APPROVER, '?show=free')).items).toEqual([]);
    expect(await act('claim', {}, APPROVER)).toMatchObject({ status: 409, body: { code: 'CLAIMED_BY_ANOTHER' } });
  });

  it('turns away what is private or without an article, under its path and never repeated', async () => {
    const bad = [
      { rule: 'R-JUR-04', verdict: 'fail', reason: '身份证 350405198805120019 未授权' },
      { rule: 'R-JUR-04', verdict: 'pass', reason: '请致电 138 0000 0001' },
    ];
    const answer = await act('recommend', { rulings: bad, opinion }, REVIEWER);
    expect(answer).toMatchObject({ status: 400, body: { code: 'BAD_INPUT' } });
    expect((answer.body['faults'] as { path: string; code: string }[]).map(({ path, code }) => [path, code])).toEqual(
      expect.arrayContaining([
        ['/rulings/0/reason', 'PRIVATE_VALUE'],
        ['/rulings/0/article', 'ARTICLE_MISSING'],
        ['/rulings/1/reason', 'PRIVATE_VALUE'],
        ['/rulings/1/rule', 'GIVEN_TWICE'],
      ]),
    );
    expect(JSON.stringify(answer.body)).not.toMatch(/350405198805120019|0000 0001/);
  });

  it('is recommended by one and decided by another, and the answer everybody hears says so', async () => {
    expect((await act('recommend', { rulings, opinion }, REVIEWER)).status).toBe(201);
    expect(await item(APPROVER)).toMatchObject({ status: 'to-decide', claimedBy: null, recommendation: { opinion } });
    expect((await act('claim', {}, APPROVER)).status).toBe(201);
    const key = randomUUID();
    expect(await act('decide', { rulings }, APPROVER, key)).toMatchObject({ body: { answer: { waits: false } } });
    expect(await act('decide', { rulings }, APPROVER, key)).toMatchObject({ body: { repeated: true } });
    expect(await act('decide', { rulings }, APPROVER)).toMatchObject({ status: 201 });
    const { answer } = (await service.hears(
      caseId,
      'RegistrationPreChecked',
      ({ answer: said }) => !(said as StepAnswer).instant,
    )) as unknown as { answer: StepAnswer };
    expect(answer).toMatchObject({ outcome: 'checked', decider: 'approver:market-regulation', rules: { unknown: [] } });
    const answers = service.published(caseId).filter(({ type }) => type === 'RegistrationPreChecked');
    expect(answers).toHaveLength(2);
    expect(await item()).toBeUndefined();
    // who has it in hand is for the orchestrator, and for nobody else
    const told = service.published(caseId).filter(({ type }) => type === 'OfficerRuled' || type === 'ItemClaimed');
    expect(told.map(({ audience }) => audience)).toEqual(['orchestrator', 'orchestrator', 'orchestrator']);
  });

  it('is sent by the approver to whom he says, and listed page by page, each once', async () => {
    const more = [1, 2, 3].map((_) => caseIdOf());
    for (const one of more) await dispatch(one, '350405');
    await until(async () => (await queue(REVIEWER)).items.length === more.length);
    const listed: string[] = [];
    let page: string | null = '';
    while (page !== null) {
      const { items, next }: QueuePage = await queue(REVIEWER, `?limit=2${page === '' ? '' : `&page=${page}`}`);
      listed.push(...items.map((one) => one.caseId));
      page = next;
    }
    expect(listed.sort()).toEqual([...more].sort());
    const [first] = more;
    const path = `/desks/registration/cases/${String(first)}/assign`;
    const assigned = await service.call('POST', path, { to: 'somebody-else' }, { 'idempotency-key': 'a1' }, APPROVER);
    expect(assigned).toMatchObject({ body: { answer: { claimedBy: 'somebody-else' } } });
    expect((await queue(REVIEWER, '?show=free')).items).toHaveLength(2);
    expect((await service.call('GET', '/queue?show=some', undefined, {}, REVIEWER)).body).toMatchObject({
      code: 'BAD_INPUT',
      faults: [{ path: '/show' }],
    });
  });

  it('asks another department before it is decided, and nobody but an officer who has it in hand asks', async () => {
    const of = caseIdOf();
    await dispatch(of, '350405');
    const knock = knockingAt(of);
    const ask = { to: 'tax', question: '外资税务登记有无异议' };
    await until(async () => (await queue(REVIEWER)).items.some((one) => one.caseId === of));
    expect(await knock('consult', ask, REVIEWER)).toMatchObject({ status: 409, body: { code: 'NOT_CLAIMED' } });
    await knock('claim', {}, REVIEWER);
    for (const account of ['reviewer-tax', 'applicant-1', 'supervisor'])
      expect(await knock('consult', ask, account)).toMatchObject({ status: 403 });
    expect(await knock('consult', { to: 'Tax', question: '请致电 138 0000 0001', minutes: 5 }, REVIEWER)).toMatchObject(
      {
        status: 400,
        body: { faults: [{ path: '/to' }, { path: '/question' }, { path: '/minutes' }] },
      },
    );
    const id = 'market-regulation.registration.1';
    expect(await knock('consult', ask, REVIEWER)).toMatchObject({
      body: { answer: { questions: [{ id, to: 'tax' }] } },
    });
    expect(await service.hears(of, 'ConsultationRequested')).toMatchObject({ id, ...ask, minutes: null });
    await knock('recommend', { rulings, opinion }, REVIEWER);
    await knock('claim', {}, APPROVER);
    expect(await knock('decide', { rulings }, APPROVER)).toMatchObject({ body: { code: 'OPINIONS_AWAITED' } });

    const whose = { id, from: 'market-regulation', desk: 'registration', to: 'tax' };
    const opened = { ...whose, dueAt: AT + 3_600_000 };
    await service.say(of, 'ConsultationOpened', opened, { audience: '*' });
    const silent = { ...opened, rule: 'R-DEEM-02', article: 'x' };
    await service.say(of, 'NoObjectionDeemed', silent, { audience: '*' });
    const found = async () => (await queue(APPROVER)).items.find((one) => one.caseId === of)?.questions;
    await until(async () => (await found())?.[0]?.ending?.kind === 'deemed');
    expect(await found()).toMatchObject([{ id, dueAt: opened.dueAt, question: ask.question }]);
    expect(await knock('decide', { rulings }, APPROVER)).toMatchObject({ body: { answer: { waits: false } } });

    const seen = (account: string) =>
      service.call<ShownEvent[]>('GET', `/cases/${of}/events`, undefined, {}, account).then(({ body }) => body);
    expect(JSON.stringify(await seen('auditor'))).toContain(ask.question);
    expect(JSON.stringify(await seen('applicant-1'))).not.toContain(ask.question);
  });

  it('answers what another department asks, while there is time', async () => {
    const whose = { number: '沙开办20261123-0009', authority: '350405', hall: '350405', principal: 'somebody' };
    const sought = { from: 'tax', to: 'market-regulation', question: '住所是否属实', askedBy: 'reviewer-9', ...whose };
    const [of, late] = [caseIdOf(), caseIdOf()];
    await service.say(of, 'OpinionSought', { id: 'tax.registration.1', dueAt: AT + 3_600_000, ...sought });
    await service.say(late, 'OpinionSought', { id: 'tax.registration.1', dueAt: AT - 1, ...sought });
    const asked = async (caseOf: string) => (await queue(REVIEWER)).items.find((one) => one.caseId === caseOf);
    await until(async () => (await asked(of)) !== undefined && (await asked(late)) !== undefined);
    expect(await asked(of)).toMatchObject({
      desk: 'consultation',
      status: 'to-answer',
      questions: [{ id: 'tax.registration.1', from: 'tax', question: '住所是否属实', ending: null }],
    });
    const { body: at } = await service.call<QueuedCase>('GET', `/queue/${of}`, undefined, {}, REVIEWER);
    expect(at).toEqual({ items: [], desks: ['name', 'registration'], acted: [], asked: true });
    const inHand = (caseOf: string, what: string, body: object, account: string) =>
      knockingAt(caseOf, 'consultation')(what, body, account);
    const answer = (caseOf: string, body: object, account?: string) => {
      const said = { consultation: 'tax.registration.1', reason: '已实地核实', ...body };
      return knockingAt(caseOf, 'consultation')('answer', said, account);
    };
    expect(await answer(of, { opinion: 'objection' })).toMatchObject({
      status: 400,
      body: { faults: [{ path: '/article', code: 'ARTICLE_MISSING' }] },
    });
    for (const account of ['reviewer-tax', 'reviewer-elsewhere', 'hall-head', 'applicant-1'])
      expect(await answer(of, { opinion: 'no-objection' }, account)).toMatchObject({ status: 403 });
    expect(await answer(of, { opinion: 'no-objection' })).toMatchObject({ status: 409, body: { code: 'NOT_CLAIMED' } });
    // one of two has it in hand, and the other neither takes nor answers it until he lets it go
    for (const account of ['reviewer-tax', 'hall-head', 'applicant-1'])
      expect(await inHand(of, 'claim', {}, account)).toMatchObject({ status: 403 });
    expect(await inHand(of, 'claim', {}, APPROVER)).toMatchObject({
      status: 201,
      body: { answer: { waits: true, claimedBy: findDemoAccount(APPROVER)?.actor.id, questions: [{ ending: null }] } },
    });
    expect((await queue(APPROVER, '?show=mine')).items).toMatchObject([{ caseId: of, desk: 'consultation' }]);
    expect((await queue(REVIEWER, '?show=free')).items.map(({ caseId: free }) => free)).not.toContain(of);
    const another = { status: 409, body: { code: 'CLAIMED_BY_ANOTHER' } };
    expect(await inHand(of, 'claim', {}, REVIEWER)).toMatchObject(another);
    expect(await answer(of, { opinion: 'no-objection' })).toMatchObject(another);
    const to = findDemoAccount(REVIEWER)?.actor.id;
    expect(await inHand(of, 'hand-over', { to }, APPROVER)).toMatchObject({ body: { answer: { claimedBy: to } } });
    expect(await answer(of, { opinion: 'no-objection' }, APPROVER)).toMatchObject(another);
    expect(await answer(of, { opinion: 'no-objection' })).toMatchObject({ body: { answer: { open: [] } } });
    expect(await service.hears(of, 'OpinionGiven')).toMatchObject({ opinion: 'no-objection', reason: '已实地核实' });
    expect(await asked(of)).toBeUndefined();
    expect(await answer(late, { opinion: 'no-objection' })).toMatchObject({
      status: 409,
      body: { code: 'CONSULTATION_OVER' },
    });
    expect(service.published(late)).toEqual([]);
    // who had it in hand stays in the department
    expect(service.published(of).map(({ type }) => type)).toEqual(['OpinionGiven']);
  });

  it('takes it from whom the applicant makes his agent, by the rule that nobody acts on a case of his own', async () => {
    const of = caseIdOf();
    await dispatch(of, '350405');
    const found = async () => (await queue(APPROVER)).items.find((one) => one.caseId === of);
    await until(async () => (await found()) !== undefined);
    const knock = knockingAt(of);
    await knock('claim', {});
    const to = findDemoAccount(REVIEWER)?.actor.id;
    expect(await found()).toMatchObject({ claimedBy: to });
    await service.say(of, 'CaseEntrusted', { by: 'somebody', to, as: 'agent' }, { audience: '*' });
    await until(async () => (await found())?.claimedBy === null);
    expect(await service.hears(of, 'ItemReleased')).toMatchObject({ by: to, step: 'market-regulation-check' });
    for (const [what, body, account] of [
      ['claim', {}, REVIEWER],
      ['assign', { to }, APPROVER],
    ] as const) {
      const barred = await knock(what, body, account);
      expect(barred).toMatchObject({ status: 409, body: { code: 'DUTIES_NOT_SEPARATE' } });
      expect(JSON.stringify(barred.body)).toContain('R-SOD-02');
    }
    expect(await knock('claim', {}, APPROVER)).toMatchObject({ status: 201 });
    await knock('release', {}, APPROVER);
    await service.say(of, 'EntrustmentRevoked', { by: 'somebody', from: to }, { audience: '*' });
    await until(async () => (await knock('claim', {})).status === 201);
  });

  it('lets one of two deeds stand that one person did at two desks in the same instant', async () => {
    // the store sees the two as of two processes; who may recommend and decide is nobody among the demo accounts
    const desks = (await service.another()).app.get(Desks);
    const officer = { id: findDemoAccount(REVIEWER)?.actor.id, roles: ['reviewer', 'approver'] };
    const broken = rulingsOn(['R-NAME-03'], 'fail');
    const reason = '另有在先权利 an older right';
    const override = (of: string) =>
      desks.send('name', of, { type: 'OverrideStep', at: AT, officer, rulings: broken, reason } as DeskCommand);
    const deedsAt = async (of: string): Promise<string> => {
      const path = `/desks/registration/cases/${of}`;
      await service.call('POST', `${path}/claim`, {}, { 'idempotency-key': randomUUID() }, REVIEWER);
      const recommend = () =>
        service.call('POST', `${path}/recommend`, { rulings, opinion }, { 'idempotency-key': randomUUID() }, REVIEWER);
      const [recommended, overridden] = await Promise.all([recommend(), override(of).catch(codeOf)]);
      const reviewed = recommended.status === 201;
      const refused = reviewed ? overridden : recommended.body['code'];
      expect([of, refused, overridden === refused]).toEqual([of, 'DUTIES_NOT_SEPARATE', reviewed]);
      // and so it stays
      expect(reviewed ? await override(of).catch(codeOf) : (await recommend()).body['code']).toBe(refused);
      return reviewed ? 'review' : 'approve';
    };
    const cases = ['虚云', '虚松', '虚禾', '虚月', '虚枫', '虚墨'].map((trade) => [caseIdOf(), trade] as const);
    for (const [of, trade] of cases) {
      const data = { name: { ...form.name, trade }, gbt4754: form.company.gbt4754, preApprovalNeeded: false };
      await service.say(of, 'DepartmentTaskDispatched', taskOf('name', 'check-name', '350405', data));
      await dispatch(of, '350405');
    }
    for (const [of] of cases)
      await Promise.all([service.hears(of, 'NameReserved'), service.hears(of, 'RegistrationPreChecked')]);
    expect(await Promise.all(cases.map(([of]) => deedsAt(of)))).toHaveLength(cases.length);
  });

  it('shows who did what, and comes to the same when everything is decided again', async () => {
    const { body } = await service.get<ShownEvent[]>(`/cases/${caseId}/events`);
    const acts = body.filter(({ data }) => 'by' in (data as object)).map(({ type, audience }) => [type, audience]);
    expect(acts).toEqual(
      ['ItemClaimed', 'StepRecommended', 'ItemClaimed', 'OfficerRuled'].map((type) => [type, 'orchestrator']),
    );
    expect((await service.get('/replay')).body).toMatchObject({ differences: [] });
  });
});
