import { describe, expect, it } from '@jest/globals';
import { frame, TryLater } from '@yichuang/host';
import { fold } from '@yichuang/kernel';
import { calendarYears } from '@yichuang/working-time';
import { calendarDecider } from './calendar.js';
import type { CalendarEvent } from './events.js';
import { KnownCalendars } from './known-calendars.js';
import { fictionalNotice } from './testing-notice.js';

const HALL = '350405';
const shipped = calendarYears.map(({ version }) => version);
const events: readonly CalendarEvent[] = [
  { type: 'CalendarProposed', at: 1, by: 'author', version: '2027.1', notice: fictionalNotice, shipped },
  { type: 'CalendarPublished', at: 2, by: 'publisher', version: '2027.1' },
];

const STREAM = 'calendar/national';

/** A database in which the desk has written so much, and nothing is packed. */
function written(count: number) {
  const source = {
    count,
    looks: 0,
    query: <R>(sql: string, [, versions]: unknown[]): Promise<R> => {
      if (!sql.includes('join event')) return Promise.resolve([] as R);
      source.looks += 1;
      const [from = 0] = versions as number[];
      const rows = events.slice(0, source.count).map(({ type, at, ...body }, index) => ({
        stream: STREAM,
        version: index + 1,
        type,
        at: String(at),
        body: frame(body),
      }));
      return Promise.resolve(rows.filter(({ version }) => version > from) as R);
    },
  };
  return source;
}

describe('the calendars an instance knows', () => {
  it('are those of the build, and what was published before it began', async () => {
    const known = new KnownCalendars();
    expect(known.of(HALL)?.years.map(({ version }) => version)).toEqual(shipped);
    await known.open(written(2));
    expect(known.current.version).toBe('2025.1+2026.1+2027.1');
    expect(known.notices).toEqual([{ version: '2027.1', citation: fictionalNotice.citation }]);
    expect(known.of(HALL, '2026.1+2027.0')?.years.at(-1)?.version).toBe('2027.0');
  });

  it('grow with what another instance publishes, and not with what is only proposed', async () => {
    const known = new KnownCalendars();
    const source = written(1);
    await known.open(source);
    await known.read();
    expect(known.current.version).toBe('2025.1+2026.1+2027.0');
    source.count = 2;
    await known.read();
    expect(known.current.version).toBe('2025.1+2026.1+2027.1');
    expect(known.versionsInForce).toContain('2026.1+2027.1');
    expect(known.versionsInForce).not.toContain('2026.1');
  });

  it('are looked up when a case rests on one this instance has not heard of, and the case is tried again', async () => {
    const known = new KnownCalendars();
    const source = written(0);
    await known.open(source);
    source.count = 2;
    expect(() => known.of(HALL, '2026.1+2027.1')).toThrow(TryLater);
    await known.read();
    expect(known.of(HALL, '2026.1+2027.1')?.years.at(-1)?.version).toBe('2027.1');
  });

  it('do not hold a version that nobody published, and nobody waits for it', async () => {
    const known = new KnownCalendars();
    const source = written(2);
    await known.open(source);
    expect(() => known.of(HALL, '2027.9')).toThrow(TryLater);
    await known.read();
    expect(known.of(HALL, '2027.9')).toBeUndefined();
    const { looks } = source;
    expect(known.of('110000', '2027.8')).toBeUndefined();
    expect(source.looks).toBe(looks);
  });

  it('are those of one database: another house in the same process is read from its beginning', async () => {
    const known = new KnownCalendars();
    await known.open(written(2));
    await known.open(written(0));
    expect([known.current.version, known.proposals]).toEqual(['2025.1+2026.1+2027.0', []]);
  });

  it('say what the desk itself would say', async () => {
    const known = new KnownCalendars();
    await known.open(written(2));
    expect(known.proposals).toEqual(fold(calendarDecider, events).proposals);
  });
});
