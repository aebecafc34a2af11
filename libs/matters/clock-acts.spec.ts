import { describe, expect, it } from '@jest/globals';
import { isOpen, toMinutes } from '@yichuang/working-time';
import { decide } from '@yichuang/kernel';
import { nextCardAt } from './cards.js';
import type { CaseEvent } from './case-events.js';
import { caseMinutes } from './case-minutes.js';
import { recallCase } from './case-recall.js';
import type { CaseState } from './case-state.js';
import { caseView } from './case-view.js';
import type { DeclareOutage, ExtendTerm, PauseClock, RestartClock, ResumeClock } from './clock-act-commands.js';
import { noticeText } from './clock-notices.js';
import { pauseGrounds } from './pause-grounds.js';
import { planDecider } from './plan-decider.js';
import { receiptsOf } from './receipts.js';
import { barredBeyondTerm } from './statutory-terms.js';
import { reprojectAt } from './testing/calendars.js';
import { at, finding, openingBook, Story } from './testing/stories.js';
import { timeline } from './timeline.js';

const pause = (story: Story, over: Partial<PauseClock> = {}): PauseClock => ({
  type: 'PauseClock',
  at: story.now,
  by: 'reviewer-1',
  reason: 'APPLICANT',
  department: null,
  note: '待签字',
  expectedOn: null,
  ...over,
});
const resume = (story: Story, over: Partial<ResumeClock> = {}): ResumeClock => ({
  type: 'ResumeClock',
  at: story.now,
  by: 'reviewer-1',
  reason: 'APPLICANT',
  department: null,
  note: '',
  ...over,
});
const declare = (story: Story): DeclareOutage => ({
  type: 'DeclareOutage',
  at: story.now,
  by: 'admin-1',
  note: '停电',
});
const extend = (story: Story, over: Partial<ExtendTerm> = {}): ExtendTerm => ({
  type: 'ExtendTerm',
  at: story.now,
  by: 'head-1',
  reason: 'REGISTRATION_HEAD',
  department: 'market-regulation',
  note: '情形复杂',
  ...over,
});

function until(story: Story, when: string): void {
  for (;;) {
    const dueAt = nextCardAt(story.state);
    if (dueAt === null || dueAt > at(when)) break;
    story.when({ type: 'Fire', kind: 'clock', at: dueAt, dueAt });
  }
  story.now = at(when);
}
const cards = (story: Story) =>
  story.events.flatMap((event) => ('card' in event && 'dueAt' in event ? [[event.card, event.dueAt] as const] : []));

function accepted(when: string): Story {
  const story = new Story(openingBook, at(when));
  story.submit();
  story.othersAnswer();
  return story;
}

function atTheFive(when: string): Story {
  const story = accepted(when);
  story.answers('register');
  return story;
}

