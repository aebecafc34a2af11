import { text, type Text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import { exitCodes, Failure } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { readForm } from './open.js';
import { departmentWords } from './progress.js';
import { rounded } from './rounded.js';

interface Time {
  readonly minutes: number;
  readonly meanMinutes: number;
  readonly p95Minutes: number;
  readonly cases: number;
}

type Outcome = 'met' | 'breached' | 'none' | 'open';

interface Side {
  readonly deadlines: Readonly<Record<Outcome, number>>;
  readonly clock: Time;
  readonly departments: readonly { readonly department: string; readonly held: Time }[];
  readonly steps: readonly (Time & { readonly department: string; readonly step: string })[];
  readonly cards: Readonly<Record<string, number>>;
}

interface WhatIf {
  readonly cases: number;
  readonly beyondCalendar: number;
  readonly actsWithoutPlace: number;
  readonly recorded: Side;
  readonly simulated: Side;
  readonly changed: {
    readonly count: number;
    readonly cases: readonly {
      readonly caseId: string;
      readonly number: string;
      readonly recorded: Outcome;
      readonly simulated: Outcome;
      readonly recordedMinutes: number | null;
      readonly simulatedMinutes: number | null;
    }[];
  };
  readonly officers: readonly { readonly department: string; readonly pieces: number; readonly waited: Time }[];
  readonly supposed: readonly Text[];
}

/** What happened and what would have, one figure a line. */
export async function whatIf(from: string, to: string, options: Options, language: Language): Promise<void> {
  const body = { from, to, ...(await scenarioIn(options)) };
  const answer = await clientOf(options).post<WhatIf>('/api/v1/what-if', body);
  const lines = options['json'] === true ? [JSON.stringify(answer)] : linesOf(answer, language);
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function scenarioIn(options: Options): Promise<object> {
  const { matter, calendar, budget, shares, officers, handling } = options;
  return {
    ...(matter === undefined ? {} : { matter }),
    ...(typeof calendar === 'string' ? { calendar: calendarIn(await readForm(calendar)) } : {}),
    ...(budget === undefined ? {} : { budgetMinutes: numberIn('--budget', String(budget)) }),
    ...byDepartment('--shares', shares, 'shares'),
    ...byDepartment('--officers', officers, 'officers'),
    ...byDepartment('--handling', handling, 'handlingMinutes'),
  };
}

/** A notice alone, or office hours and notices. */
const calendarIn = (read: unknown): unknown =>
  typeof read === 'object' && read !== null && 'year' in read ? { notices: [read] } : read;

/** `tax=2,seal=1` @throws Failure for what is written otherwise */
function byDepartment(option: string, written: Options[string], as: string): object {
  if (typeof written !== 'string') return {};
  const entries = written.split(',').map((part) => {
    const [department = '', value = '', ...more] = part.split('=');
    if (department === '' || value === '' || more.length > 0) throw badlyWritten(option);
    return [department.trim(), numberIn(option, value)] as const;
  });
  return { [as]: Object.fromEntries(entries) };
}

function numberIn(option: string, written: string): number {
  const value = Number(written);
  if (written.trim() === '' || !Number.isFinite(value)) throw badlyWritten(option);
  return value;
}

const badlyWritten = (option: string): Failure =>
  new Failure(
    text(
      `${option} 写法不对：应为数字，或 部门=数字，以逗号分隔`,
      `${option} cannot be read: a number, or department=number with commas between`,
    ),
    exitCodes.badInput,
  );

const outcomeWords: Readonly<Record<Outcome, Text>> = {
  met: text('按时', 'met'),
  breached: text('超时', 'breached'),
  none: text('不计时限', 'without a limit'),
  open: text('未到终点', 'came to no end'),
};

const cardWords: Readonly<Record<string, Text>> = {
  'early-warning': text('预警', 'early warnings'),
  yellow: text('黄牌', 'yellow cards'),
  red: text('红牌', 'red cards'),
  escalation: text('升级督办', 'escalations'),
  'statutory-breach': text('超过法定时限', 'statutory terms exceeded'),
};

function linesOf(answer: WhatIf, language: Language): string[] {
  const { cases, recorded, simulated, changed, officers, supposed, beyondCalendar, actsWithoutPlace } = answer;
  const head = text(`办结 ${String(cases)} 件：实际 → 推演`, `${String(cases)} cases ended: as it was → as supposed`);
  return [
    head[language],
    ...(Object.keys(outcomeWords) as Outcome[]).map((one) =>
      sides(outcomeWords[one][language], recorded.deadlines[one], simulated.deadlines[one]),
    ),
    sides(
      text('总时钟', 'clock of the case')[language],
      timeWords(recorded.clock, language),
      timeWords(simulated.clock, language),
    ),
    ...timeLines(
      [recorded, simulated],
      ({ departments }) => departments.map(({ department, held }) => [departmentWords(department, language), held]),
      language,
    ),
    ...timeLines(
      [recorded, simulated],
      ({ steps }) =>
        steps.map(({ department, step, ...time }) => [`${departmentWords(department, language)} ${step}`, time]),
      language,
    ),
    ...Object.entries(cardWords).map(([kind, words]) =>
      sides(words[language], recorded.cards[kind] ?? 0, simulated.cards[kind] ?? 0),
    ),
    ...officers.map(
      ({ department, pieces, waited }) =>
        `  ${departmentWords(department, language)}: ${text(`${String(pieces)} 件人工事项，等候人员`, `${String(pieces)} pieces for officers, waited for one`)[language]} ${timeWords(waited, language)}`,
    ),
    text(`时限结果不同的 ${String(changed.count)} 件`, `${String(changed.count)} cases came out otherwise`)[language],
    ...changed.cases.map((one) => `  ${changedLine(one, language)}`),
    ...(beyondCalendar === 0 ? [] : [beyond(beyondCalendar)[language]]),
    ...(actsWithoutPlace === 0 ? [] : [placeless(actsWithoutPlace)[language]]),
    ...supposed.map((one) => `* ${one[language]}`),
  ];
}

const sides = (name: string, recorded: string | number, simulated: string | number): string =>
  `  ${name}: ${String(recorded)} → ${String(simulated)}`;

function timeLines(
  [recorded, simulated]: readonly [Side, Side],
  timesOf: (side: Side) => (readonly [string, Time])[],
  language: Language,
): string[] {
  const [before, after] = [new Map(timesOf(recorded)), new Map(timesOf(simulated))];
  return [...new Set([...before.keys(), ...after.keys()])].map((name) =>
    sides(name, timeWords(before.get(name), language), timeWords(after.get(name), language)),
  );
}

function timeWords(time: Time | undefined, language: Language): string {
  if (time === undefined || time.cases === 0) return '–';
  const [sum, mean, p95] = [time.minutes, time.meanMinutes, time.p95Minutes].map(rounded) as [string, string, string];
  return text(`共 ${sum} 分，平均 ${mean}，p95 ${p95}`, `${sum} min in all, mean ${mean}, p95 ${p95}`)[language];
}

const minutesOf = (minutes: number | null): string => (minutes === null ? '–' : rounded(minutes));

const changedLine = (one: WhatIf['changed']['cases'][number], language: Language): string =>
  `${one.number}  ${outcomeWords[one.recorded][language]} ${minutesOf(one.recordedMinutes)} → ` +
  `${outcomeWords[one.simulated][language]} ${minutesOf(one.simulatedMinutes)}  ${one.caseId}`;

const beyond = (count: number): Text =>
  text(
    `另有 ${String(count)} 件超出工作日历，两边均不计`,
    `${String(count)} more came to a day no calendar covers: on neither side`,
  );
const placeless = (count: number): Text =>
  text(`${String(count)} 项实际办理在推演中已无从办理`, `${String(count)} acts of people had no place any more`);
