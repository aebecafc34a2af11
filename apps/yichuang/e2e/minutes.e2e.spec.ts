import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extendInput, pauseInput, resumeInput } from '@yichuang/matters';
import { rowsOf, rulingsOn, sample, TestDoor, TestHouse, until } from '@yichuang/testing';
import { databaseOf } from '../start/services.js';
import { FILED_ON } from './opening-house.js';

/** Four minutes in a second: what takes the house no time takes a case some, and the morning is long enough. */
const house = new TestHouse(['--clock', `${FILED_ON} 08:30`, '--speed', '240']);
const door = new TestDoor(house);

interface Counted {
  readonly millis: number;
  readonly minutes: number;
}
interface Stretch extends Counted {
  readonly from: string;
  readonly to: string;
  readonly phase: 'intake' | 'work' | 'off-clock';
  readonly holder: { readonly kind: string; readonly department: string | null; readonly step: string | null };
  readonly officer: boolean;
  readonly reason: {
    readonly code: string;
    readonly rules: readonly { readonly rule: string; readonly code: string }[];
  };
}
interface Minutes {
  readonly at: string;
  readonly stretches: readonly Stretch[];
  readonly spans: readonly (Counted & { readonly holder: Stretch['holder'] })[];
  readonly sums: Readonly<Record<'intake' | 'work' | 'offClock', Counted>>;
}

const minutesOf = async (caseId: string, query = ''): Promise<Minutes> =>
  (await door.get(`/api/v1/cases/${caseId}/minutes${query}`)).body as unknown as Minutes;

const sumOf = (stretches: readonly Stretch[], phase: Stretch['phase']): number =>
  stretches.filter((one) => one.phase === phase).reduce((sum, { millis }) => sum + millis, 0);

const escaped = (words: string): string => words.replaceAll(/[.+]/g, String.raw`\$&`);

const hundredths = (minutes: number): number => Math.round(minutes * 100) / 100;

/** Each stretch begins where the one before ended, and each clock's add up to it. */
function expectWhole({ stretches, sums }: Minutes): void {
  for (const [index, { from }] of stretches.slice(1).entries()) expect(from).toBe(stretches[index]?.to);
  expect([sums.intake.millis, sums.work.millis, sums.offClock.millis]).toEqual([
    sumOf(stretches, 'intake'),
    sumOf(stretches, 'work'),
    sumOf(stretches, 'off-clock'),
  ]);
}

beforeAll(async () => {
  await house.start();
});
afterAll(() => house.end());

