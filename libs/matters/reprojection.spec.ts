import { describe, expect, it } from '@jest/globals';
import { decide } from '@yichuang/kernel';
import { calendarBook, calendarYears, isOpen, type CalendarYear } from '@yichuang/working-time';
import { nextCardAt } from './cards.js';
import { calendarHistory } from './calendar-history.js';
import { recallCase } from './case-recall.js';
import { caseView } from './case-view.js';
import { nextSilenceAt } from './consultation.js';
import { explainedClocks } from './explained-clocks.js';
import { planDecider } from './plan-decider.js';
import { amended2026, fictional2027, reprojectAt } from './testing/calendars.js';
import { at, finding, openingBook, Story } from './testing/stories.js';
import { timeline } from './timeline.js';

/** Accepted on Monday at half past four: due on Tuesday, which the amended calendar takes away. */
function accepted(): Story {
  const story = new Story(openingBook, at('2026-11-23 16:30'));
  story.submit();
  story.othersAnswer();
  story.now = at('2026-11-23 17:00');
  return story;
}

describe('a calendar that is published', () => {
  it('moves what is due in one event, for the case and for every share that runs, each with its versions', () => {
    const story = accepted();
    const [event, ...more] = story.when(reprojectAt(story.now));
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      type: 'SlaReprojected',
      at: story.now,
      reason: 'CALENDAR_PUBLISHED',
      basis: '国务院办公厅放假安排通知',
      notices: [{ version: '2026.2', citation: amended2026.source }, { version: '2027.1' }],
    });
    const { clocks } = story.of('SlaReprojected')[0]!;
    const running = Object.values(story.state.clocks).filter(({ clock }) => isOpen(clock));
    expect(clocks.map(({ clock }) => clock)).toEqual(running.map(({ id }) => id));
    expect(clocks).toContainEqual({
      clock: 'case',
      department: null,
      from: '2026.1',
      to: '2026.2+2027.1',
      dueBefore: at('2026-11-24 11:00'),
      dueAfter: at('2026-11-25 11:00'),
    });
    expect(story.state.clocks['case']?.clock.dueAt).toBe(at('2026-11-25 11:00'));
  });

  it('moves the cards that lie ahead with it, and leaves those that were raised', () => {
    const story = accepted();
    story.now = at('2026-11-24 09:30');
    const dueAt = nextCardAt(story.state)!;
    story.when({ type: 'Fire', kind: 'clock', at: dueAt, dueAt });
    const raised = Object.values(story.state.cards);
    expect(raised.length).toBeGreaterThan(0);
    story.when(reprojectAt(dueAt));
    expect(Object.values(story.state.cards)).toEqual(raised);
    const marks = story.state.clocks['case']!.marks.map(({ card, dueAt: due }) => [card, due]);
    expect(marks).toContainEqual(['red', at('2026-11-25 11:00')]);
    expect(nextCardAt(story.state)).toBeGreaterThan(dueAt);
  });

  it('is reckoned with once, and never taken back for an older one', () => {
    const story = accepted();
    const first = reprojectAt(story.now);
    story.when(first);
    expect(story.when({ ...first, at: story.now + 60_000 })).toEqual([]);
    expect(story.when({ ...first, calendarVersion: '2025.1+2026.1+2027.0', notices: [] })).toEqual([]);
    expect(story.of('SlaReprojected')).toHaveLength(1);
  });

  it('is told also where nothing moves, for the case now rests on it', () => {
    const story = new Story(openingBook, at('2026-11-25 08:00'));
    story.submit();
    story.othersAnswer();
    story.when(reprojectAt(story.now));
    const { clocks, notices } = story.of('SlaReprojected')[0]!;
    expect(clocks.every(({ dueBefore, dueAfter }) => dueBefore === dueAfter)).toBe(true);
    expect(notices.map(({ version }) => version)).toEqual(['2026.2', '2027.1']);
    expect(timeline(openingBook.plan, story.events).at(-1)?.text).toEqual({
      'zh-CN': `工作日历更新，期限不变：${amended2026.source['zh-CN']}；${fictional2027.source['zh-CN']}`,
      en: `new working calendar, nothing moves: ${amended2026.source.en}; ${fictional2027.source.en}`,
    });
  });

  it('touches no clock that is closed, and none that stands still', () => {
    const story = accepted();
    story.when({
      type: 'PauseClock',
      at: story.now,
      by: 'officer-1',
      reason: 'APPLICANT',
      department: null,
      note: '',
      expectedOn: null,
    });
    const before = Object.values(story.state.clocks).filter(({ clock }) => clock.state !== 'RUNNING');
    story.when(reprojectAt(story.now));
    for (const of of before) expect(story.state.clocks[of.id]).toBe(of);
    const ended = accepted();
    ended.allAnswer();
    const { clocks } = ended.state;
    expect(ended.when(reprojectAt(ended.now))).toEqual([]);
    expect(ended.state.clocks).toBe(clocks);
  });

  it('is no reason for a case that does not exist', () => {
    expect(new Story().rejection(reprojectAt(at('2026-11-23 09:00')))).toBe('NO_SUCH_CASE');
  });

  it('is decided again from its event alone', () => {
    const story = accepted();
    story.when(reprojectAt(story.now));
    const { before, events } = story.decisions.at(-1)!;
    const again = decide(planDecider(openingBook), recallCase(openingBook.plan, events, before), before);
    expect(again).toEqual({ kind: 'decided', events });
  });

  it('goes on with what was counted: the case ends in time by the end it was told', () => {
    const story = accepted();
    story.when(reprojectAt(story.now));
    story.now = at('2026-11-25 10:59');
    expect(caseView(openingBook, story.state, story.now).clock).toMatchObject({ usedMinutes: 239, state: 'RUNNING' });
    story.allAnswer();
    expect(story.of('SlaMet')).toHaveLength(1);
  });

  it('is told to the applicant with its reason, and who asks sees which calendar said what', () => {
    const story = accepted();
    story.when(reprojectAt(story.now));
    const line = timeline(openingBook.plan, story.events).at(-1);
    expect(line?.text['zh-CN']).toBe(
      `工作日历更新，期限由 2026-11-24 11:00 改为 2026-11-25 11:00：${amended2026.source['zh-CN']}；${fictional2027.source['zh-CN']}`,
    );
    expect(line?.text.en).toMatch(/^new working calendar, due 2026-11-25 11:00 and no longer 2026-11-24 11:00: /);
    expect(calendarHistory(story.events).filter(({ clock }) => clock === 'case')).toEqual([
      {
        clock: 'case',
        at: at('2026-11-23 16:30'),
        calendarVersion: '2026.1',
        dueAt: at('2026-11-24 11:00'),
        because: [],
      },
      {
        clock: 'case',
        at: story.now,
        calendarVersion: '2026.2+2027.1',
        dueAt: at('2026-11-25 11:00'),
        because: [amended2026.source, fictional2027.source],
      },
    ]);
    const told = new Set(calendarHistory(story.events).map(({ clock }) => clock));
    expect(explainedClocks(openingBook, story.state, story.now).every(({ id }) => told.has(id))).toBe(true);
  });

  it('is what a clock that stood still is reckoned by when it goes on, which is told beside it', () => {
    const story = accepted();
    const asked = { at: story.now, by: 'officer-1', reason: 'APPLICANT', department: null, note: '' } as const;
    story.when({ ...asked, type: 'PauseClock', expectedOn: null });
    const { calendarVersion } = reprojectAt(story.now);
    story.when({ ...asked, type: 'ResumeClock', at: at('2026-11-23 17:30'), calendarVersion });
    const said = calendarHistory(story.events).filter(({ clock }) => clock === 'case');
    expect(said.map(({ dueAt, because }) => [dueAt, because.length])).toEqual([
      [at('2026-11-24 11:00'), 0],
      [at('2026-11-25 11:30'), 1],
    ]);
    story.when({ ...asked, type: 'ExtendTerm', reason: 'REGISTRATION_HEAD', department: 'market-regulation' });
    expect(calendarHistory(story.events).at(-1)).toMatchObject({
      clock: 'statutory-register',
      because: [expect.anything()],
    });
  });
});

