import { text, type Text } from '@yichuang/kernel';
import { clientOf } from '../client.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { atQuery } from './cases.js';
import { departmentWords, officerWords } from './progress.js';
import { rounded } from './rounded.js';

type Phase = 'intake' | 'work' | 'off-clock';

interface Counted {
  readonly millis: number;
  readonly minutes: number;
}

interface Stretch extends Counted {
  readonly from: string;
  readonly to: string;
  readonly phase: Phase;
  readonly holder: {
    readonly kind: 'department' | 'applicant' | 'hall' | 'house';
    readonly department: string | null;
    readonly step: string | null;
  };
  readonly officer: boolean;
  /** Absent where one may not know. */
  readonly by?: string | null;
  readonly reason: { readonly text: Text };
}

interface Minutes {
  readonly number: string;
  readonly stretches: readonly Stretch[];
  readonly sums: { readonly intake: Counted; readonly work: Counted; readonly offClock: Counted };
}

/** Whose each working minute of a case was: a line a stretch, and the sum of each clock. */
export async function showMinutes(id: string, options: Options, language: Language): Promise<void> {
  const path = `/api/v1/cases/${encodeURIComponent(id)}/minutes${atQuery(options)}`;
  const answer = await clientOf(options).get<Minutes>(path);
  process.stdout.write(`${options['json'] === true ? JSON.stringify(answer) : table(answer, language)}\n`);
}

const titles = [
  text('占用者', 'holder'),
  text('环节', 'step'),
  text('起', 'from'),
  text('止', 'to'),
  text('工作分钟', 'working minutes'),
  text('计时', 'clock'),
  text('事由', 'reason'),
];

function table({ number, stretches, sums }: Minutes, language: Language): string {
  const rows = [titles.map((title) => title[language]), ...stretches.map((stretch) => row(stretch, language))];
  const widths = titles.map((_, column) => Math.max(...rows.map((cells) => width(cells[column] ?? ''))));
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  );
  return [number, ...lines.map((line) => `  ${line}`), `  ${sumLine(sums)[language]}`].join('\n');
}

const row = (stretch: Stretch, language: Language): string[] => {
  const { from, to, minutes, phase, holder, reason } = stretch;
  return [
    holderWords(stretch, language),
    holder.step ?? '–',
    from,
    to,
    rounded(minutes),
    phases[phase][language],
    reason.text[language],
  ];
};

const phases: Readonly<Record<Phase, Text>> = {
  intake: text('受理前', 'intake'),
  work: text('办件时钟', 'case'),
  'off-clock': text('不计时', 'none'),
};

const kinds = {
  applicant: text('申请人', 'applicant'),
  hall: text('大厅（效能监督员）', 'hall (supervisor)'),
  house: text('平台', 'platform'),
};

function holderWords({ holder: { kind, department }, officer, by }: Stretch, language: Language): string {
  if (kind !== 'department') return kinds[kind][language];
  const name = departmentWords(department ?? '', language);
  if (!officer) return name;
  const who = officerWords(by);
  return text(`${name}（${who['zh-CN']}）`, `${name} (${who.en})`)[language];
}

function sumLine({ intake, work, offClock }: Minutes['sums']): Text {
  const [before, on, off] = [intake, work, offClock].map(({ minutes }) => rounded(minutes)) as [string, string, string];
  return text(
    `合计：办件时钟 ${on}，受理前 ${before}，不计时 ${off} 工作分钟`,
    `sum: ${on} working minutes on the case’s clock, ${before} before acceptance, ${off} on no clock`,
  );
}

/** Columns a terminal gives a text: Chinese characters and full-width signs take two. */
const width = (cell: string): number => cell.length + (cell.match(WIDE)?.length ?? 0);
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/gu;