describe('a clock that is paused', () => {
  it('goes on with what was left of it: the vector of the domain reference', () => {
    const story = accepted('2026-11-23 09:00');
    story.now = at('2026-11-23 10:30');
    story.when(pause(story));
    expect(caseView(openingBook, story.state, at('2026-11-24 09:00')).clock).toMatchObject({
      state: 'PAUSED',
      dueAt: null,
      usedMinutes: 90,
    });
    story.now = at('2026-11-24 15:00');
    const [resumed] = story.when(resume(story));
    expect(resumed).toMatchObject({
      type: 'SlaResumed',
      pause: 'pause-1',
      dueAt: at('2026-11-24 17:30'),
      calendarVersion: '2026.1',
      clocks: [
        { clock: 'case', dueAt: at('2026-11-24 17:30') },
        { clock: 'register', dueAt: at('2026-11-24 15:00') },
      ],
    });
  });

  it('raises no card meanwhile and each card once afterwards, at the working minute it is due', () => {
    const story = atTheFive('2026-11-23 08:00');
    story.othersAnswer('tax');
    until(story, '2026-11-23 10:00');
    story.when(pause(story, { department: 'tax' }));
    until(story, '2026-11-24 08:00');
    expect(cards(story).map(([card]) => card)).toEqual([
      'tax/early-warning',
      'tax/yellow',
      'case/early-warning',
      'tax/red',
    ]);
    expect(nextCardAt(story.state)).toBeNull();
    story.when(resume(story, { department: 'tax' }));
    until(story, '2026-11-24 17:30');
    expect(cards(story).slice(4)).toEqual([
      ['case/yellow', at('2026-11-24 09:00')],
      ['tax/escalation', at('2026-11-24 09:00')],
      ['case/red', at('2026-11-24 10:00')],
      ['case/escalation', at('2026-11-24 11:00')],
    ]);
  });

  it('by one department stops its share and the wall, and leaves the others their time', () => {
    const story = atTheFive('2026-11-23 09:00');
    const [paused] = story.when(pause(story, { department: 'tax' }));
    expect(paused).toMatchObject({ clocks: ['case', 'tax'], department: 'tax', basis: '企业开办承诺时限' });
    expect(story.state.clocks['seal']?.clock.state).toBe('RUNNING');
    story.when(pause(story, { department: 'seal' }));
    story.now = at('2026-11-23 10:00');
    // The wall stands as long as anybody waits for the applicant.
    expect(story.when(resume(story, { department: 'tax' }))).toMatchObject([
      { clocks: [{ clock: 'tax', dueAt: at('2026-11-23 12:00') }], dueAt: null },
    ]);
    expect(story.when(resume(story, { department: 'seal' }))).toMatchObject([{ dueAt: at('2026-11-23 16:30') }]);
  });

  it('for two reasons goes on when both are over', () => {
    const story = accepted('2026-11-23 09:00');
    story.when(pause(story));
    story.when(pause(story, { reason: 'CORRECTION' }));
    expect(story.when(resume(story))).toMatchObject([{ dueAt: null }]);
    expect(story.when(resume(story, { reason: 'CORRECTION' }))).toMatchObject([{ dueAt: at('2026-11-23 15:30') }]);
  });

  it('holds what starts under it from its start', () => {
    const story = accepted('2026-11-23 09:00');
    story.when(pause(story));
    story.now = at('2026-11-23 10:00');
    story.answers('register');
    expect(story.state.clocks['tax']?.clock).toMatchObject({ state: 'PAUSED', usedMillis: 0 });
    story.now = at('2026-11-23 11:00');
    story.when(resume(story));
    expect(story.state.clocks['tax']?.clock.dueAt).toBe(at('2026-11-23 15:30'));
  });

  it('may be finished as it stands, and has counted what it had counted', () => {
    const story = atTheFive('2026-11-23 09:00');
    story.now = at('2026-11-23 09:30');
    story.when(pause(story));
    story.now = at('2026-11-24 09:00');
    story.allAnswer();
    expect(story.of('SlaMet')).toMatchObject([{ usedMillis: 30 * 60_000 }]);
    expect(story.rejection(resume(story))).toBe('CASE_ENDED');
  });

  it('is told to the applicant in writing: who, why, by which article, and the end as it now is', () => {
    const story = accepted('2026-11-23 09:00');
    story.when(pause(story, { reason: 'HEARING', department: 'market-regulation', expectedOn: '2026-11-25' }));
    const [line] = timeline(openingBook.plan, story.events).slice(-1);
    const document = story.state.documents.at(-1);
    expect(document).toMatchObject({ kind: 'clock-paused', number: 'QK-1-P1', date: '2026-11-23' });
    expect(document && noticeText(document)).toEqual(line?.text);
    for (const part of ['听证', '行政许可法 a.45', 'reviewer-1', '待签字', '2026-11-25'])
      expect(line?.text['zh-CN']).toContain(part);
    story.now = at('2026-11-23 10:00');
    story.when(resume(story, { reason: 'HEARING', department: 'market-regulation' }));
    const [again] = timeline(openingBook.plan, story.events).slice(-1);
    expect(again?.text.en).toContain('promised by 2026-11-23 16:30');
    expect(story.state.documents.map(({ kind }) => kind)).toEqual([
      'receipt',
      'acceptance',
      'clock-paused',
      'clock-resumed',
    ]);
  });

  it('that was overrun in another year goes on by a calendar whose every year is named, and can be told again', () => {
    const story = accepted('2026-11-23 14:00');
    story.now = at('2026-11-26 10:00');
    story.when(pause(story));
    story.now = at('2027-01-05 10:00');
    const { calendarVersion } = reprojectAt(story.now);
    const [resumed] = story.when(resume(story, { calendarVersion }));
    // a day off was published for 2026-11-24, on which it was due
    expect(resumed).toMatchObject({ dueAt: at('2026-11-25 09:00'), calendarVersion: '2026.2+2027.1' });
    const before = story.decisions.at(-1)?.before as CaseState;
    const again = decide(
      planDecider(openingBook),
      recallCase(openingBook.plan, [resumed as CaseEvent], before),
      before,
    );
    expect(again).toEqual({ kind: 'decided', events: [resumed] });
  });

  it('is not paused twice for one reason, nor resumed twice', () => {
    const story = accepted('2026-11-23 09:00');
    story.when(pause(story));
    expect(story.when(pause(story, { note: 'again' }))).toEqual([]);
    story.when(resume(story));
    expect(story.when(resume(story))).toEqual([]);
  });

  it.each<[string, Partial<PauseClock>, string]>([
    ['a hearing nobody holds', { reason: 'HEARING' }, 'DEPARTMENT_MISSING'],
    ['a hearing of unknown length', { reason: 'HEARING', department: 'market-regulation' }, 'EXPECTED_END_MISSING'],
    ['an end that has passed', { reason: 'CORRECTION', expectedOn: '2026-11-20' }, 'EXPECTED_END_PAST'],
    ['a department that has nothing to do', { department: 'tax' }, 'NO_SHARE_OF_DEPARTMENT'],
  ])('is not by %s', (_, over, code) => {
    const story = accepted('2026-11-23 09:00');
    expect(story.rejection(pause(story, over))).toBe(code);
  });

  it('is not before acceptance, nor where there is no case', () => {
    const story = new Story(openingBook, at('2026-11-23 09:00'));
    expect(story.rejection(pause(story))).toBe('NO_SUCH_CASE');
    story.submit();
    expect(story.rejection(pause(story))).toBe('NOT_BEFORE_ACCEPTANCE');
    expect(story.rejection(resume(story))).toBe('NOT_PAUSED');
  });
});

