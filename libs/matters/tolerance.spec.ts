import { describe, expect, it } from '@jest/globals';
import { decide } from '@yichuang/kernel';
import { caseView } from './case-view.js';
import { recallCase } from './case-recall.js';
import { companyOpeningTolerance as law } from './company-opening/tolerance.js';
import { companyOpeningPlan } from './company-opening/plan.js';
import { nextTimerAt } from './next-timer.js';
import { planDecider } from './plan-decider.js';
import { validatePlan } from './plan-faults.js';
import { receiptsOf } from './receipts.js';
import { at, finding, openingBook, Story } from './testing/stories.js';
import { timeline } from './timeline.js';
import type { ExtendTolerance, PromisePapers, SupplyPapers } from './tolerance-commands.js';

const CHECK = 'market-regulation-check';
const print = 'a'.repeat(64);
const certificate = { kind: 'property-certificate', sha256: 'b'.repeat(64) };
const proofMissing = finding({ rule: 'R-SEAT-04', evidence: { lease: true } });

/** Sample E when its notice has been given: the lease is there, the lessor's certificate is not. */
function noticed(over: { findings?: ReturnType<typeof finding>[]; pass?: string[] } = {}): Story {
  const story = new Story(openingBook, at('2026-11-23 09:00'));
  story.submit();
  story.othersAnswer(CHECK);
  const { findings = [proofMissing], pass = ['R-PER-04', 'R-PER-07'] } = over;
  story.answers(CHECK, { findings, rules: { pass, fail: findings.map(({ rule }) => rule), unknown: [] } });
  return story;
}

const promise = (story: Story, over: Partial<PromisePapers> = {}): PromisePapers => ({
  type: 'PromisePapers',
  at: story.now,
  by: 'applicant-1',
  papers: ['property-certificate'],
  version: law.version,
  print,
  workingDays: null,
  ...over,
});
const supply = (story: Story, over: Partial<SupplyPapers> = {}): SupplyPapers => ({
  type: 'SupplyPapers',
  at: story.now,
  by: 'applicant-1',
  papers: [certificate],
  ...over,
});
const later = (story: Story, over: Partial<ExtendTolerance> = {}): ExtendTolerance => ({
  type: 'ExtendTolerance',
  at: story.now,
  by: 'head-1',
  department: 'market-regulation',
  workingDays: 1,
  note: '房东外出',
  ...over,
});
const pause = (story: Story) =>
  story.when({
    type: 'PauseClock',
    at: story.now,
    by: 'reviewer-1',
    reason: 'TOLERANCE',
    department: 'market-regulation',
    note: '待补产权证明',
    expectedOn: null,
  });
const headExtends = (story: Story) =>
  story.when({
    type: 'ExtendTerm',
    at: story.now,
    by: 'head-1',
    reason: 'REGISTRATION_HEAD',
    department: 'market-regulation',
    note: '容缺待补',
  });

function promised(): Story {
  const story = noticed();
  story.when(promise(story));
  return story;
}

/** Promised at 09:00, the term lengthened by the head, and the clock paused at the decision point. */
function paused(): Story {
  const story = promised();
  headExtends(story);
  story.now = at('2026-11-23 10:30');
  pause(story);
  return story;
}

/** Every timer up to then. */
function until(story: Story, when: string): void {
  for (;;) {
    const dueAt = nextTimerAt(story.state);
    if (dueAt === null || dueAt > at(when)) break;
    story.when({ type: 'Fire', kind: 'clock', at: dueAt, dueAt });
  }
  story.now = at(when);
}

const isDecidedAgain = (story: Story): void => {
  const decider = planDecider(openingBook);
  for (const { before, events } of story.decisions)
    expect(decide(decider, recallCase(openingBook.plan, events, before), before)).toEqual({ kind: 'decided', events });
};

