import { describe, expect, it } from '@jest/globals';
import { toMinutes } from '@yichuang/working-time';
import fc from 'fast-check';
import { deemedDueAt } from './acceptance-term.js';
import { calendarHistory } from './calendar-history.js';
import { caseMinutes } from './case-minutes.js';
import { recallCase } from './case-recall.js';
import { caseView } from './case-view.js';
import { companyOpeningPlan, companyOpeningPlanTwo } from './company-opening/plan.js';
import { seatCommitment } from './company-opening/tolerance.js';
import { explainedClocks } from './explained-clocks.js';
import { nextTimerAt } from './next-timer.js';
import { preChecks } from './intake.js';
import { receiptsOf } from './receipts.js';
import { statusOf } from './case-status.js';
import { reprojectAt } from './testing/calendars.js';
import { histories, play, type Move } from './testing/histories.js';
import { at, finding, openingBook, Story, submission } from './testing/stories.js';
import { timeline } from './timeline.js';
import { whyNotInstant } from './why-not-instant.js';

const RECEIVED = '2026-11-23 09:00';
/** Close of business of the fifth working day after that of receipt. */
const OVER = at('2026-11-30 17:30');

/** Every timer up to then, each at its own instant. */
function until(story: Story, when: string): void {
  for (let dueAt = nextTimerAt(story.state); dueAt !== null && dueAt <= at(when); dueAt = nextTimerAt(story.state)) {
    story.now = Math.max(story.now, dueAt);
    story.when({ type: 'Fire', kind: 'clock', at: story.now, dueAt });
  }
  story.now = at(when);
}

/** Handed in on a Monday; the officer of tax leaves the pre-check lying. */
function silent(when = '2026-12-01 08:00', step = 'tax-check'): Story {
  const story = new Story(openingBook, at(RECEIVED));
  story.submit();
  story.othersAnswer(step);
  until(story, when);
  return story;
}

const again = (story: Story) => {
  const { inputs, leftOut, sections } = submission();
  return story.when({ type: 'CorrectApplication', at: story.now, inputs, leftOut, sections });
};
const raised = (story: Story) =>
  story.events.flatMap((event) => ('clock' in event && 'waiting' in event ? [[event.card, event.dueAt] as const] : []));