describe('an outage of a public utility', () => {
  it('stops nothing until a second person agrees, and then from when it was declared', () => {
    const story = accepted('2026-11-23 09:00');
    story.now = at('2026-11-23 09:30');
    story.when(declare(story));
    expect(story.state.clocks['case']?.clock.state).toBe('RUNNING');
    story.now = at('2026-11-23 10:00');
    expect(story.rejection({ type: 'ApproveOutage', at: story.now, by: 'admin-1' })).toBe('DUTIES_NOT_SEPARATE');
    const events = story.when({ type: 'ApproveOutage', at: story.now, by: 'hall-1' });
    expect(events.map(({ type }) => type)).toEqual(['OutageApproved', 'SlaPaused']);
    expect(events[1]).toMatchObject({
      asOf: at('2026-11-23 09:30'),
      by: 'admin-1',
      approvedBy: 'hall-1',
      document: { clock: { by: ['admin-1', 'hall-1'] } },
    });
    expect(caseView(openingBook, story.state, story.now).clock?.usedMinutes).toBe(30);
  });

  it('takes back a card that was raised while it lasted, and raises it in earnest later', () => {
    const story = accepted('2026-11-23 09:00');
    until(story, '2026-11-23 09:30');
    story.when(declare(story));
    until(story, '2026-11-23 10:00');
    expect(cards(story)).toEqual([['register/early-warning', at('2026-11-23 09:45')]]);
    const approved = story.when({ type: 'ApproveOutage', at: story.now, by: 'hall-1' });
    expect(approved.at(-1)).toMatchObject({
      type: 'CardTakenBack',
      card: 'register/early-warning',
      stoppedAt: at('2026-11-23 09:30'),
    });
    until(story, '2026-11-23 15:00');
    story.when(resume(story, { reason: 'UTILITY_OUTAGE' }));
    until(story, '2026-11-23 15:20');
    expect(cards(story).slice(1)).toEqual([['register/early-warning-2', at('2026-11-23 15:15')]]);
  });

  it('also stops the limit for acceptance, and what follows it', () => {
    const story = new Story(openingBook, at('2026-11-23 09:00'));
    story.submit();
    story.when(declare(story));
    story.when({ type: 'ApproveOutage', at: story.now, by: 'hall-1' });
    expect(nextCardAt(story.state)).toBeNull();
    story.now = at('2026-11-23 10:00');
    story.othersAnswer();
    expect(story.state.clocks['case']?.clock.state).toBe('PAUSED');
    // The law does not know it as a reason.
    expect(story.state.clocks['statutory-register']?.clock.state).toBe('RUNNING');
    story.now = at('2026-11-23 11:00');
    expect(story.when(resume(story, { reason: 'UTILITY_OUTAGE' }))).toMatchObject([{ dueAt: at('2026-11-23 17:30') }]);
  });

  it('is declared once at a time', () => {
    const story = accepted('2026-11-23 09:00');
    expect(story.rejection({ type: 'ApproveOutage', at: story.now, by: 'hall-1' })).toBe('NO_OUTAGE_DECLARED');
    story.when(declare(story));
    expect(story.when(declare(story))).toEqual([]);
    expect(story.rejection({ ...declare(story), by: 'admin-2' })).toBe('OUTAGE_DECLARED');
    story.when({ type: 'ApproveOutage', at: story.now, by: 'hall-1' });
    expect(story.when({ type: 'ApproveOutage', at: story.now, by: 'hall-1' })).toEqual([]);
    expect(story.rejection(declare(story))).toBe('OUTAGE_DECLARED');
  });
});

