import { describe, expect, it } from '@jest/globals';
import { calendarYears, defaultCalendar } from '@yichuang/working-time';
import { nextCardAt } from './cards.js';
import { caseView } from './case-view.js';
import { at, finding, openingBook, Story, submission } from './testing/stories.js';

/** Lets the case's one timer go off as often as it is due by then. */
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

describe('the limit from submission to notice or acceptance', () => {
  it('raises warning, yellow, red and escalation, each at its own working minute and once', () => {
    const story = new Story(openingBook, at('2026-11-23 11:50'));
    story.submit();
    until(story, '2026-11-25 09:00');
    expect(cards(story)).toEqual([
      ['intake-1/early-warning', at('2026-11-23 14:35')],
      ['intake-1/yellow', at('2026-11-23 14:42:30')],
      ['intake-1/red', at('2026-11-23 14:50')],
      ['intake-1/escalation', at('2026-11-23 15:50')],
    ]);
    expect(story.of('RedCardIssued')[0]).toMatchObject({
      at: at('2026-11-23 14:50'),
      department: null,
      calendarVersion: '2026.1',
    });
    expect(story.of('RedCardIssued')[0]?.waiting).toHaveLength(7);
    expect(nextCardAt(story.state)).toBeNull();
  });

  it('ends with the notice, and begins again with the correction', () => {
    const story = new Story();
    story.submit();
    story.answers('tax-check', { findings: [finding()] });
    story.othersAnswer();
    expect(nextCardAt(story.state)).toBeNull();
    const { inputs, leftOut, sections } = submission();
    story.when({ type: 'CorrectApplication', at: at('2026-11-24 09:00'), inputs, leftOut, sections });
    expect(nextCardAt(story.state)).toBe(at('2026-11-24 09:15'));
  });
});