describe('the minutes of a case that was corrected', () => {
  let caseId: string;

  beforeAll(async () => {
    ({ caseId } = await door.run(sample('e.yaml').form));
    await until(async () =>
      (await minutesOf(caseId)).stretches.some(({ holder, minutes }) => holder.kind === 'applicant' && minutes > 3),
    );
    const { body } = await door.correct(caseId, sample('e-with-proof.yaml').form);
    const { status } = await door.atRest(caseId, String(body['position']));
    expect(status).toBe('completed');
  }, 60_000);

  it('are each one holder’s: the departments’ before and after, the applicant’s between notice and correction', async () => {
    const minutes = await minutesOf(caseId);
    expectWhole(minutes);
    const phases = minutes.stretches.map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1]);
    expect(phases).toEqual(['intake', 'off-clock', 'intake', 'work']);
    const applicants = minutes.stretches.filter(({ holder }) => holder.kind === 'applicant');
    expect(applicants).toMatchObject([
      { phase: 'off-clock', holder: { step: 'correction' }, reason: { rules: [{ code: 'SEAT_PROOF_MISSING' }] } },
    ]);
    expect(applicants[0]?.minutes).toBeGreaterThan(3);
  });

  it('sum up to what the case’s clock counted, and begin at submission and end with the case', async () => {
    const { stretches, sums } = await minutesOf(caseId);
    const view = (await door.read(caseId)) as unknown as Record<string, Record<string, unknown>>;
    expect(sums.work.minutes).toBeGreaterThan(0);
    expect(hundredths(sums.work.minutes)).toBe(view['clock']?.['usedMinutes']);
    expect([stretches[0]?.from, stretches.at(-1)?.to]).toEqual([view['submittedAt'], view['end']?.['at']]);
  });

  it('are told on the command line, a line each and the sum, as JSON and in both languages', async () => {
    const minutes = await minutesOf(caseId);
    const json = await house.cli('case', caseId, '--minutes', '--json');
    expect([json.code, (JSON.parse(json.stdout) as Minutes).stretches]).toEqual([0, minutes.stretches]);
    const english = (await house.cli('case', caseId, '--minutes')).stdout.trimEnd().split('\n');
    expect(english).toHaveLength(minutes.stretches.length + 3);
    expect(english[1]).toMatch(/^ {2}holder +step +from +to +working minutes +clock +reason$/);
    expect(english.find((line) => line.includes('applicant'))).toContain('correction');
    expect(english.at(-1)).toContain(`sum: ${String(hundredths(minutes.sums.work.minutes))} working minutes`);
    const chinese = (await house.cli('case', caseId, '--minutes', '--lang', 'zh-CN')).stdout;
    expect(chinese).toMatch(/占用者 +环节 +起 +止 +工作分钟/);
    expect(chinese).toContain(`合计：办件时钟 ${String(hundredths(minutes.sums.work.minutes))}`);
  });

  it('are told as of an earlier instant, which counts no more than had passed', async () => {
    const { stretches, sums } = await minutesOf(caseId);
    const noticed = stretches.find(({ holder }) => holder.kind === 'applicant')?.from ?? '';
    const earlier = await house.cli('case', caseId, '--minutes', '--json', '--at', noticed);
    const then = JSON.parse(earlier.stdout) as Minutes;
    expectWhole(then);
    expect([then.at, then.stretches.at(-1)?.to, then.sums.work.millis]).toEqual([noticed, noticed, 0]);
    expect(then.sums.intake.millis).toBeLessThan(sums.intake.millis);
  });
});

describe('the minutes of a case that is accepted anew', () => {
  let caseId: string;

  beforeAll(async () => {
    const form = sample('faulty/person-disqualified.yaml').form as { readonly name: object };
    ({ caseId } = await door.run({ ...form, name: { ...form.name, trade: '虚岛' } }));
  });

  it('are on its clock anew when the head accepts it anew: told with the reason, and none is lost', async () => {
    const anew = ['clock', 'restart', caseId, '--reason', 'APPLICATION_REPLACED', '--note', '变更申请事项'] as const;
    expect(await house.cli(...anew, '--as', 'clerk-1')).toMatchObject({ code: 1 });
    const before = await minutesOf(caseId);
    const restarted = await house.cli(...anew, '--json');
    expect([restarted.code, restarted.stderr]).toEqual([0, '']);
    const { clock } = JSON.parse(restarted.stdout) as { clock: { dueAt: string; usedMinutes: number } };
    const minutes = await minutesOf(caseId);
    expectWhole(minutes);
    expect(minutes.stretches.at(-1)).toMatchObject({ phase: 'work', holder: { step: 'register' } });
    // what was on it before is on no clock any more, and somebody's all the same
    const outside = ({ sums }: Minutes) => sums.intake.millis + sums.offClock.millis;
    expect(outside(minutes)).toBeGreaterThanOrEqual(outside(before) + before.sums.work.millis);
    expect(minutes.sums.work.millis).toBeLessThan(before.sums.work.millis);

    const applicant = door.as('applicant-1');
    const { body } = await applicant.get(`/api/v1/cases/${caseId}/timeline`);
    const told = (body as unknown as { type: string; text: string }[]).find(({ type }) => type === 'SlaRestarted');
    for (const part of ['重新受理', '行政许可法 a.32, a.42', '变更申请事项'])
      expect(JSON.stringify(told)).toContain(part);
    const explained = await house.cli('clock', 'explain', caseId);
    expect(explained.stdout).toMatch(new RegExp(`due ${escaped(clock.dueAt)} .*accepted anew`));
  });

  it('end in the new term when two officers have decided', async () => {
    const act = async (who: string, what: string, body: object): Promise<void> => {
      const path = `/api/v1/queue/market-regulation/${caseId}/${what}`;
      const key = { 'idempotency-key': `${who} ${what}` };
      const { status } = await door.as(`${who}-market-regulation`).send('POST', path, body, key);
      expect([who, what, status]).toEqual([who, what, 200]);
    };
    const rules = (await minutesOf(caseId)).stretches.at(-1)?.reason.rules.map(({ rule }) => rule) ?? [];
    const rulings = rulingsOn(rules, 'pass');
    await act('reviewer', 'claim', {});
    await act('reviewer', 'recommend', { rulings, opinion: '同意' });
    await act('approver', 'claim', {});
    await act('approver', 'decide', { rulings });
    await until(async () => (await door.read(caseId)).status === 'completed');
    const minutes = await minutesOf(caseId);
    expectWhole(minutes);
    const { clock, end } = (await door.read(caseId)) as unknown as Record<string, Record<string, unknown>>;
    expect(clock).toMatchObject({ state: 'MET', usedMinutes: hundredths(minutes.sums.work.minutes) });
    expect(minutes.stretches.at(-1)?.to).toBe(end?.['at']);
  });
});