describe('a paper that may be missing for a while', () => {
  it('is promised, and the application is accepted at once', () => {
    const story = noticed();
    const events = story.when(promise(story));
    expect(events.map(({ type }) => type)).toEqual([
      'ToleranceAccepted',
      'ApplicationAccepted',
      'SlaStarted',
      'DepartmentTaskDispatched',
    ]);
    expect(events[0]).toMatchObject({
      at: at('2026-11-23 09:00'),
      deadline: at('2026-11-30 17:30'),
      workingDays: 5,
      print,
      gaps: [{ paper: 'property-certificate', rule: 'R-SEAT-04', path: '/papers' }],
    });
    expect(caseView(openingBook, story.state, story.now)).toMatchObject({
      status: 'in-progress',
      clock: { startedAt: at('2026-11-23 09:00'), dueAt: at('2026-11-23 15:30') },
      tolerance: { status: 'open', by: 'applicant-1' },
    });
    expect(story.when(promise(story))).toEqual([]);
  });

  it('is named in a notice with its article, its deadline and what follows', () => {
    const story = promised();
    const document = story.state.documents.find(({ kind }) => kind === 'tolerance');
    expect(document).toMatchObject({
      number: 'QK-1-T1',
      date: '2026-11-23',
      owed: { deadline: at('2026-11-30 17:30') },
    });
    const line = timeline(openingBook.plan, story.events).find(({ type }) => type === 'ToleranceAccepted');
    for (const part of ['住所产权证明复印件', '市场主体登记管理条例 a.16', '2026-11-30 17:30', '终止办理'])
      expect(line?.text['zh-CN']).toContain(part);
  });

  it('may be promised for less time than there is', () => {
    const story = noticed();
    expect(story.when(promise(story, { workingDays: 2 }))[0]).toMatchObject({ deadline: at('2026-11-25 17:30') });
    isDecidedAgain(story);
  });

  it.each<[string, Parameters<typeof noticed>[0], Partial<PromisePapers>, string]>([
    ['a main paper', {}, { papers: ['identity-document'] }, 'NEVER_OWED'],
    ['another paper than what is missing', {}, { papers: ['lease'] }, 'GAPS_NOT_PROMISED'],
    ['words that are out of date', {}, { version: '2020.1' }, 'OTHER_WORDS'],
    ['more time than there is', {}, { workingDays: 6 }, 'TOO_MANY_DAYS'],
    [
      'a lease that is missing too',
      { findings: [finding({ rule: 'R-SEAT-04', evidence: { lease: false } })] },
      {},
      'NOT_ALL_TOLERABLE',
    ],
    [
      'a paper beside another defect',
      { findings: [proofMissing, finding({ rule: 'R-CAP-01', code: 'CAPITAL_SUM', phase: 'substance' })] },
      {},
      'NOT_ALL_TOLERABLE',
    ],
    ['one who is on a list', { pass: ['R-PER-04'] }, {}, 'CREDIT_NOT_CLEAN'],
  ])('is not %s', (_, given, over, code) => {
    const story = noticed(given);
    expect(story.rejection(promise(story, over))).toBe(code);
  });

  it('is not promised where no notice names it, nor in a matter that knows no tolerance', () => {
    const story = new Story(openingBook, at('2026-11-23 09:00'));
    story.submit();
    expect(story.rejection(promise(story))).toBe('NO_CORRECTION_ASKED');
    const { tolerance: _tolerance, ...plan } = companyOpeningPlan;
    const strict = new Story({ ...openingBook, plan }, at('2026-11-23 09:00'));
    strict.submit();
    strict.othersAnswer(CHECK);
    strict.answers(CHECK, { findings: [proofMissing] });
    expect(strict.rejection(promise(strict))).toBe('NO_TOLERANCE_HERE');
  });

  it('is not promised for later than the law can give, with every extension of the head', () => {
    const [paper] = law.papers;
    const plan = { ...companyOpeningPlan, tolerance: { ...law, papers: [{ ...paper!, workingDaysMax: 7 }] } };
    const story = new Story({ ...openingBook, plan }, at('2026-11-23 09:00'));
    story.submit();
    story.othersAnswer(CHECK);
    const rules = { pass: ['R-PER-04', 'R-PER-07'], fail: ['R-SEAT-04'], unknown: [] };
    story.answers(CHECK, { findings: [proofMissing], rules });
    expect(story.rejection(promise(story))).toBe('BEYOND_STATUTORY_TERM');
    expect(story.rejection(promise(story, { workingDays: 6 }))).toBe('');
  });
});