describe('the term the law gives registration', () => {
  it('is three working days from acceptance, which does not count itself, to the close of business', () => {
    const story = accepted('2026-11-23 09:00');
    expect(story.of('SlaStarted')[0]?.statutory).toEqual([
      {
        clock: 'statutory-register',
        step: 'register',
        department: 'market-regulation',
        workingDays: 3,
        article: '市场主体登记管理条例 a.19',
        dueAt: at('2026-11-26 17:30'),
        calendarVersion: '2026.1',
      },
    ]);
    // Over a holiday, and accepted on a day off.
    expect(accepted('2026-09-30 16:00').of('SlaStarted')[0]?.statutory?.[0]?.dueAt).toBe(at('2026-10-10 17:30'));
    expect(accepted('2026-11-21 10:00').of('SlaStarted')[0]?.statutory?.[0]?.dueAt).toBe(at('2026-11-25 17:30'));
  });

  it('is not stopped by what the applicant owes, but by what the law does not count', () => {
    const story = accepted('2026-11-23 09:00');
    story.when(pause(story, { reason: 'CORRECTION' }));
    expect(story.state.clocks['statutory-register']?.clock.state).toBe('RUNNING');
    expect(pauseGrounds.TOLERANCE.stopsStatutory).toBe(false);
    story.when(pause(story, { reason: 'TESTING', department: 'market-regulation', expectedOn: '2026-11-25' }));
    expect(story.state.clocks['statutory-register']?.clock.state).toBe('PAUSED');
    expect(story.rejection(extend(story))).toBe('TERM_STANDS_STILL');
  });

  it('is breached by an event of its own, once, and stands in the timeline', () => {
    const story = accepted('2026-11-23 09:00');
    until(story, '2026-11-30 09:00');
    expect(story.of('StatutoryTermBreached')).toMatchObject([
      { at: at('2026-11-26 17:30'), department: 'market-regulation', card: 'statutory-register/statutory-breach' },
    ]);
    expect(caseView(openingBook, story.state, story.now).statutoryClock?.state).toBe('BREACHED');
    const told = timeline(openingBook.plan, story.events).map(({ text }) => text.en);
    expect(told).toContain('statutory term exceeded (market-regulation)');
  });

  it('ends with the registration', () => {
    const story = accepted('2026-11-23 09:00');
    story.now = at('2026-11-24 09:00');
    story.answers('register');
    expect(caseView(openingBook, story.state, story.now).statutoryClock).toMatchObject({ state: 'MET' });
    until(story, '2026-12-01 09:00');
    expect(story.of('StatutoryTermBreached')).toEqual([]);
  });

  it('is lengthened by three working days, once, in writing; what is promised stays', () => {
    const story = accepted('2026-11-23 09:00');
    const [extended] = story.when(extend(story));
    expect(extended).toMatchObject({
      type: 'SlaExtended',
      dueAt: at('2026-12-01 17:30'),
      workingDays: 3,
      basis: '市场主体登记管理条例 a.19',
      document: {
        kind: 'term-extended',
        clock: { dueAt: at('2026-11-23 15:30'), statutoryDueAt: at('2026-12-01 17:30') },
      },
    });
    expect(story.rejection(extend(story))).toBe('CLOCK_EXTENDED_ALREADY');
    until(story, '2026-12-02 09:00');
    expect(story.of('StatutoryTermBreached')).toMatchObject([{ at: at('2026-12-01 17:30') }]);
  });

  it('is not lengthened when it is over, by the head of another authority, or for a reason the plan does not name', () => {
    const story = accepted('2026-11-23 09:00');
    expect(story.rejection(extend(story, { reason: 'GOVERNMENT_HEAD' }))).toBe('NO_TERM_TO_EXTEND');
    expect(story.rejection(extend(story, { department: 'tax' }))).toBe('TERM_OF_ANOTHER');
    until(story, '2026-11-27 09:00');
    expect(story.rejection(extend(story))).toBe('CLOCK_USED_UP');
  });

  it('bounds whatever is put off', () => {
    const story = accepted('2026-11-23 09:00');
    expect(barredBeyondTerm(story.state, at('2026-11-26 17:30'))).toBeNull();
    expect(barredBeyondTerm(story.state, at('2026-11-26 17:31'))).toMatchObject({ code: 'BEYOND_STATUTORY_TERM' });
    story.when(extend(story));
    expect(barredBeyondTerm(story.state, at('2026-12-01 17:30'))).toBeNull();
  });
});

