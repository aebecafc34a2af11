import type { Text } from '@yichuang/kernel';
import { text } from '@yichuang/kernel';
import type { Language } from '../words.js';
import type { CaseObject, CaseView } from './case-object.js';

const statuses: Readonly<Record<string, Text>> = {
  submitted: text('已提交', 'submitted'),
  'pre-checking': text('预审中', 'pre-checking'),
  'awaiting-correction': text('待补正', 'awaiting correction'),
  'awaiting-consent': text('再次告知，待监督员同意', 'a second notice waits for consent'),
  'in-review': text('人工审核中', 'in review by an officer'),
  'in-progress': text('办理中', 'in progress'),
  completed: text('已办结', 'completed'),
  declined: text('不予受理', 'declined'),
  refused: text('不予登记', 'refused'),
  withdrawn: text('已撤回', 'withdrawn'),
  terminated: text('已终止', 'terminated'),
  parked: text('已挂起', 'parked'),
};

const departments: Readonly<Record<string, Text>> = {
  'market-regulation': text('市场监管', 'market regulation'),
  seal: text('公章刻制', 'seal'),
  tax: text('税务', 'tax'),
  'social-insurance': text('社保', 'social insurance'),
  'medical-insurance': text('医保', 'medical insurance'),
  'housing-fund': text('公积金', 'housing fund'),
  hall: text('大厅', 'hall'),
};

/** Who of a department it was: `null` nobody yet; not said where one may not know. */
export const officerWords = (officer: string | null | undefined): Text => {
  if (officer === undefined) return text('工作人员', 'officer');
  return officer === null
    ? text('工作人员，无人认领', 'officer, not claimed')
    : text(`工作人员 ${officer}`, `officer ${officer}`);
};

export const statusWords = (status: string, language: Language): string => statuses[status]?.[language] ?? status;

export const departmentWords = (department: string, language: Language): string =>
  departments[department]?.[language] ?? department;

/** Prints a line for every change: of the case, and of a department. */
export function progress(language: Language): (view: CaseObject) => void {
  const seen = new Map<string, string>();
  return (view) => {
    const lines: [string, string][] = [
      ['', view.status],
      ...Object.entries(view.departments).map(([name, one]): [string, string] => [name, one.outcome ?? one.status]),
    ];
    for (const [name, state] of lines) {
      if (seen.get(name) === state) continue;
      seen.set(name, state);
      const who = name === '' ? text('办件', 'case')[language] : departmentWords(name, language);
      process.stdout.write(`  ${who}: ${statusWords(state, language)}\n`);
    }
  };
}

/** What a person wants to know at the end. */
export function summary(view: CaseView, language: Language): string {
  const lines = [`${view.number}  ${statusWords(view.status, language)}`];
  if (view.company !== null) lines.push(`  ${view.company.name}  ${view.company.uscc}  ${view.company.establishedOn}`);
  if (view.deemed !== null) lines.push(`  ${bySilence(view.deemed, language)}`);
  if (view.caseManager !== null) lines.push(`  ${managerWords(view.caseManager)[language]}`);
  if (view.clock !== null && view.clock.dueAt !== null) lines.push(`  ${promise(view.clock, language)}`);
  for (const { code, path, text: said, article } of view.end?.defects ?? view.notice?.defects ?? []) {
    lines.push(`  ${code} ${path}: ${said[language]} (${article})`);
  }
  return `${[...lines, ...standing(view, language), ...waits(view, language), ...ending(view, language)].join('\n')}\n`;
}

/** Whom the applicant turns to. */
export function managerWords(manager: CaseView['caseManager']): Text {
  if (manager === null) return text('无首席代办', 'nobody manages it');
  return manager.as === 'named'
    ? text(`首席代办 ${manager.id}`, `managed by ${manager.id}`)
    : text(`首问责任人 ${manager.id}`, `${manager.id} was asked first`);
}

const bySilence = ({ acceptedAt, article }: NonNullable<CaseView['deemed']>, language: Language): string =>
  text(
    `逾期未告知，自 ${acceptedAt} 起视为受理（${article}）`,
    `accepted since ${acceptedAt}, for nobody told the applicant in time (${article})`,
  )[language];

function promise({ dueAt, usedMinutes, budgetMinutes }: NonNullable<CaseView['clock']>, language: Language): string {
  const used = `${String(usedMinutes)}/${String(budgetMinutes)}`;
  return text(
    `承诺办结 ${dueAt ?? ''}，已用 ${used} 工作分钟`,
    `promised by ${dueAt ?? ''}, ${used} working minutes used`,
  )[language];
}

/** For which reasons the clocks stand still, and where each is written. */
const standing = ({ pauses, end }: CaseView, language: Language): string[] =>
  pauses
    .filter(({ until }) => until === null && end === null)
    .map(({ since, text: why, basis, note }) => {
      const said = `${why[language]} (${basis})${note === '' ? '' : `: ${note}`}`;
      return `  ${text(`自 ${since} 起暂停计时：${said}`, `the clock stands still since ${since}: ${said}`)[language]}`;
    });

/** At which department a person must look, or whether the supervisor must speak; since when, and why. */
function waits({ waitingFor }: CaseView, language: Language): string[] {
  return waitingFor
    .filter(({ officer, who }) => officer && who !== 'applicant')
    .flatMap(({ who, since, why }) => {
      const name = departmentWords(who, language);
      const line = (who === 'hall' ? consenting(since) : looking(name, since))[language];
      const reasons = why.map(({ code, text: said, article }) => `    ${code}: ${said[language]} (${article})`);
      return [`  ${line}`, ...reasons];
    });
}

const looking = (name: string, since: string): Text =>
  text(`${name}自 ${since} 起人工审核`, `an officer of ${name} looks since ${since}`);

const consenting = (since: string): Text =>
  text(
    `自 ${since} 起待效能监督员同意再次告知`,
    `since ${since} the supervisor must say whether a second notice is given`,
  );

/** Where to apply instead, and what may be done against an adverse decision. */
function ending({ end, documents }: CaseView, language: Language): string[] {
  const authority = end?.competentAuthority ?? null;
  const remedies = documents.find((document) => document.remedies !== undefined)?.remedies;
  return [
    ...(authority === null ? [] : [text(`  请向 ${authority} 申请`, `  apply at ${authority}`)[language]]),
    ...(remedies === undefined ? [] : [`  ${remedyWords(remedies)[language]}`]),
  ];
}

function remedyWords({ reconsideration, suit }: NonNullable<CaseView['documents'][number]['remedies']>): Text {
  const [days, months] = [String(reconsideration.days), String(suit.months)];
  return text(
    `可在 ${days} 日内申请行政复议（${reconsideration.article}），或在 ${months} 个月内提起行政诉讼（${suit.article}）`,
    `reconsideration within ${days} days (${reconsideration.article}), or a suit within ${months} months (${suit.article})`,
  );
}