describe('the clock of a case that owes a paper', () => {
  it('stands no longer than the law has time, so the head lengthens its term first', () => {
    const story = promised();
    const ask = () => pause(story);
    expect(ask).toThrow('BEYOND_STATUTORY_TERM');
    headExtends(story);
    expect(ask()).toMatchObject([{ type: 'SlaPaused', reason: 'TOLERANCE', expectedOn: '2026-11-30' }]);
  });

  it('stands for nothing where nothing is owed', () => {
    const story = new Story(openingBook, at('2026-11-23 09:00'));
    story.submit();
    story.allAnswer();
    expect(() => pause(story)).toThrow('CASE_ENDED');
    const other = new Story(openingBook, at('2026-11-23 09:00'));
    other.submit();
    other.othersAnswer();
    expect(() => pause(other)).toThrow('NOTHING_OWED');
  });

  it('goes on with what was left when the paper is here: path 1 of the domain reference', () => {
    const story = paused();
    expect(caseView(openingBook, story.state, at('2026-11-24 09:00')).clock).toMatchObject({
      state: 'PAUSED',
      usedMinutes: 90,
    });
    story.now = at('2026-11-24 15:00');
    const events = story.when(supply(story));
    expect(events).toMatchObject([
      { type: 'ToleranceFulfilled', papers: [certificate] },
      { type: 'SlaResumed', reason: 'TOLERANCE', dueAt: at('2026-11-24 17:30') },
    ]);
    expect(story.when(supply(story))).toEqual([]);
    const { receipts } = receiptsOf(openingBook, story.state, story.events);
    expect(receipts.map(({ what }) => what)).toEqual(['application', 'promise', 'owed-papers']);
    expect(receipts[1]).toMatchObject({
      document: { kind: 'tolerance' },
      papers: [{ kind: 'tolerance-promise', sha256: story.state.tolerance?.print }],
      handedInBy: 'applicant-1',
    });
    expect(receipts[2]).toMatchObject({ round: 1, papers: [certificate], handedInBy: 'applicant-1' });
    story.allAnswer();
    expect(story.state.phase).toBe('completed');
    isDecidedAgain(story);
  });

  it('waits for all of it, and for nothing else', () => {
    const story = paused();
    expect(story.rejection(supply(story, { papers: [] }))).toBe('STILL_OWED');
    expect(story.rejection(supply(story, { papers: [certificate, { ...certificate, kind: 'lease' }] }))).toBe(
      'NOT_OWED',
    );
    const none = new Story(openingBook, at('2026-11-23 09:00'));
    none.submit();
    expect(none.rejection(supply(none))).toBe('NOTHING_OWED');
  });
});

