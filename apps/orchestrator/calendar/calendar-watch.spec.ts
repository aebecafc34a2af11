import { describe, expect, it } from '@jest/globals';
import { Metrics } from '@yichuang/host';
import { until } from '@yichuang/testing';
import type { Logger } from 'pino';
import { CalendarWatch } from './calendar-watch.js';
import { KnownCalendars, type EventSource } from './known-calendars.js';
import type { Reprojection } from './reprojection.js';

/** A house in which nobody has published anything, on a day. */
async function watched(day: string, source: EventSource = { query: <R>() => Promise.resolve([] as R) }) {
  const said: (readonly [string, unknown])[] = [];
  const log = {
    warn: (what: unknown, words: string) => said.push([words, what]),
    info: (what: unknown, words: string) => said.push([words, what]),
  } as unknown as Logger;
  let runs = 0;
  const reprojection = {
    behind: () => Promise.resolve(7),
    run: () => {
      runs += 1;
      return Promise.resolve({ reprojected: 0, left: 0 });
    },
  } as unknown as Reprojection;
  const known = new KnownCalendars();
  await known.open(source).catch(() => undefined);
  const metrics = new Metrics('orchestrator');
  const clock = { training: false, now: () => Date.parse(day), machineDelay: () => 0 };
  const watch = new CalendarWatch(known, reprojection, metrics, clock, log);
  watch.onModuleInit();
  return { watch, said, metrics, runs: () => runs };
}

describe('the watch over the calendars', () => {
  it('warns from 1 October while the notice of the next year is not published, and shows it as a figure', async () => {
    const { watch, said, metrics, runs } = await watched('2026-10-02T09:00:00+08:00');
    watch.onApplicationBootstrap();
    await until(() => runs() === 1, 5_000);
    await watch.onApplicationShutdown();
    expect(said).toEqual([
      ['the holiday notice of a year is missing: propose it and have it published', { year: 2027, days: 2 }],
    ]);
    const text = await metrics.text();
    expect(text).toMatch(/yichuang_calendar_notice_missing_days\{[^}]*\} 2\n/);
    expect(text).toMatch(/yichuang_cases_on_former_calendar\{[^}]*\} 7\n/);
  });

  it('has nothing to say in summer', async () => {
    const { watch, said, metrics, runs } = await watched('2026-07-01T09:00:00+08:00');
    watch.onApplicationBootstrap();
    await until(() => runs() === 1, 5_000);
    await watch.onApplicationShutdown();
    expect([said, watch.missing()]).toEqual([[], null]);
    expect(await metrics.text()).toMatch(/yichuang_calendar_notice_missing_days\{[^}]*\} 0\n/);
  });

  it('goes on after the database was away', async () => {
    let away = true;
    const source = { query: <R>() => (away ? Promise.reject(new TypeError('away')) : Promise.resolve([] as R)) };
    const { watch, said, runs } = await watched('2026-07-01T09:00:00+08:00', source);
    watch.onApplicationBootstrap();
    await until(() => said.length > 0, 5_000);
    expect([said[0]?.[0], runs()]).toEqual(['the calendars could not be looked up', 0]);
    away = false;
    await until(() => runs() === 1, 5_000);
    await watch.onApplicationShutdown();
  });
});