describe('the minutes of a day', () => {
  interface WhatIf {
    readonly cases: number;
    readonly recorded: { readonly deadlines: Readonly<Record<string, number>> };
    readonly simulated: WhatIf['recorded'];
    readonly changed: { readonly count: number };
  }
  const whatIf = async (...more: readonly string[]): Promise<WhatIf> => {
    const { code, stdout } = await house.cli('what-if', FILED_ON, FILED_ON, '--json', ...more);
    expect(code).toBe(0);
    return JSON.parse(stdout) as WhatIf;
  };
  const written = async (): Promise<number> =>
    Number((await rowsOf(house, databaseOf('orchestrator'), 'select count(*) as n from event', []))[0]?.['n']);

  it('would have been the same with nothing changed, and others under another limit; nothing is written by asking', async () => {
    const before = await written();
    const same = await whatIf();
    expect(same).toMatchObject({ cases: 2, recorded: { deadlines: { met: 2, breached: 0 } }, changed: { count: 0 } });
    expect(same.simulated).toEqual(same.recorded);
    const { body } = await door.get('/api/v1/cases');
    const used = await Promise.all(
      (body['cases'] as { caseId: string }[]).map(async ({ caseId }) => (await minutesOf(caseId)).sums.work.minutes),
    );
    // officers take longer than that; a machine alone may not
    const late = used.filter((minutes) => minutes > 1).length;
    expect(late).toBeGreaterThan(0);
    const shorter = await whatIf('--budget', '1');
    expect(shorter.recorded).toEqual(same.recorded);
    const deadlines = { met: 2 - late, breached: late };
    expect(shorter).toMatchObject({ simulated: { deadlines }, changed: { count: late } });
    expect(await written()).toBe(before);
  });
});