describe('a promise that is not kept', () => {
  it('ends the case at the close of its last day: path 2 of the domain reference', () => {
    const story = paused();
    until(story, '2026-11-30 17:29');
    expect(story.state.phase).toBe('work');
    until(story, '2026-12-02 09:00');
    const [lapsed, terminated] = story.events.slice(-2);
    expect(lapsed).toMatchObject({ type: 'ToleranceLapsed', at: at('2026-11-30 17:30') });
    expect(terminated).toMatchObject({
      type: 'CaseTerminated',
      asOf: at('2026-11-30 17:30'),
      reason: 'TOLERANCE_LAPSED',
      defects: [{ code: 'SEAT_PROOF_MISSING' }],
      document: { kind: 'termination', remedies: { reconsideration: { days: 60 } } },
    });
    const view = caseView(openingBook, story.state, story.now);
    expect(view).toMatchObject({ status: 'terminated', clock: { state: 'VOID' }, waitingFor: [] });
    expect(nextTimerAt(story.state)).toBeNull();
    for (const never of ['SlaMet', 'SlaBreached', 'StatutoryTermBreached']) expect(story.types()).not.toContain(never);
    expect(story.rejection(supply(story))).toBe('CASE_ENDED');
    isDecidedAgain(story);
  });

  it('ends it once, however late and however often the timer is heard', () => {
    const story = paused();
    const dueAt = at('2026-11-30 17:30');
    until(story, '2026-11-30 17:00');
    story.when({ type: 'Fire', kind: 'clock', at: at('2026-12-01 09:00'), dueAt });
    expect(story.when({ type: 'Fire', kind: 'clock', at: at('2026-12-01 09:00'), dueAt })).toEqual([]);
    expect(story.of('CaseTerminated')).toMatchObject([{ at: dueAt }]);
  });

  it('ends nothing before the application was accepted anew', () => {
    const story = paused();
    until(story, '2026-11-30 17:00');
    const common = { at: story.now, note: '' };
    story.when({
      ...common,
      type: 'ResumeClock',
      by: 'reviewer-1',
      reason: 'TOLERANCE',
      department: 'market-regulation',
    });
    const [dueAt, anew] = [at('2026-11-30 17:30'), at('2026-11-30 17:31')];
    const reason = 'APPLICATION_REPLACED';
    story.when({ type: 'RestartClock', at: anew, by: 'head-1', reason, department: 'market-regulation', note: '变更' });
    story.when({ type: 'Fire', kind: 'clock', at: at('2026-11-30 17:32'), dueAt });
    expect(story.of('CaseTerminated')).toMatchObject([{ at: dueAt, asOf: anew }]);
    isDecidedAgain(story);
  });

  it('cannot be mended after the deadline, even where the timer is late', () => {
    const story = paused();
    story.now = at('2026-11-30 17:31');
    expect(story.rejection(supply(story))).toBe('DEADLINE_PASSED');
    expect(story.rejection(later(story))).toBe('DEADLINE_PASSED');
  });

  it('waits while a withdrawal is being decided, and lapses after it was turned down', () => {
    const story = paused();
    story.when({ type: 'Withdraw', at: story.now });
    until(story, '2026-12-01 09:00');
    expect(story.state.phase).toBe('work');
    const word = { type: 'TakeWithdrawalAnswer' as const, department: 'market-regulation', granted: false };
    story.when({ ...word, at: story.now, answeredAt: story.now });
    until(story, '2026-12-01 09:00');
    expect(story.state.phase).toBe('terminated');
    isDecidedAgain(story);
  });
});

describe('the deadline of a promise', () => {
  it('is put off once, by the head of the authority, within the term of the law', () => {
    const story = paused();
    expect(story.rejection(later(story, { department: 'tax' }))).toBe('TOLERANCE_OF_ANOTHER');
    expect(story.rejection(later(story, { workingDays: 6 }))).toBe('TOO_MANY_DAYS');
    expect(story.rejection(later(story, { workingDays: 2 }))).toBe('BEYOND_STATUTORY_TERM');
    expect(story.when(later(story))).toMatchObject([{ type: 'ToleranceExtended', deadline: at('2026-12-01 17:30') }]);
    expect(story.rejection(later(story))).toBe('EXTENDED_ALREADY');
    until(story, '2026-12-01 09:00');
    expect(story.state.phase).toBe('work');
    story.when(supply(story));
    expect(story.of('SlaResumed')).toHaveLength(1);
    isDecidedAgain(story);
  });
});

describe('the data of tolerance', () => {
  it('lets no main paper be owed, gives each its time, and names departments and steps of the plan', () => {
    expect(validatePlan(companyOpeningPlan)).toEqual([]);
    const [paper] = law.papers;
    const papers = [{ ...paper!, paper: 'articles', workingDaysMax: 0, department: 'nobody' }];
    const credit = { step: 'nowhere', rules: [] };
    const faults = validatePlan({ ...companyOpeningPlan, tolerance: { ...law, papers, credit } });
    expect(faults).toEqual([
      'articles may never be owed',
      'articles has no time to be handed in',
      'articles is for nobody, which nobody asks',
      'credit is looked up in the unknown step nowhere',
    ]);
  });
});