describe('a term that begins anew', () => {
  const restart = (story: Story, over: Partial<RestartClock> = {}): RestartClock => ({
    type: 'RestartClock',
    at: story.now,
    by: 'head-1',
    reason: 'APPLICATION_REPLACED',
    department: 'market-regulation',
    note: '变更申请事项',
    ...over,
  });

  it('has all of it again: what is promised from now, the term of the law in its days from today', () => {
    const story = accepted('2026-11-23 16:00');
    story.when(extend(story));
    until(story, '2026-11-24 10:00');
    const [restarted] = story.when(restart(story));
    expect(restarted).toMatchObject({
      type: 'SlaRestarted',
      basis: '行政许可法 a.32, a.42',
      usedMillis: 210 * 60_000,
      dueAt: at('2026-11-24 16:30'),
      clocks: [{ clock: 'case', dueAt: at('2026-11-24 16:30') }],
      // what was granted on top of the former term ended with it
      statutory: [{ clock: 'statutory-register', workingDays: 3, dueAt: at('2026-11-27 17:30') }],
      document: {
        kind: 'clock-restarted',
        number: 'QK-1-B1',
        clock: { by: ['head-1'], dueAt: at('2026-11-24 16:30'), statutoryDueAt: at('2026-11-27 17:30') },
      },
    });
    const view = caseView(openingBook, story.state, story.now);
    expect([view.clock?.usedMinutes, view.clock?.startedAt]).toEqual([0, story.now]);
    const [line] = timeline(openingBook.plan, story.events).slice(-1);
    for (const part of ['重新计时', '行政许可法 a.32, a.42', 'head-1', '变更申请事项'])
      expect(line?.text['zh-CN']).toContain(part);
  });

  it('raises its own cards, each once; those of the former term stand as they were raised', () => {
    const story = accepted('2026-11-23 09:00');
    until(story, '2026-11-23 12:00');
    story.when(restart(story));
    until(story, '2026-11-24 12:00');
    expect(cards(story).filter(([card]) => card.startsWith('case/'))).toEqual([
      ['case/early-warning', at('2026-11-23 11:00')],
      ['case/yellow', at('2026-11-23 12:00')],
      ['case/early-warning-2', at('2026-11-23 16:30')],
      ['case/yellow-2', at('2026-11-23 17:30')],
      ['case/red', at('2026-11-24 09:00')],
      ['case/escalation', at('2026-11-24 10:00')],
    ]);
    story.answers('register');
    story.allAnswer();
    expect(story.of('CardTakenBack')).toEqual([]);
  });

  it('leaves what is overrun as it is: a breach cannot be undone', () => {
    const story = accepted('2026-11-23 09:00');
    until(story, '2026-11-23 11:00');
    story.when(restart(story));
    // the share of registration was over after ninety minutes
    expect(story.of('SlaRestarted')[0]?.clocks.map(({ clock }) => clock)).toEqual(['case']);
    until(story, '2026-11-24 12:00');
    expect(story.rejection(restart(story, { note: 'again' }))).toBe('CLOCK_USED_UP');
  });

  it('gives an open share its own time anew', () => {
    const story = accepted('2026-11-23 09:00');
    until(story, '2026-11-23 10:00');
    story.when(restart(story));
    expect(story.state.clocks['register']?.clock).toMatchObject({ dueAt: at('2026-11-23 11:30'), usedMillis: 0 });
  });

  it('leaves every minute somebody’s: those before it are on no clock any more', () => {
    const story = accepted('2026-11-23 09:00');
    story.now = at('2026-11-23 10:00');
    story.when(restart(story));
    story.now = at('2026-11-23 10:20');
    story.allAnswer();
    const { stretches, sums } = caseMinutes(openingBook, story.events, story.now);
    expect(stretches.map(({ phase, holder, millis }) => [phase, holder.step, toMinutes(millis)])).toEqual([
      ['off-clock', 'register', 60],
      ['work', 'register', 20],
    ]);
    expect(story.of('SlaMet')).toMatchObject([{ usedMillis: sums.work }]);
  });

  /** Registration says no at 09:20, the head accepts anew at 09:30, and the answer is heard at 09:31. */
  function refusedBefore(anew: (story: Story) => void): Story {
    const story = accepted('2026-11-23 09:00');
    const said = { answeredAt: at('2026-11-23 09:20') };
    story.now = at('2026-11-23 09:30');
    anew(story);
    story.now = at('2026-11-23 09:31');
    story.answers('register', { outcome: 'refused', findings: [finding({ phase: 'substance' })] }, said);
    return story;
  }

  it('is not ended before it began by what was said before and heard afterwards: that keeps its date', () => {
    const story = refusedBefore((one) => one.when(restart(one)));
    const begunAt = at('2026-11-23 09:30');
    expect(story.of('StepAnswered').at(-1)).toMatchObject({ answeredAt: at('2026-11-23 09:20') });
    expect(story.of('CaseRefused')).toMatchObject([{ at: story.now, asOf: begunAt }]);
    expect(story.of('SlaMet')).toMatchObject([{ stoppedAt: begunAt, usedMillis: 0 }]);
    expect(story.state.end?.at).toBe(begunAt);
    expect(Object.values(story.state.clocks).filter(({ clock }) => isOpen(clock))).toEqual([]);
    const { stretches } = caseMinutes(openingBook, story.events, story.now);
    expect(stretches.map(({ holder, millis }) => [holder.kind, holder.step, toMinutes(millis)])).toEqual([
      ['department', 'register', 20],
      ['house', null, 10],
    ]);
    for (const { before, events } of story.decisions)
      expect(decide(planDecider(openingBook), recallCase(openingBook.plan, events, before), before)).toEqual({
        kind: 'decided',
        events,
      });
  });

  it('nor by an answer whose machine was behind by more than that', () => {
    const story = accepted('2026-11-23 09:00');
    story.now = at('2026-11-23 09:30');
    story.when(restart(story));
    const said = { answeredAt: at('2026-11-23 09:20') };
    while (story.open().length > 0) for (const { step } of story.open()) story.answers(step, {}, said);
    expect(story.of('CaseCompleted')).toMatchObject([{ asOf: story.now }]);
    expect(story.of('SlaMet')).toMatchObject([{ stoppedAt: story.now, usedMillis: 0 }]);
  });

  it('nor by a withdrawal that was granted before it was asked for', () => {
    const story = accepted('2026-11-23 09:00');
    story.now = at('2026-11-23 09:30');
    story.when(restart(story));
    story.when({ type: 'Withdraw', at: story.now });
    const granted = { department: 'market-regulation', granted: true, answeredAt: at('2026-11-23 09:29') };
    story.when({ type: 'TakeWithdrawalAnswer', at: story.now, ...granted });
    expect(story.of('CaseWithdrawn')).toMatchObject([{ asOf: story.now }]);
  });

  it('says from when the application counts as accepted', () => {
    const story = accepted('2026-11-23 09:00');
    story.now = at('2026-11-23 09:30');
    story.when(restart(story));
    expect(receiptsOf(openingBook, story.state, story.events).promise).toMatchObject({
      acceptedAt: story.now,
      dueAt: at('2026-11-23 16:00'),
    });
  });

  it('of the time when it said nothing of that, ends as it did', () => {
    const story = refusedBefore((one) => {
      const decision = one.decide(restart(one));
      if (decision.kind === 'rejection') throw new Error(decision.code);
      one.take(decision.events.map((event) => ({ ...event, acceptedAt: undefined })) as CaseEvent[]);
    });
    expect(story.of('CaseRefused')).toMatchObject([{ asOf: at('2026-11-23 09:20') }]);
  });

  it('is so once for what is said once', () => {
    const story = accepted('2026-11-23 09:00');
    story.when(restart(story));
    expect(story.when(restart(story))).toEqual([]);
  });

  it.each<[string, string, (story: Story) => void, Partial<RestartClock>]>([
    ['by the head of another authority', 'RESTART_OF_ANOTHER', () => undefined, { department: 'tax' }],
    ['while it stands still', 'CLOCK_STANDS_STILL', (story) => story.when(pause(story)), {}],
    ['once the company is registered', 'TOO_LATE_TO_RESTART', (story) => story.answers('register'), {}],
    ['while a withdrawal is decided', 'WITHDRAWAL_PENDING', (s) => s.when({ type: 'Withdraw', at: s.now }), {}],
    [
      'when the case has ended',
      'CASE_ENDED',
      (story) => {
        story.allAnswer();
      },
      {},
    ],
  ])('is not %s', (_, code, before, over) => {
    const story = accepted('2026-11-23 09:00');
    before(story);
    expect(story.rejection(restart(story, over))).toBe(code);
  });

  it('is not before acceptance, nor where there is no case', () => {
    const story = new Story(openingBook, at('2026-11-23 09:00'));
    expect(story.rejection(restart(story))).toBe('NO_SUCH_CASE');
    story.submit();
    expect(story.rejection(restart(story))).toBe('NO_CLOCK_RUNS');
  });
});

