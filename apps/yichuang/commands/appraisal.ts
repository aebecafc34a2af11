import { text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { departmentWords, officerWords } from './progress.js';
import { rounded } from './rounded.js';

interface Time {
  readonly minutes: number;
  readonly meanMinutes: number;
  readonly p95Minutes: number;
  readonly cases: number;
}

interface Appraisal {
  readonly cases: number;
  readonly departments: readonly {
    readonly department: string;
    readonly cases: number;
    readonly instantShare: number | null;
    readonly held: Time;
    readonly heldByOfficers: Time;
    readonly breaches: number;
    readonly upheldCards: number;
    readonly avoidableNotices: number;
    readonly silences: number;
  }[];
  readonly officers: readonly (Time & { readonly department: string; readonly officer: string | null })[];
  readonly applicant: Time;
  readonly house: Time;
}

/** How the departments did in the cases that ended in a period: a line each, and one for each of their officers. */
export async function showAppraisal(from: string, to: string, options: Options, language: Language): Promise<void> {
  const path = `/api/v1/appraisal?${new URLSearchParams({ from, to }).toString()}`;
  const answer = await clientOf(options).get<Appraisal>(path);
  const lines = options['json'] === true ? [JSON.stringify(answer)] : linesOf(answer, language);
  process.stdout.write(`${lines.join('\n')}\n`);
}

const linesOf = ({ cases, departments, officers, applicant, house }: Appraisal, language: Language): string[] => [
  text(`办结 ${String(cases)} 件`, `${String(cases)} cases ended`)[language],
  ...departments.flatMap((one) => [
    `  ${departmentLine(one, language)}`,
    ...officers
      .filter(({ department }) => department === one.department)
      .map(({ officer, ...time }) => `    ${timeLine(officerWords(officer), time)[language]}`),
  ]),
  `  ${timeLine(text('申请人', 'applicants'), applicant)[language]}`,
  `  ${timeLine(text('平台', 'the platform'), house)[language]}`,
];

function departmentLine(of: Appraisal['departments'][number], language: Language): string {
  const { department, cases, instantShare, held, heldByOfficers, breaches, upheldCards, avoidableNotices, silences } =
    of;
  const share = instantShare === null ? '–' : `${String(Math.round(instantShare * 1_000) / 10)} %`;
  const [mean, p95, officers] = [held.meanMinutes, held.p95Minutes, heldByOfficers.minutes].map(rounded) as [
    string,
    string,
    string,
  ];
  const said = text(
    `${String(cases)} 件，秒批 ${share}；占用平均 ${mean} 分、p95 ${p95} 分，其中人工共 ${officers} 分；超时 ${String(breaches)}，` +
      `维持督办牌 ${String(upheldCards)}，可避免的再次告知 ${String(avoidableNotices)}，逾期未答复征求意见 ${String(silences)}`,
    `${String(cases)} cases, ${share} instant; held mean ${mean}, p95 ${p95} min, by officers ${officers} min in all; ` +
      `${String(breaches)} breaches, ${String(upheldCards)} cards upheld, ${String(avoidableNotices)} avoidable notices, ${String(silences)} questions left unanswered`,
  );
  return `${departmentWords(department, language)}: ${said[language]}`;
}

const timeLine = (who: ReturnType<typeof text>, { minutes, cases }: Time): ReturnType<typeof text> =>
  text(
    `${who['zh-CN']}：共占用 ${rounded(minutes)} 分（${String(cases)} 件）`,
    `${who.en}: ${rounded(minutes)} min in all (${String(cases)} cases)`,
  );