describe('an application nobody answers within five working days', () => {
  it('counts as accepted from its receipt, by the timer, with the rule and who was silent', () => {
    const story = silent('2026-11-30 17:29');
    expect(story.state.phase).toBe('intake');
    expect(nextTimerAt(story.state)).toBe(OVER);
    until(story, '2026-11-30 17:30');
    expect(story.of('AcceptanceDeemed')).toEqual([
      {
        type: 'AcceptanceDeemed',
        at: OVER,
        round: 1,
        acceptedAt: at(RECEIVED),
        rule: 'R-DEEM-01',
        article: '行政许可法 a.32(4)',
        workingDays: 5,
        dueAt: OVER,
        waiting: ['tax-check'],
        silent: ['tax'],
        calendarVersion: '2026.1',
        document: { kind: 'acceptance', number: 'QK-1-A1', date: '2026-11-30' },
      },
    ]);
    expect(story.of('SlaStarted')).toMatchObject([
      {
        at: OVER,
        startedAt: at(RECEIVED),
        dueAt: at('2026-11-23 15:30'),
        deemed: true,
        statutory: [{ clock: 'statutory-register', dueAt: at('2026-11-26 17:30') }],
      },
    ]);
    expect(story.state).toMatchObject({ phase: 'work', acceptedAt: at(RECEIVED) });
    expect(story.of('ApplicationAccepted')).toEqual([]);
  });

  it('counts days as the law does: not that of receipt, no holiday, and a make-up day like any other', () => {
    for (const [received, over] of [
      ['2026-09-24 16:00', '2026-10-09 17:30'],
      ['2026-11-21 10:00', '2026-11-27 17:30'],
      ['2026-02-13 17:29', '2026-02-27 17:30'],
    ] as const) {
      const story = new Story(openingBook, at(received));
      story.submit();
      expect([received, deemedDueAt(story.state)]).toEqual([received, at(over)]);
    }
  });

  it('gets every card once that was due since receipt, and time to explain each', () => {
    const story = silent('2026-11-30 17:30');
    expect(raised(story)).toEqual([
      ['intake-1/early-warning', at('2026-11-23 09:15')],
      ['intake-1/yellow', at('2026-11-23 09:22:30')],
      ['intake-1/red', at('2026-11-23 09:30')],
      ['intake-1/escalation', at('2026-11-23 10:30')],
      ['case/early-warning', at('2026-11-23 11:00')],
      ['case/yellow', at('2026-11-23 12:00')],
      ['case/red', at('2026-11-23 15:30')],
      ['case/escalation', at('2026-11-23 16:30')],
      ['statutory-register/statutory-breach', at('2026-11-26 17:30')],
    ]);
    for (const { at: when } of story.of('StatutoryTermBreached')) expect(when).toBe(OVER);
    expect(story.state.cards['case/red']).toMatchObject({ explainBy: at('2026-12-01 17:30'), unexplained: false });
    // The office's own limit was overrun in truth: what was raised by it stands, whatever comes.
    story.answers('tax-check');
    story.allAnswer();
    expect(story.of('CardTakenBack')).toEqual([]);
    expect(story.of('RedCardIssued').map(({ card }) => card)).toEqual(['intake-1/red', 'case/red']);
  });

  it('is registered by nobody’s silence: work begins when the last pre-check is in', () => {
    const story = silent();
    expect(story.open().map(({ step }) => step)).toEqual(['tax-check']);
    expect(story.tasks().some(({ step }) => step === 'register')).toBe(false);
    expect(statusOf(openingBook.plan, story.state)).toBe('in-progress');
    expect(story.answers('tax-check').map(({ type }) => type)).toEqual(['StepAnswered', 'DepartmentTaskDispatched']);
    expect(story.open().map(({ step }) => step)).toEqual(['register']);
    story.allAnswer();
    expect(story.of('SlaBreached')).toHaveLength(1);
    expect(story.state.phase).toBe('completed');
  });

  it('also waits for the officer who must look at a pre-check', () => {
    const story = new Story(openingBook, at(RECEIVED));
    story.submit();
    story.othersAnswer('tax-check');
    story.answers('tax-check', { findings: [finding({ verdict: 'unknown', phase: 'form' })] });
    until(story, '2026-12-01 08:00');
    expect(story.of('AcceptanceDeemed')).toMatchObject([{ waiting: ['tax-check'], silent: ['tax'] }]);
    expect(statusOf(openingBook.plan, story.state)).toBe('in-review');
    story.answers('tax-check', { instant: false });
    expect(story.open().map(({ step }) => step)).toEqual(['register']);
  });

  it('costs the silent department: since receipt every minute is on the clock of the case, and its', () => {
    const story = silent('2026-12-01 09:00');
    story.answers('tax-check');
    story.allAnswer();
    const { stretches, sums } = caseMinutes(openingBook, story.events, story.now);
    expect(
      stretches.map(({ phase, holder, millis }) => [phase, holder.department, holder.step, toMinutes(millis)]),
    ).toEqual([['work', 'tax', 'tax-check', 6 * 420]]);
    expect(sums.intake).toBe(0);
  });

  it('is explained: the office’s limit breached, the law’s too, and the clock of the case from receipt', () => {
    const story = silent('2026-12-01 09:00');
    story.answers('tax-check');
    const clocks = explainedClocks(openingBook, story.state, story.now);
    expect(clocks.map(({ id, state }) => [id, state])).toEqual([
      ['intake-1', 'BREACHED'],
      ['acceptance-1', 'BREACHED'],
      ['case', 'BREACHED'],
      ['statutory-register', 'BREACHED'],
      ['register', 'RUNNING'],
    ]);
    expect(calendarHistory(story.events).find(({ clock }) => clock === 'acceptance-1')).toMatchObject({ dueAt: OVER });
    expect(caseView(openingBook, story.state, story.now).deemed).toEqual({
      at: OVER,
      acceptedAt: at(RECEIVED),
      rule: 'R-DEEM-01',
      article: '行政许可法 a.32(4)',
    });
    const told = timeline(openingBook.plan, story.events).find(({ type }) => type === 'AcceptanceDeemed')?.text;
    for (const part of ['视为受理', '2026-11-23 09:00', '行政许可法 a.32(4)', 'tax'])
      expect(told?.['zh-CN']).toContain(part);
  });
});