describe('the minutes of a case that was paused', () => {
  it('are his for whom it stood still, on no clock: the applicant, the department, or nobody', () => {
    const story = accepted('2026-11-23 09:00');
    const [office, hearing] = ['market-regulation', { reason: 'HEARING' as const }];
    story.now = at('2026-11-23 09:10');
    story.when(pause(story));
    story.now = at('2026-11-23 09:30');
    story.when(resume(story));
    story.now = at('2026-11-23 09:40');
    story.when(pause(story, { ...hearing, department: office, expectedOn: '2026-11-23' }));
    story.now = at('2026-11-23 10:40');
    story.when(resume(story, { ...hearing, department: office }));
    story.when(declare(story));
    story.now = at('2026-11-23 10:45');
    story.when({ type: 'ApproveOutage', at: story.now, by: 'hall-1' });
    story.now = at('2026-11-23 11:40');
    story.when(resume(story, { reason: 'UTILITY_OUTAGE' }));
    story.now = at('2026-11-23 11:45');
    const { stretches, sums } = caseMinutes(openingBook, story.events, story.now);
    expect(
      stretches.map(({ phase, holder, officer, millis, reason }) => [
        phase,
        holder.department ?? holder.kind,
        holder.step,
        officer,
        reason.code,
        toMinutes(millis),
      ]),
    ).toEqual([
      ['work', office, 'register', false, 'ASKED', 10],
      ['off-clock', 'applicant', 'pause-1', false, 'PAUSED', 20],
      ['work', office, 'register', false, 'ASKED', 10],
      ['off-clock', office, 'pause-2', true, 'PAUSED', 60],
      ['off-clock', 'house', 'pause-3', false, 'PAUSED', 60],
      ['work', office, 'register', false, 'ASKED', 5],
    ]);
    expect(toMinutes(sums.work)).toBe(25);
  });
});