describe('a calendar that is published while one department waits for what another thinks', () => {
  const ID = 'tax.registration.1';
  const [DUE, MOVED] = [at('2026-11-24 08:30'), at('2026-11-25 08:30')];

  /** Tax waits for an officer, who asks at five on Monday: half an hour of the time to answer is left for the next day. */
  function asked(book = openingBook, calendarVersion = '2026.1'): Story {
    const story = new Story(book, at('2026-11-23 16:30'));
    story.submit();
    story.othersAnswer();
    story.answers('register');
    story.othersAnswer('tax');
    story.answers('tax', { outcome: 'review', findings: [finding({ phase: 'substance', verdict: 'unknown' })] });
    story.now = at('2026-11-23 17:00');
    const to = { department: 'tax', desk: 'registration', to: 'social-insurance', step: 'tax', round: 1 };
    const said = { by: 'reviewer-tax', question: 'q', minutes: null, calendarVersion };
    story.when({ type: 'OpenConsultation', at: story.now, id: ID, ...to, ...said });
    return story;
  }
  const opinion = (story: Story, answeredAt = story.now) =>
    story.when({
      ...{ type: 'TakeOpinion', at: story.now, answeredAt, department: 'social-insurance', id: ID },
      ...{ opinion: 'no-objection', reason: 'so', article: null, by: 'reviewer-si' },
    });
  const fire = (story: Story, dueAt: number) => {
    story.now = dueAt;
    story.when({ type: 'Fire', kind: 'clock', at: dueAt, dueAt });
  };
  const pause = (story: Story) => {
    const why = { reason: 'APPLICANT', department: null, note: '', expectedOn: null } as const;
    story.when({ type: 'PauseClock', at: story.now, by: 'officer-1', ...why });
  };

  it('moves the end of the question, and its timer, by an event of its own; once', () => {
    const story = asked();
    expect(nextSilenceAt(story.state)).toBe(DUE);
    const [clocks, ...questions] = story.when(reprojectAt(story.now));
    expect(clocks).toMatchObject({ type: 'SlaReprojected' });
    expect(questions).toEqual([
      {
        type: 'ConsultationReprojected',
        at: story.now,
        calendarVersion: reprojectAt(0).calendarVersion,
        reason: 'CALENDAR_PUBLISHED',
        basis: '国务院办公厅放假安排通知',
        notices: reprojectAt(0).notices,
        ...{ id: ID, from: 'tax', desk: 'registration', to: 'social-insurance' },
        ...{ reckonedBefore: '2026.1', reckonedNow: '2026.2+2027.1', dueBefore: DUE, dueAt: MOVED },
      },
    ]);
    expect(nextSilenceAt(story.state)).toBe(MOVED);
    expect(story.when({ ...reprojectAt(story.now + 60_000) })).toEqual([]);
    const older = { calendarVersion: '2025.1+2026.1+2027.0', notices: [] };
    expect(story.when({ ...reprojectAt(story.now), ...older })).toEqual([]);
  });

  it('does so also where every clock stands still', () => {
    const story = asked();
    pause(story);
    expect(story.when(reprojectAt(story.now)).map(({ type }) => type)).toEqual(['ConsultationReprojected']);
  });

  it('lets the other answer up to the new end, and counts silence from there', () => {
    const answering = asked();
    answering.when(reprojectAt(answering.now));
    answering.now = at('2026-11-25 08:29');
    expect(opinion(answering)).toMatchObject([{ type: 'ConsultationAnswered', answeredAt: answering.now }]);

    const silent = asked();
    silent.when(reprojectAt(silent.now));
    fire(silent, DUE);
    expect(silent.of('NoObjectionDeemed')).toEqual([]);
    fire(silent, MOVED);
    expect(silent.of('NoObjectionDeemed')).toMatchObject([{ at: MOVED, dueAt: MOVED }]);
  });

  it.each<[string, (story: Story) => void]>([
    ['that was answered', (story) => opinion(story)],
    [
      'whose time is over, though no timer has said so',
      (story) => {
        story.now = DUE;
      },
    ],
  ])('leaves a question %s as it is', (_, close) => {
    const story = asked();
    close(story);
    const before = story.state.consultations;
    story.when(reprojectAt(story.now));
    expect(story.of('ConsultationReprojected')).toEqual([]);
    expect(story.state.consultations).toEqual(before);
  });

  it('makes nobody silent who had been told a later end', () => {
    const after: CalendarYear = { ...amended2026, version: '2026.3', holidays: [] };
    const calendars = calendarBook(calendarYears, [amended2026, fictional2027, after]);
    const book = { ...openingBook, calendars: calendars.of };
    const story = asked(book, '2026.2+2027.1');
    expect(nextSilenceAt(story.state)).toBe(MOVED);
    story.now = at('2026-11-25 08:10');
    // the day off was none after all: the time to answer would have been over the day before
    story.when({ ...reprojectAt(story.now), calendarVersion: calendars.version });
    expect(story.of('ConsultationReprojected')).toMatchObject([
      { reckonedNow: '2026.3+2027.1', dueBefore: MOVED, dueAt: MOVED },
    ]);
    expect(story.when({ ...reprojectAt(story.now), calendarVersion: calendars.version })).toEqual([]);
  });

  it('is told in plain words, and who asks sees which calendar said what', () => {
    const story = asked();
    story.when(reprojectAt(story.now));
    const line = timeline(openingBook.plan, story.events).at(-1);
    expect(line).toMatchObject({ type: 'ConsultationReprojected', department: 'social-insurance' });
    expect(line?.text['zh-CN']).toMatch(/由 2026-11-24 08:30 改为 2026-11-25 08:30：虚构的2026年补充通知/);
    expect(line?.text.en).toContain('by 2026-11-25 08:30 and no longer by 2026-11-24 08:30: fictional amendment');
    expect(calendarHistory(story.events).filter(({ clock }) => clock === ID)).toEqual([
      { clock: ID, at: story.now, calendarVersion: '2026.1', dueAt: DUE, because: [] },
      {
        ...{ clock: ID, at: story.now, calendarVersion: '2026.2+2027.1', dueAt: MOVED },
        because: [amended2026.source, fictional2027.source],
      },
    ]);
  });

  it('is decided again from the record alone, as what was decided when only clocks were moved is', () => {
    const { consultations: _too, ...clocksOnly } = reprojectAt(at('2026-11-23 17:00'));
    for (const command of [reprojectAt(at('2026-11-23 17:00')), clocksOnly])
      for (const first of [() => undefined, pause]) {
        const story = asked();
        first(story);
        const events = story.when(command);
        const moved = events.filter(({ type }) => type === 'ConsultationReprojected');
        expect(moved).toHaveLength(command === clocksOnly ? 0 : 1);
        for (const { before, events: written } of story.decisions) {
          const again = decide(planDecider(openingBook), recallCase(openingBook.plan, written, before), before);
          expect(again).toEqual({ kind: 'decided', events: written });
        }
      }
  });
});