describe('silence is not acceptance', () => {
  it('where the applicant was told what is missing; his correction begins another term', () => {
    const story = new Story(openingBook, at(RECEIVED));
    story.submit();
    story.othersAnswer('tax-check');
    story.answers('tax-check', { findings: [finding()] });
    until(story, '2026-12-07 09:00');
    expect(story.of('AcceptanceDeemed')).toEqual([]);
    again(story);
    expect(deemedDueAt(story.state)).toBe(at('2026-12-14 17:30'));
    until(story, '2026-12-15 09:00');
    expect(story.of('AcceptanceDeemed')).toMatchObject([{ round: 2, acceptedAt: at('2026-12-07 09:00') }]);
    expect(story.state.clocks['case']?.clock.startedAt).toBe(at('2026-12-07 09:00'));
  });

  it('while a withdrawal is being decided, and from the day it was turned down when the term is over then', () => {
    const story = new Story(openingBook, at(RECEIVED));
    story.submit();
    story.when({ type: 'Withdraw', at: story.now });
    until(story, '2026-12-02 09:00');
    expect(story.of('AcceptanceDeemed')).toEqual([]);
    const word = { type: 'TakeWithdrawalAnswer' as const, department: 'market-regulation', granted: false };
    story.when({ ...word, at: story.now, answeredAt: story.now });
    until(story, '2026-12-02 09:01');
    expect(story.of('AcceptanceDeemed')).toMatchObject([{ at: at('2026-12-02 09:00'), dueAt: OVER }]);
  });

  it('under a plan that does not know it', () => {
    const story = new Story({ ...openingBook, plan: companyOpeningPlanTwo }, at(RECEIVED));
    story.submit();
    until(story, '2026-12-07 09:00');
    expect(story.state.phase).toBe('intake');
    expect(companyOpeningPlan.deemedAcceptance?.workingDays).toBe(5);
  });

  it('before the term that a published calendar has made longer', () => {
    const story = new Story(openingBook, at(RECEIVED));
    story.submit();
    story.when(reprojectAt(story.now));
    expect(deemedDueAt(story.state)).toBe(at('2026-12-01 17:30'));
    until(story, '2026-12-01 17:30');
    expect(story.of('AcceptanceDeemed')).toMatchObject([{ dueAt: at('2026-12-01 17:30') }]);
  });
});

describe('what is heard before the timer', () => {
  it('and was in order within the term is accepted as of its fact', () => {
    const story = silent('2026-11-30 17:29');
    story.now = at('2026-12-01 09:00');
    story.answers('tax-check', {}, { answeredAt: at('2026-11-30 17:00') });
    expect(story.of('ApplicationAccepted')).toMatchObject([{ asOf: at('2026-11-30 17:00') }]);
    expect(story.of('AcceptanceDeemed')).toEqual([]);
  });

  it('is told too late when the term is over: it has been accepted, and no notice comes before that', () => {
    const story = silent('2026-11-30 17:29');
    story.now = at('2026-12-01 09:00');
    const events = story.answers('tax-check', { findings: [finding()] }, { answeredAt: at('2026-11-30 17:00') });
    expect(events.map(({ type }) => type)).toEqual([
      'StepAnswered',
      'AcceptanceDeemed',
      'SlaStarted',
      'OneTimeNoticeIssued',
      'SlaPaused',
    ]);
    until(story, '2026-12-01 10:00');
    expect(raised(story).filter(([card]) => card.startsWith('case/'))).toHaveLength(4);
  });
});

describe('an outage before it', () => {
  it('has stopped the clock of the case too, but not the term of the law', () => {
    const story = new Story(openingBook, at(RECEIVED));
    story.submit();
    story.when({ type: 'DeclareOutage', at: story.now, by: 'admin-1', note: '停电' });
    story.when({ type: 'ApproveOutage', at: story.now, by: 'hall-1' });
    until(story, '2026-11-23 11:00');
    const resume = { type: 'ResumeClock' as const, by: 'admin-1', reason: 'UTILITY_OUTAGE' as const, department: null };
    story.when({ ...resume, at: story.now, note: '' });
    until(story, '2026-11-30 17:30');
    expect(story.of('AcceptanceDeemed')).toHaveLength(1);
    expect(story.state.clocks['case']?.clock.dueAt).toBe(at('2026-11-23 17:30'));
    const { sums } = caseMinutes(openingBook, story.events, story.now);
    expect(toMinutes(sums['off-clock'])).toBe(120);
  });
});

