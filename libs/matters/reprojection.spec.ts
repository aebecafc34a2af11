import { describe, expect, it } from '@jest/globals';
import { decide } from '@yichuang/kernel';
import { isOpen } from '@yichuang/working-time';
import { nextCardAt } from './cards.js';
import { calendarHistory } from './calendar-history.js';
import { recallCase } from './case-recall.js';
import { caseView } from './case-view.js';
import { explainedClocks } from './explained-clocks.js';
import { planDecider } from './plan-decider.js';
import { amended2026, fictional2027, reprojectAt } from './testing/calendars.js';
import { at, openingBook, Story } from './testing/stories.js';
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
