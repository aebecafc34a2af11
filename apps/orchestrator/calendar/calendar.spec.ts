import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { decide } from '@yichuang/kernel';
import { holdsInAnyHistory, storyOf, typesOf } from '@yichuang/testing';
import { calendarYears, noticedYear, readNotice } from '@yichuang/working-time';
import fc from 'fast-check';
import { parse } from 'yaml';
import { calendarDecider } from './calendar.js';
import { calendarDesk } from './desk.js';
import type { CalendarCommand, CalendarEvent, ProposeCalendar } from './events.js';
import { recallCalendar } from './recall.js';
import { publishedYears } from './state.js';
import { fictionalNotice } from './testing-notice.js';

const { given, after, played } = storyOf(calendarDecider);
const shipped = calendarYears.map(({ version }) => version);
const propose = (over: Partial<ProposeCalendar> = {}): ProposeCalendar => ({
  type: 'ProposeCalendar',
  at: 1,
  by: 'author',
  notice: fictionalNotice,
  shipped,
  ...over,
});
const publish = (by = 'publisher', version = '2027.1'): CalendarCommand => ({
  type: 'PublishCalendar',
  at: 2,
  by,
  version,
});
const reject = (version = '2027.1'): CalendarCommand => ({
  type: 'RejectCalendar',
  at: 2,
  by: 'publisher',
  version,
  reason: '引用有误',
});
const withdraw = (by = 'author', version = '2027.1'): CalendarCommand => ({
  type: 'WithdrawCalendar',
  at: 2,
  by,
  version,
});
const rejections = (...commands: readonly CalendarCommand[]) => played(commands).rejections;
const other = { ...fictionalNotice, makeUpDays: ['2027-05-08', '2027-10-16'] };

describe('the calendar of a year', () => {
  it('is proposed under the next number of its year, with everything the decision rests on', () => {
    expect(given().when(propose())).toEqual([
      { type: 'CalendarProposed', at: 1, by: 'author', version: '2027.1', notice: fictionalNotice, shipped },
    ]);
    const next = { ...fictionalNotice, year: 2028 };
    expect(given().when(propose({ notice: next }))).toMatchObject([{ version: '2028.1' }]);
  });

  it('is published by another than who proposed it', () => {
    expect(given(propose()).when(publish())).toEqual([
      { type: 'CalendarPublished', at: 2, by: 'publisher', version: '2027.1' },
    ]);
    const own = decide(calendarDecider, publish('author'), after(propose()));
    expect(own).toMatchObject({ kind: 'rejection', code: 'DUTIES_NOT_SEPARATE' });
    expect((own as { text: { en: string } }).text.en).toMatch(/^R-SOD-06: /);
  });

  it('is in force as the notice fixes it', () => {
    expect(publishedYears(after(propose(), publish()))).toMatchObject([
      { version: '2027.1', year: 2027, provisional: false, source: fictionalNotice.citation },
    ]);
    expect(publishedYears(after(propose()))).toEqual([]);
  });

  it('waits alone: another of that year comes when it is decided', () => {
    expect(rejections(propose(), propose({ notice: other }))).toEqual(['PROPOSAL_WAITS']);
    expect(rejections(propose(), propose({ by: 'another' }))).toEqual(['PROPOSAL_WAITS']);
    expect(given(propose()).when(propose())).toEqual([]);
    expect(given(propose(), reject()).when(propose({ notice: other }))).toMatchObject([{ version: '2027.2' }]);
    expect(given(propose(), withdraw()).when(propose())).toMatchObject([{ version: '2027.2' }]);
  });

  it('is amended by a further version, and not published twice unchanged', () => {
    expect(given(propose(), publish()).when(propose({ notice: other }))).toMatchObject([{ version: '2027.2' }]);
    expect(rejections(propose(), publish(), propose())).toEqual(['CALENDAR_IN_FORCE']);
  });

  it('follows the years that are known, without a gap', () => {
    expect(rejections(propose({ notice: { ...fictionalNotice, year: 2029 } }))).toEqual(['CALENDAR_YEAR_NOT_NEXT']);
    expect(rejections(propose({ notice: { ...fictionalNotice, year: 2024 } }))).toEqual(['CALENDAR_YEAR_NOT_NEXT']);
  });

  it('that was decided stays decided', () => {
    expect(rejections(propose(), publish(), reject(), withdraw())).toEqual(['PROPOSAL_ENDED', 'PROPOSAL_ENDED']);
    expect(rejections(propose(), reject(), publish())).toEqual(['PROPOSAL_ENDED']);
    expect(rejections(publish(), reject(), propose(), withdraw('another'))).toEqual([
      'NO_SUCH_PROPOSAL',
      'NO_SUCH_PROPOSAL',
      'NOT_YOUR_PROPOSAL',
    ]);
  });

  it('keeps its word in any order of commands', () => {
    const by = fc.constantFrom('author', 'publisher', 'another');
    const version = fc.constantFrom('2027.1', '2027.2', '2028.1');
    const command = fc.oneof(
      fc
        .tuple(by, fc.constantFrom(fictionalNotice, other, { ...fictionalNotice, year: 2028 }))
        .map(([who, notice]): CalendarCommand => propose({ by: who, notice })),
      fc.tuple(by, version).map(([who, which]) => publish(who, which)),
      version.map(reject),
      fc.tuple(by, version).map(([who, which]) => withdraw(who, which)),
    );
    const seen = new Set<CalendarEvent['type']>();
    holdsInAnyHistory({
      decider: calendarDecider,
      recall: recallCalendar,
      command,
      possible: (one, state) => decide(calendarDecider, one, state).kind === 'decided',
      likely: [propose(), publish()],
      then: ({ proposals, published }, events) => {
        typesOf(events).forEach((type) => seen.add(type));
        for (const { status, proposedBy, endedBy } of proposals)
          if (status === 'published') expect(endedBy).not.toBe(proposedBy);
        expect(new Set(published).size).toBe(published.length);
        const waiting = proposals.filter(({ status }) => status === 'proposed').map(({ notice }) => notice.year);
        expect(new Set(waiting).size).toBe(waiting.length);
      },
    });
    expect([...seen].sort()).toEqual(Object.keys(calendarDecider.evolve).sort());
  });
});

describe('the sample of a notice', () => {
  it('is the year that comes with the house, to the day', () => {
    const written = readFileSync(new URL('../../../samples/notices/2026.yaml', import.meta.url), 'utf8');
    const read = readNotice(parse(written));
    const { version: _version, ...year2026 } = calendarYears.find(({ year }) => year === 2026)!;
    expect(read.kind === 'notice' && noticedYear(read.notice)).toEqual(year2026);
  });
});

describe('the door of the calendar', () => {
  it('names every fault of a notice under its path', () => {
    const door = calendarDesk.doors?.['propose'];
    const parsed = door?.schema.safeParse({
      ...fictionalNotice,
      makeUpDays: ['2027-05-10'],
      totals: { daysOff: 1, makeUpDays: 1 },
    });
    expect(parsed?.error?.issues.map(({ path }) => path.join('/'))).toEqual(['makeUpDays/0', 'totals/daysOff']);
    expect(door?.schema.safeParse(fictionalNotice).data).toEqual(fictionalNotice);
  });

  it('is that of the national calendar alone', () => {
    const actor = { id: 'author', roles: [], department: null, division: null };
    expect(() =>
      calendarDesk.doors?.['publish']?.command({ version: '2027.1' }, { caseId: '350405', now: 1, actor }),
    ).toThrow(expect.objectContaining({ status: 404 }));
  });
});