describe('defects that are found after it', () => {
  const defective = (): Story => {
    const story = silent('2026-12-01 09:00');
    story.answers('tax-check', { findings: [finding()] });
    return story;
  };

  it('are told once, all of them, and the clock waits for the applicant', () => {
    const story = defective();
    expect(story.of('OneTimeNoticeIssued')).toMatchObject([{ number: 1, defects: [{ code: 'SEAT_PROOF_MISSING' }] }]);
    expect(story.of('SlaPaused')).toMatchObject([
      { reason: 'CORRECTION', department: null, by: 'SYSTEM:company-opening-2026.3', asOf: at('2026-12-01 09:00') },
    ]);
    expect(story.state).toMatchObject({ phase: 'awaiting-correction', acceptedAt: at(RECEIVED) });
    expect(story.state.clocks['statutory-register']?.clock.state).toBe('RUNNING');
    expect(story.state.clocks['acceptance-1']?.clock.state).toBe('BREACHED');
  });

  it('are corrected with the whole form: everybody checks again, no limit for acceptance begins, the clock goes on', () => {
    const story = defective();
    until(story, '2026-12-02 09:00');
    expect(again(story).map(({ type }) => type)).toEqual([
      'CorrectionSubmitted',
      'SlaResumed',
      ...preChecks(openingBook.plan, story.state).map(() => 'DepartmentTaskDispatched'),
    ]);
    expect(story.of('CorrectionSubmitted')).toMatchObject([{ accepted: true, round: 2 }]);
    expect(Object.keys(story.state.clocks)).toEqual(['intake-1', 'acceptance-1', 'case', 'statutory-register']);
    expect(receiptsOf(openingBook, story.state, story.events).receipts.at(-1)).toMatchObject({ answerDueAt: null });
    story.now = at('2026-12-02 09:30');
    story.allAnswer();
    expect(story.state.phase).toBe('completed');
    const { stretches, sums } = caseMinutes(openingBook, story.events, story.now);
    expect(stretches.map(({ phase, holder, millis }) => [phase, holder.step, toMinutes(millis)])).toEqual([
      ['work', 'tax-check', 6 * 420],
      ['off-clock', 'correction', 420],
      ['work', 'name', 30],
    ]);
    expect(toMinutes(sums.work)).toBe(6 * 420 + 30);
    expect(whyNotInstant(openingBook.plan, story.state).delays).toMatchObject([
      { kind: 'correction', until: at('2026-12-02 09:00') },
      { kind: 'paused', until: at('2026-12-02 09:00') },
    ]);
  });

  it('and remain after the correction are a refusal with the remedies, and no second notice', () => {
    const story = defective();
    again(story);
    story.othersAnswer('tax-check');
    story.answers('tax-check', { findings: [finding()] });
    expect(story.of('CaseRefused')).toMatchObject([
      { reason: 'DEFECTS_REMAIN', document: { kind: 'refusal', remedies: { reconsideration: { days: 60 } } } },
    ]);
    expect(story.of('OneTimeNoticeIssued')).toHaveLength(1);
  });

  it('and are insisted on are refused, for what is accepted can no longer be declined', () => {
    const story = defective();
    story.when({ type: 'Insist', at: story.now });
    expect(story.of('ApplicationDeclined')).toEqual([]);
    expect(story.of('ApplicationAccepted')).toEqual([]);
    expect(story.of('CaseRefused')).toMatchObject([{ reason: 'DEFECTS_REMAIN' }]);
  });

  it('and cannot be admitted are refused', () => {
    const story = silent();
    story.answers('tax-check', { findings: [finding({ phase: 'admissibility' })] });
    expect(story.of('CaseRefused')).toMatchObject([{ reason: 'NOT_ADMISSIBLE', document: { kind: 'refusal' } }]);
  });

  it('and a commitment covers are: work begins, and the clock goes on', () => {
    const story = silent('2026-12-01 09:00', 'market-regulation-check');
    story.answers('market-regulation-check', { findings: [finding({ rule: 'R-SEAT-04', evidence: { lease: true } })] });
    const promise = { at: story.now, by: 'applicant-1', print: 'a' };
    const papers = ['property-certificate'];
    expect(story.rejection({ ...promise, type: 'PromisePapers', papers, version: '2026.1', workingDays: null })).toBe(
      'ACCEPTED_ALREADY',
    );
    const { version } = seatCommitment;
    const events = story.when({ ...promise, type: 'SignCommitment', commitment: 'seat', version });
    expect(events.map(({ type }) => type)).toEqual(['CommitmentSigned', 'SlaResumed', 'DepartmentTaskDispatched']);
    story.allAnswer();
    expect(story.state.phase).toBe('completed');
  });
});

