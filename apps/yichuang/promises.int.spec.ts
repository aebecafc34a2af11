import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StepAnswer } from '@yichuang/contracts';
import { text } from '@yichuang/kernel';
import { companyOpeningPlan, companyOpeningTolerance } from '@yichuang/matters';
import { orchestrator } from '@yichuang/orchestrator';
import { saidBy, ServiceUnderTest, until } from '@yichuang/testing';

const AT = Date.parse('2026-11-23T09:00:00+08:00');
const CHECK = 'market-regulation-check';
const { version } = companyOpeningTolerance;
const proofMissing: StepAnswer['findings'][number] = {
  rule: 'R-SEAT-04',
  code: 'SEAT_PROOF_MISSING',
  article: '市场主体登记管理条例 a.16',
  text: text('缺少住所证明', 'proof of the seat is missing'),
  phase: 'form',
  disposal: 'block',
  verdict: 'fail',
  paths: ['/papers'],
  evidence: { lease: true },
};

/** The orchestrator as it runs: HTTP, stream, Postgres. The departments are spoken for on the stream. */
describe('a paper that is promised, through the door of the service', () => {
  let service: ServiceUnderTest;
  const caseId = randomUUID().replaceAll('-', '');
  const promise = { papers: ['property-certificate'], version, sha256: 'a'.repeat(64) };
  const papers = [{ kind: 'property-certificate', sha256: 'b'.repeat(64) }];

  const act = (what: string, body: object, account = 'applicant-1', key: string = randomUUID()) =>
    service.call('POST', `/desks/case/cases/${caseId}/${what}`, body, { 'idempotency-key': key }, account);
  const read = async (account = 'applicant-1') =>
    (await service.call('GET', `/cases/${caseId}`, undefined, {}, account)).body;

  beforeAll(async () => {
    service = await ServiceUnderTest.start(orchestrator, { at: AT });
    const sealed = Buffer.from('sealed').toString('base64');
    const names = companyOpeningPlan.steps.flatMap((step) => (step.sealed ? [step.department ?? ''] : []));
    await act('submit', {
      matter: 'company-opening',
      hall: '350405',
      authority: '350405',
      inputs: { nameData: { name: { trade: '虚禾' }, gbt4754: '7330', preApprovalNeeded: false } },
      leftOut: {},
      sections: Object.fromEntries(names.map((name) => [name, sealed])),
    });
    for (const { id, department } of companyOpeningPlan.steps.filter(({ stage }) => stage === 'intake')) {
      if (department === null) continue;
      const findings = id === CHECK ? [proofMissing] : [];
      const answer: StepAnswer = {
        step: id,
        round: 1,
        outcome: 'checked',
        instant: true,
        ruleSet: 'set-1',
        decider: 'SYSTEM:set-1',
        accountable: department,
        rules: { pass: ['R-PER-04', 'R-PER-07'], fail: findings.map(({ rule }) => rule), unknown: [] },
        findings,
      };
      await service.say(caseId, saidBy(department, 'checked'), { answer }, { source: department, audience: '*' });
    }
    await service.hears(caseId, 'OneTimeNoticeIssued');
  });

  afterAll(() => service.end());

  it('is for whoever may correct the application, and for nobody else', async () => {
    for (const account of [
      'applicant-2',
      'reviewer-market-regulation',
      'clerk-1',
      'supervisor',
      'system-administrator',
    ])
      expect([account, (await act('promise', promise, account)).status]).toEqual([account, 403]);
    for (const [what, body] of [
      ['pause-for-papers', { note: '容缺待补' }],
      ['extend-papers', { workingDays: 1, note: '容缺待补' }],
    ] as const)
      expect([what, (await act(what, body)).status]).toEqual([what, 403]);
  });

  it('is turned away with every fault under its path, and by the rule that forbids it', async () => {
    const bad = await act('promise', { papers: ['nothing'], version: '', sha256: 'no', more: 1 });
    expect(bad).toMatchObject({ status: 400, body: { code: 'BAD_INPUT' } });
    const paths = (bad.body['faults'] as { path: string }[]).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['/papers/0', '/version', '/sha256']));
    expect(await act('promise', { ...promise, papers: ['articles'] })).toMatchObject({
      status: 409,
      body: { code: 'NEVER_OWED' },
    });
    expect(await act('supplement', { papers })).toMatchObject({ status: 409, body: { code: 'NOTHING_OWED' } });
  });

  it('is accepted at once for one key, and everybody hears what is owed and until when', async () => {
    const key = randomUUID();
    expect((await act('promise', promise, 'applicant-1', key)).status).toBe(201);
    expect(await act('promise', promise, 'applicant-1', key)).toMatchObject({ body: { repeated: true } });
    const heard = await service.hears(caseId, 'ToleranceAccepted');
    expect(heard).toMatchObject({ gaps: [{ paper: 'property-certificate', rule: 'R-SEAT-04' }], version });
    expect(service.published(caseId).filter(({ type }) => type === 'ToleranceAccepted')).toHaveLength(1);
    expect(await read()).toMatchObject({
      status: 'in-progress',
      tolerance: { status: 'open', deadline: '2026-11-30T17:30:00+08:00' },
      documents: [{ kind: 'receipt' }, { kind: 'notice' }, { kind: 'tolerance', owed: { gaps: [{}] } }, {}],
    });
  });

  it('lets the clock stand once the head has lengthened the term, and go on when the paper is here', async () => {
    const note = '等待产权证明';
    const pause = () => act('pause-for-papers', { note }, 'reviewer-market-regulation');
    expect(await pause()).toMatchObject({ status: 409, body: { code: 'BEYOND_STATUTORY_TERM' } });
    expect(await act('extend', { reason: 'REGISTRATION_HEAD', note }, 'approver-market-regulation')).toMatchObject({
      status: 201,
    });
    expect((await pause()).status).toBe(201);
    expect(await read()).toMatchObject({ clock: { state: 'PAUSED' }, pauses: [{ reason: 'TOLERANCE' }] });
    expect(await act('supplement', { papers })).toMatchObject({ status: 201 });
    await service.hears(caseId, 'ToleranceFulfilled');
    expect(await read()).toMatchObject({ clock: { state: 'RUNNING' }, tolerance: { status: 'fulfilled' } });
    await until(() => Promise.resolve(service.published(caseId).some(({ type }) => type === 'SlaResumed')));
    const receipts = await service.call('GET', `/cases/${caseId}/receipt`, undefined, {}, 'applicant-1');
    expect((receipts.body['receipts'] as object[]).at(-1)).toMatchObject({
      what: { code: 'owed-papers' },
      answerDueAt: null,
      papers: [{ kind: 'property-certificate', text: { en: 'Proof of ownership' } }],
    });
  });
});