describe('the clock of a case', () => {
  it.each([
    ['2026-11-23 08:00', '2026-11-23 12:00'],
    ['2026-11-23 11:59', '2026-11-24 08:59'],
    ['2026-11-23 12:30', '2026-11-24 09:00'],
    ['2026-11-23 18:00', '2026-11-24 12:00'],
    ['2026-11-21 10:00', '2026-11-23 12:00'],
    ['2026-09-30 16:00', '2026-10-08 10:00'],
    ['2026-02-14 14:30', '2026-02-24 09:00'],
  ])('accepted at %s is due at %s', (from, to) => {
    expect(accepted(from).of('SlaStarted')[0]).toMatchObject({
      dueAt: at(to),
      budgetMinutes: 240,
      calendarVersion: '2026.1',
    });
  });

  it('starts at the next opening; done before that is met with nothing used', () => {
    const story = accepted('2026-11-22 03:00');
    expect(story.of('SlaStarted')[0]?.startedAt).toBe(at('2026-11-23 08:00'));
    story.allAnswer();
    expect(story.of('SlaMet')[0]).toMatchObject({ usedMillis: 0, stoppedAt: at('2026-11-22 03:00') });
    expect(caseView(openingBook, story.state, at('2026-11-30 09:00')).clock).toMatchObject({
      state: 'MET',
      usedMinutes: 0,
    });
  });

  it('and those of the departments raise their cards at their shares, through one timer', () => {
    const story = accepted('2026-11-23 08:00');
    until(story, '2026-11-23 09:00');
    story.answers('register');
    until(story, '2026-11-23 09:50');
    story.othersAnswer('tax');
    until(story, '2026-11-24 17:30');
    expect(cards(story)).toEqual([
      ['register/early-warning', at('2026-11-23 08:45')],
      ['case/early-warning', at('2026-11-23 10:00')],
      ['tax/early-warning', at('2026-11-23 10:00')],
      ['tax/yellow', at('2026-11-23 10:30')],
      ['case/yellow', at('2026-11-23 11:00')],
      ['tax/red', at('2026-11-23 11:00')],
      ['case/red', at('2026-11-23 12:00')],
      ['tax/escalation', at('2026-11-23 12:00')],
      ['case/escalation', at('2026-11-23 15:30')],
    ]);
    expect(story.of('RedCardIssued').map(({ department, waiting }) => [department, waiting])).toEqual([
      ['tax', ['tax']],
      [null, ['tax']],
    ]);
    story.answers('tax');
    expect(story.types().at(-1)).toBe('SlaBreached');
    expect(caseView(openingBook, story.state, story.now).clock).toMatchObject({ state: 'BREACHED', usedMinutes: 840 });
  });

  it('stops at the fact that ended it, and a card raised before the fact was heard is taken back', () => {
    const story = accepted('2026-11-23 08:00');
    story.answers('register', {}, { answeredAt: at('2026-11-23 08:10'), at: at('2026-11-23 08:10') });
    story.othersAnswer('tax');
    until(story, '2026-11-23 14:40');
    expect(cards(story).map(([card]) => card)).toContain('case/red');
    const events = story.answers('tax', {}, { answeredAt: at('2026-11-23 11:30') });
    expect(events.map(({ type }) => type)).toEqual([
      'StepAnswered',
      'PackageReady',
      'CaseCompleted',
      'SlaMet',
      'CardTakenBack',
    ]);
    expect(story.of('CardTakenBack')).toMatchObject([{ card: 'case/red', stoppedAt: at('2026-11-23 11:30') }]);
    // The department itself was late, and its own cards stand.
    expect(cards(story).map(([card]) => card)).toContain('tax/escalation');
    expect(story.of('SlaMet')[0]).toMatchObject({ stoppedAt: at('2026-11-23 11:30'), usedMillis: 210 * 60_000 });
  });

  it('goes on while an officer has the case', () => {
    const story = accepted('2026-11-23 08:00');
    story.answers('register', { outcome: 'review' });
    until(story, '2026-11-23 12:00');
    expect(cards(story).map(([card]) => card)).toContain('case/red');
  });

  it('counts for nobody once the case is withdrawn', () => {
    const story = accepted('2026-11-23 08:00');
    story.when({ type: 'Withdraw', at: story.now });
    const word = { at: story.now, answeredAt: story.now, department: 'market-regulation', granted: true };
    story.when({ type: 'TakeWithdrawalAnswer', ...word });
    expect(nextCardAt(story.state)).toBeNull();
    expect(caseView(openingBook, story.state, story.now).clock?.state).toBe('VOID');
  });

  it('that reaches into a year without a published calendar says so', () => {
    const story = accepted('2026-12-31 16:00');
    expect(story.of('SlaStarted')[0]).toMatchObject({ provisional: true, calendarVersion: '2026.1+2027.0' });
    expect(accepted('2026-12-31 08:00').of('SlaStarted')[0]).not.toHaveProperty('provisional');
  });
});

describe('the timer', () => {
  it('that goes off late raises what was due by it, and nothing that a fact on its way may still undo', () => {
    const story = new Story(openingBook, at('2026-11-23 08:00'));
    story.submit();
    const dueAt = nextCardAt(story.state) as number;
    const late = story.when({ type: 'Fire', kind: 'clock', at: at('2026-11-23 12:00'), dueAt });
    expect(late.map(({ type, at: when }) => [type, when])).toEqual([['EarlyWarningRaised', at('2026-11-23 08:15')]]);
    expect(nextCardAt(story.state)).toBe(at('2026-11-23 08:22:30'));
  });

  it('of a moved deadline raises nothing', () => {
    const story = new Story(openingBook, at('2026-11-23 08:00'));
    story.submit();
    const dueAt = nextCardAt(story.state) as number;
    story.othersAnswer();
    expect(story.when({ type: 'Fire', kind: 'clock', at: dueAt, dueAt })).toEqual([]);
  });
});

describe('a clock that runs', () => {
  it('keeps to the calendar it was started under when another is published', () => {
    const asked: (string | undefined)[] = [];
    const book = {
      ...openingBook,
      calendars: (hall: string, version?: string) => {
        asked.push(version);
        return defaultCalendar(hall);
      },
    };
    const story = new Story(book, at('2026-11-23 08:00'));
    story.submit();
    asked.length = 0;
    story.othersAnswer();
    caseView(book, story.state, story.now);
    expect(new Set(asked)).toEqual(new Set([undefined, '2026.1']));
    expect(calendarYears.map(({ version }) => version)).toContain('2026.1');
  });
});