describe('a second notice that waits for the supervisor’s consent', () => {
  const proposed = (): Story => {
    const story = new Story(openingBook, at(RECEIVED));
    story.submit();
    story.othersAnswer('market-regulation-check');
    story.answers('market-regulation-check', { findings: [finding()] });
    again(story);
    story.othersAnswer('tax-check');
    const late = finding({ rule: 'R-LATE', paths: ['/posts/taxHandler'] });
    story.answers('tax-check', { findings: [late], decider: 'approver:tax', instant: false });
    return story;
  };
  const consent = (story: Story) =>
    story.when({
      type: 'ConsentToNotice',
      at: story.now,
      by: 'supervisor-1',
      proposal: 'second-notice-1',
      decision: 'consent',
      reason: '缺件影响后续办理',
    });

  it('is silence too: the hall answers for it, and with consent it is told after acceptance', () => {
    const story = proposed();
    until(story, '2026-12-01 09:00');
    expect(story.of('AcceptanceDeemed')).toMatchObject([{ waiting: ['second-notice-1'], silent: ['hall'] }]);
    expect(statusOf(openingBook.plan, story.state)).toBe('awaiting-consent');
    expect(consent(story).map(({ type }) => type)).toEqual(['OneTimeNoticeIssued', 'SlaPaused', 'CardIssued']);
    expect(story.state.phase).toBe('awaiting-correction');
    again(story);
    story.allAnswer();
    expect(story.state.phase).toBe('completed');
  });

  it('comes too late when the supervisor speaks after the term and before the timer', () => {
    const story = proposed();
    story.now = at('2026-12-01 09:00');
    const events = consent(story);
    expect(events.map(({ type }) => type)).toEqual([
      'AcceptanceDeemed',
      'SlaStarted',
      'OneTimeNoticeIssued',
      'SlaPaused',
      'CardIssued',
    ]);
    const [{ before }] = story.decisions.slice(-1) as [(typeof story.decisions)[number]];
    expect(recallCase(openingBook.plan, events, before)).toMatchObject({ type: 'ConsentToNotice', by: 'supervisor-1' });
  });
});

const silence: Move = { kind: 'fire', which: 18, how: 0, minutes: 0, lateMinutes: 0 };

describe('in any history that begins with silence', () => {
  it('it stays accepted from receipt, cards stand, and no work begins before every pre-check is in', () => {
    fc.assert(
      fc.property(histories, (moves) => {
        const story = play([silence, ...moves], ({ state }, _command, events) => {
          if (state.deemed === null) return;
          if (state.restarts.length === 0) expect(state.clocks['case']?.clock.begunAt).toBe(state.deemed.acceptedAt);
          expect(state.acceptedAt).toBe(state.deemed.acceptedAt);
          const begins = events.some((one) => one.type === 'DepartmentTaskDispatched' && one.dueAt !== null);
          if (begins) expect(preChecks(openingBook.plan, state).every(({ id }) => state.steps[id]?.answer)).toBe(true);
        });
        expect(story.of('AcceptanceDeemed')).toHaveLength(1);
        for (const type of ['ApplicationAccepted', 'ApplicationDeclined'] as const) expect(story.of(type)).toEqual([]);
        const late = story.of('CardTakenBack').filter(({ card }) => card.startsWith('intake-'));
        expect(late).toEqual([]);
        const { sums, stretches } = caseMinutes(openingBook, story.events, story.now);
        expect(sums.intake).toBe(0);
        expect(stretches.reduce((sum, { millis }) => sum + millis, 0)).toBe(sums.work + sums['off-clock']);
      }),
      { numRuns: 80 },
    );
  });
});