describe('the minutes of a case that waits for an officer', () => {
  let caseId: string;

  beforeAll(async () => {
    ({ caseId } = await door.run(sample('faulty/person-disqualified.yaml').form));
  });

  it('are his department’s, with what he must look at, and go on with the clock', async () => {
    await until(async () => (await minutesOf(caseId)).stretches.some(({ officer, minutes }) => officer && minutes > 3));
    const minutes = await minutesOf(caseId);
    expectWhole(minutes);
    expect(minutes.stretches.at(-1)).toMatchObject({
      phase: 'work',
      holder: { kind: 'department', department: 'market-regulation', step: 'register' },
      officer: true,
      reason: { code: 'OFFICER' },
    });
    expect(minutes.stretches.at(-1)?.reason.rules.length).toBeGreaterThan(0);
    const { clock } = await door.read(caseId, `?at=${encodeURIComponent(minutes.at)}`);
    expect(hundredths(minutes.sums.work.minutes)).toBe(clock?.['usedMinutes']);
    const shown = (await house.cli('case', caseId, '--minutes')).stdout;
    expect(shown).toMatch(/market regulation \(officer\) +register/);
  });

  it('are the applicant’s, on no clock, while somebody has paused it, who says why and is told until when afterwards', async () => {
    const paused = await house.cli('clock', 'pause', caseId, '--reason', 'APPLICANT', '--note', '等待签字');
    expect([paused.code, paused.stdout]).toEqual([
      0,
      expect.stringMatching(/promised stands still {2}statutory 2026-/),
    ]);
    await until(async () =>
      (await minutesOf(caseId)).stretches.some(({ holder, minutes }) => holder.kind === 'applicant' && minutes > 2),
    );
    expect((await house.cli('case', caseId)).stdout).toMatch(/the clock stands still since .*等待签字/);
    const resumed = await house.cli('clock', 'resume', caseId, '--reason', 'APPLICANT');
    expect([resumed.code, resumed.stdout]).toEqual([0, expect.stringMatching(/promised 2026-/)]);
    const minutes = await minutesOf(caseId);
    expectWhole(minutes);
    expect(minutes.stretches.filter(({ holder }) => holder.kind === 'applicant')).toMatchObject([
      { phase: 'off-clock', holder: { step: 'pause-1' }, reason: { code: 'PAUSED' } },
    ]);
    const { body } = await door.get(`/api/v1/cases/${caseId}`);
    expect((body['documents'] as { kind: string }[]).map(({ kind }) => kind).slice(-2)).toEqual([
      'clock-paused',
      'clock-resumed',
    ]);
  });

  it('can be paused for listed reasons only, and its statutory term be extended once', async () => {
    for (const [command, { shape }] of Object.entries({
      pause: pauseInput,
      resume: resumeInput,
      extend: extendInput,
    })) {
      const { stdout } = await house.cli('clock', command, '--help');
      const [, listed = ''] = /\(([A-Z_,\s]+)\)/.exec(stdout) ?? [];
      expect([command, listed.split(/,\s*/).sort()]).toEqual([command, [...shape.reason.options].sort()]);
    }
    const busy = await house.cli('clock', 'pause', caseId, '--reason', 'BUSY', '--note', '忙');
    expect([busy.code, busy.stderr]).toEqual([2, expect.stringContaining('/reason')]);
    const extend = ['clock', 'extend', caseId, '--reason', 'REGISTRATION_HEAD', '--note', '情形复杂'] as const;
    expect((await house.cli(...extend)).stdout).toContain('statutory 2026-');
    const again = await house.cli(...extend);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('has been extended once')]);
  });

  it('may cost a card, which is explained, judged and listed', async () => {
    const issued = await house.cli('cards', 'issue', caseId, '--kind', 'yellow', '--words', '未说明理由');
    expect(issued.code).toBe(0);
    expect((await house.cli('cards', 'explain', caseId, 'issued-1', '--words', '人手不足')).code).toBe(0);
    expect((await house.cli('cards', 'uphold', caseId, 'issued-1', '--words', '理由不成立')).code).toBe(0);
    const listed = await house.cli('cards', '--state', 'upheld', '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject({ caseId, card: 'issued-1', holder: 'hall', state: 'upheld' });
    expect((await house.cli('cards', '--holder', 'hall')).stdout).toMatch(/yellow card {2}hall {2}upheld/);
  });
});
