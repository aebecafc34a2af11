import { describe, expect, it } from '@jest/globals';
import { yichuang } from '@yichuang/testing';

interface Window {
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly millis: number;
}
interface Answer {
  readonly dueAt?: string;
  readonly millis?: number;
  readonly minutes: number;
  readonly provisional: boolean;
  readonly calendarVersion: string;
  readonly windows: readonly Window[];
}

const ask = async (...args: readonly string[]): Promise<Answer> => {
  const { code, stdout, stderr } = await yichuang(['clock', ...args, '--json']);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Answer;
};
const refused = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await yichuang(['clock', ...args], { YICHUANG_LANG: 'en' });
  expect([code, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
  return stderr;
};
const written = (minute: string): string => `${minute.replace(' ', 'T')}:00+08:00`;

/** Accepted and due by the promise of four working hours. */
const promises = [
  ['2026-11-23 08:00', '2026-11-23 12:00'],
  ['2026-11-23 11:59', '2026-11-24 08:59'],
  ['2026-11-23 12:30', '2026-11-24 09:00'],
  ['2026-11-23 16:30', '2026-11-24 11:00'],
  ['2026-11-23 18:00', '2026-11-24 12:00'],
  ['2026-11-21 10:00', '2026-11-23 12:00'],
  ['2026-11-27 17:00', '2026-11-30 11:30'],
  ['2026-07-01 11:00', '2026-07-01 18:00'],
  ['2026-05-29 16:00', '2026-06-01 10:30'],
  ['2026-09-30 16:00', '2026-10-08 10:00'],
  ['2026-02-14 14:30', '2026-02-24 09:00'],
  ['2026-01-04 09:00', '2026-01-04 15:30'],
] as const;

describe('clock due', () => {
  it.each(promises)('answers for %s, that four working hours end at %s', async (accepted, due) => {
    const answer = await ask('due', accepted);
    expect(answer).toMatchObject({ dueAt: written(due), minutes: 240, provisional: false, calendarVersion: '2026.1' });
    expect(answer.windows.reduce((sum, { millis }) => sum + millis, 0)).toBe(240 * 60_000);
  });

  it('answers nothing but what it promises, and explains by the windows used', async () => {
    expect(await ask('due', '2026-11-23 16:30')).toEqual({
      dueAt: '2026-11-24T11:00:00+08:00',
      minutes: 240,
      provisional: false,
      calendarVersion: '2026.1',
      windows: [
        {
          date: '2026-11-23',
          opensAt: '2026-11-23T14:30:00+08:00',
          closesAt: '2026-11-23T17:30:00+08:00',
          from: '2026-11-23T16:30:00+08:00',
          to: '2026-11-23T17:30:00+08:00',
          millis: 3_600_000,
        },
        {
          date: '2026-11-24',
          opensAt: '2026-11-24T08:00:00+08:00',
          closesAt: '2026-11-24T12:00:00+08:00',
          from: '2026-11-24T08:00:00+08:00',
          to: '2026-11-24T11:00:00+08:00',
          millis: 10_800_000,
        },
      ],
    });
  });

  it('takes an instant without offset as Shanghai time, whatever zone the machine is in', async () => {
    const { stdout } = await yichuang(['clock', 'due', '2026-11-23T08:00', '--json'], { TZ: 'America/New_York' });
    expect(JSON.parse(stdout)).toMatchObject({ dueAt: written('2026-11-23 12:00') });
    expect((await ask('due', '2026-11-23T00:00:00Z')).dueAt).toBe(written('2026-11-23 12:00'));
    expect((await ask('due', '2026-11-22T19:00:00-05:00')).dueAt).toBe(written('2026-11-23 12:00'));
  });

  it('counts another budget and the hours of another hall', async () => {
    expect(await ask('due', '2026-11-23 08:00', '--minutes', '90')).toMatchObject({
      dueAt: written('2026-11-23 09:30'),
      minutes: 90,
    });
    expect((await ask('due', '2026-11-23 08:00', '--minutes', '0.5')).dueAt).toBe('2026-11-23T08:00:30+08:00');
    expect((await ask('due', '2026-11-23 08:00', '--hall', '350400')).dueAt).toBe(written('2026-11-23 15:00'));
  });

  it('marks an answer that touches a year without notice', async () => {
    expect(await ask('due', '2027-03-01 09:00')).toMatchObject({
      dueAt: written('2027-03-01 15:30'),
      provisional: true,
      calendarVersion: '2027.0',
    });
    expect(await ask('due', '2026-12-31 16:30')).toMatchObject({ provisional: true, calendarVersion: '2026.1+2027.0' });
  });

  it('explains itself to a person in either language', async () => {
    const english = await yichuang(['clock', 'due', '2026-12-31 16:30'], { YICHUANG_LANG: 'en' });
    expect(english.stdout).toBe(
      [
        'due 2027-01-04T11:00:00+08:00',
        '  2026-12-31T16:30:00+08:00 – 2026-12-31T17:30:00+08:00  60 min',
        '  2027-01-04T08:00:00+08:00 – 2027-01-04T11:00:00+08:00  180 min',
        '  calendar 2026.1+2027.0 (provisional: its holiday notice is not yet published, the answer may change)',
        '',
      ].join('\n'),
    );
    const chinese = await yichuang(['clock', 'due', '2026-12-31 16:30', '--lang', 'zh-CN']);
    expect(chinese.stdout).toContain('到期 2027-01-04T11:00:00+08:00');
    expect(chinese.stdout).toContain('暂定：放假通知尚未发布');
  });

  it('refuses a date outside all calendars and says what to do', async () => {
    expect(await refused('due', '2031-05-06 09:00')).toMatch(
      /no working calendar covers 2031-05-06: import the holiday notice of 2031/,
    );
    expect(await refused('due', '2027-12-31 17:00')).toMatch(/import the holiday notice of 2028/);
    expect(await refused('due', '2024-12-31 17:00')).toMatch(/2024/);
  });

  it('refuses what is no instant, no budget and no hall', async () => {
    expect(await refused('due', 'tomorrow')).toMatch(/an instant is written 2026-11-23 09:00/);
    expect(await refused('due', '2026-02-30 09:00')).toMatch(/no such day/);
    for (const minutes of ['-5', 'four', '', '1e3', '0x10', '99999999999999999'])
      expect(await refused('due', '2026-11-23 09:00', `--minutes=${minutes}`)).toMatch(
        /--minutes is a number, 0 or more/,
      );
    expect(await refused('due', '2026-11-23 09:00', '--hall', '350427')).toMatch(/known are: 350405 350400/);
  });
});

describe('clock elapsed', () => {
  it.each(promises)('answers that 240 minutes lie between the opening after %s and %s', async (accepted, due) => {
    expect(await ask('elapsed', accepted, due)).toMatchObject({ millis: 14_400_000, minutes: 240, provisional: false });
  });

  it('leaves out the pauses: of 09:00 to the next day 17:30, 240 minutes when it stood still between', async () => {
    const pause = ['--pause', '2026-11-23 10:30/2026-11-24 15:00'];
    expect(await ask('elapsed', '2026-11-23 09:00', '2026-11-23 10:30')).toMatchObject({ minutes: 90 });
    const answer = await ask('elapsed', '2026-11-23 09:00', '2026-11-24 17:30', ...pause);
    expect(Object.keys(answer)).toEqual(['millis', 'minutes', 'provisional', 'calendarVersion', 'windows']);
    expect(answer).toMatchObject({ millis: 14_400_000, minutes: 240, calendarVersion: '2026.1' });
    expect(answer.windows.map(({ from, to }) => [from, to])).toEqual([
      [written('2026-11-23 09:00'), written('2026-11-23 10:30')],
      [written('2026-11-24 15:00'), written('2026-11-24 17:30')],
    ]);
  });

  it('takes several pauses, before or after the two instants', async () => {
    const pauses = ['--pause', '2026-11-23 08:00/2026-11-23 09:00', '--pause', '2026-11-23 10:00/2026-11-23 10:15'];
    const span = ['2026-11-23 08:00', '2026-11-23 12:00'];
    expect(await ask('elapsed', ...span, ...pauses)).toMatchObject({ minutes: 165 });
    expect(await ask('elapsed', ...pauses, ...span)).toMatchObject({ minutes: 165 });
  });

  it('counts the hours of another hall, and marks a provisional year', async () => {
    expect(await ask('elapsed', '2026-11-23 08:00', '2026-11-23 12:00', '--hall', '350400')).toMatchObject({
      minutes: 210,
    });
    expect(await ask('elapsed', '2027-03-01 08:00', '2027-03-01 09:00')).toMatchObject({
      minutes: 60,
      provisional: true,
    });
  });

  it('explains itself to a person', async () => {
    const { stdout } = await yichuang(['clock', 'elapsed', '2026-11-23 11:00', '2026-11-23 15:00'], {
      YICHUANG_LANG: 'en',
    });
    expect(stdout).toBe(
      [
        '90 working minutes',
        '  2026-11-23T11:00:00+08:00 – 2026-11-23T12:00:00+08:00  60 min',
        '  2026-11-23T14:30:00+08:00 – 2026-11-23T15:00:00+08:00  30 min',
        '  calendar 2026.1',
        '',
      ].join('\n'),
    );
  });

  it('refuses a pause that is none, and a date outside all calendars', async () => {
    const span = ['2026-11-23 08:00', '2026-11-23 12:00'];
    expect(await refused('elapsed', ...span, '--pause', '2026-11-23 09:00')).toMatch(/--pause is written FROM\/TO/);
    expect(await refused('elapsed', ...span, '--pause', '2026-11-23 09:00/noon')).toMatch(/an instant is written/);
    expect(await refused('elapsed', ...span, '--pause', '2026-11-23 10:00/2026-11-23 09:00')).toMatch(
      /ends before it begins/,
    );
    expect(await refused('elapsed', '2026-11-23 08:00', '2029-01-01 08:00')).toMatch(/no working calendar covers/);
  });
});
