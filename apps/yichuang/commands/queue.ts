import { randomUUID } from 'node:crypto';
import { text, type Text } from '@yichuang/kernel';
import { clientOf, type Client } from '../client.js';
import { exitCodes, Failure } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { endings } from './consultations.js';
import { print } from './print.js';

interface Ruling {
  readonly rule: string;
  readonly verdict: 'pass' | 'fail';
  readonly reason: string;
  readonly article: string | null;
  readonly competentAuthority?: string;
}

interface Item {
  readonly caseId: string;
  readonly desk: string;
  readonly number: string;
  readonly step: string;
  readonly status: 'to-recommend' | 'to-decide' | 'to-answer';
  readonly waitsSince: string;
  readonly why: readonly {
    readonly rule: string;
    readonly article: string;
    readonly text: Text;
    readonly inspection?: true;
  }[];
  readonly clock: { readonly dueAt: string | null; readonly minutesLeft: number } | null;
  readonly claimedBy: string | null;
  readonly claimUntil: string | null;
  readonly recommendedBy: string | null;
  readonly recommendation: { readonly rulings: readonly Ruling[]; readonly opinion: string } | null;
  readonly questions: readonly Question[];
  readonly sentBack: { readonly text: Text } | null;
}

interface Question {
  readonly id: string;
  readonly to: string;
  readonly from?: string;
  readonly question: string;
  readonly dueAt: string | null;
  readonly ending: { readonly kind: string; readonly reason?: string } | null;
}

interface Page {
  readonly items: readonly Item[];
  readonly next: string | null;
}

interface Acted {
  readonly caseId: string;
  readonly step: string | null;
  readonly outcome: string | null;
  readonly waits: boolean;
  readonly rules: readonly string[];
  readonly claimedBy: string | null;
  readonly claimUntil: string | null;
}

/** What is done, and to what. */
export interface ActOn {
  readonly act: string;
  readonly department: string;
  readonly caseId: string;
}

/** Where nobody says otherwise: the department that every case meets first. */
const DEPARTMENT = 'market-regulation';
/** As many as the door gives at once. */
const PAGE_MAX = 200;

/** Acts of the approver; the rest may be the reviewer's. */
const APPROVING = ['decide', 'override', 'assign'];

/** In a demo, the officer of this department whose act it is. */
const officerOf = (department: string, act: string, options: Options): Options => ({
  ...options,
  account: `${APPROVING.includes(act) ? 'approver' : 'reviewer'}-${department}`,
});

export async function list(named: string | undefined, options: Options, language: Language): Promise<void> {
  const department = named ?? DEPARTMENT;
  const client = clientOf(officerOf(department, 'list', options));
  for await (const item of everyItem(client, department, shownBy(options)))
    for (const line of options['json'] === true ? [JSON.stringify(item)] : linesOf(item, language)) print(line);
}

const shownBy = (options: Options): string =>
  options['mine'] === true ? 'mine' : options['free'] === true ? 'free' : 'all';

async function* everyItem(client: Client, department: string, show: string): AsyncGenerator<Item> {
  let page: string | null = null;
  do {
    const query = new URLSearchParams({ show, limit: String(PAGE_MAX), ...(page === null ? {} : { page }) });
    const answer: Page = await client.get<Page>(`/api/v1/queue/${encodeURIComponent(department)}?${query.toString()}`);
    yield* answer.items;
    page = answer.next;
  } while (page !== null);
}

export async function act(
  { act: what, department, caseId }: ActOn,
  options: Options,
  language: Language,
): Promise<void> {
  const client = clientOf(officerOf(department, what, options));
  const body = { ...(await inputOf(what, { client, department, caseId }, options)), ...deskOf(options) };
  const path = `/api/v1/queue/${encodeURIComponent(department)}/${encodeURIComponent(caseId)}/${what}`;
  const acted = await client.post<Acted>(path, body, randomUUID());
  const said = () => (what === 'answer-question' ? answered(caseId) : saidOf(acted));
  print(options['json'] === true ? JSON.stringify(acted) : said()[language]);
}

const answered = (caseId: string): Text => text(`${caseId}：已答复`, `${caseId}: answered`);

const deskOf = ({ desk }: Options): { readonly desk?: string } => (typeof desk === 'string' ? { desk } : {});

interface Where {
  readonly client: Client;
  readonly department: string;
  readonly caseId: string;
}

async function inputOf(what: string, where: Where, options: Options): Promise<object> {
  const { to, opinion, reason, findings, question, minutes, objection } = options;
  switch (what) {
    case 'hand-over':
    case 'assign':
      return { to };
    case 'recommend':
      return { rulings: rulingsOf(options), opinion };
    case 'decide':
      return {
        rulings: options['asRecommended'] === true ? await recommended(where) : rulingsOf(options),
        ...(reason === undefined ? {} : { reason }),
      };
    case 'override':
      return { rulings: rulingsOf(options), reason };
    case 'inspect':
      return { findings };
    case 'consult':
      return { to, question, minutes: minutes === undefined ? null : Number(minutes) };
    case 'withdraw-question':
      return { consultation: question };
    case 'answer-question':
      return {
        consultation: question ?? (await onlyQuestion(where)),
        opinion: objection === undefined ? 'no-objection' : 'objection',
        reason,
        article: objection ?? null,
      };
    default:
      return {};
  }
}

/** What a reviewer has recommended, to be decided the same. */
async function recommended({ client, department, caseId }: Where): Promise<readonly Ruling[]> {
  for await (const item of everyItem(client, department, 'all'))
    if (item.caseId === caseId && item.recommendation !== null) return item.recommendation.rulings;
  throw new Failure(text('没有审核意见', 'nothing was recommended'));
}

/** The one question a department was asked about a case. @throws Failure where it is none, or several */
async function onlyQuestion({ client, department, caseId }: Where): Promise<string> {
  for await (const item of everyItem(client, department, 'all')) {
    if (item.caseId !== caseId || item.status !== 'to-answer') continue;
    const [first, ...others] = item.questions;
    if (first !== undefined && others.length === 0) return first.id;
    const ids = item.questions.map(({ id }) => id).join(', ');
    throw new Failure(
      text(`有多项，请用 --question 指明：${ids}`, `there are several, say which by --question: ${ids}`),
    );
  }
  throw new Failure(text('本部门没有待答复的征求意见', 'this department was asked nothing it has not answered'));
}

/** `--pass RULE=REASON`, `--fail RULE=ARTICLE=REASON`. @throws Failure naming the one that cannot be read */
function rulingsOf(options: Options): readonly Ruling[] {
  const competent = options['competent'];
  const elsewhere = typeof competent === 'string' ? { competentAuthority: competent } : {};
  return [
    ...several(options['pass']).map((written): Ruling => {
      const [rule, reason] = partsOf(written, 2);
      return { rule, verdict: 'pass', reason, article: null };
    }),
    ...several(options['fail']).map((written): Ruling => {
      const [rule, article, reason] = partsOf(written, 3);
      return { rule, verdict: 'fail', reason, article, ...elsewhere };
    }),
  ];
}

const several = (given: Options[string]): readonly string[] => (Array.isArray(given) ? given : []);

function partsOf(written: string, count: 2 | 3): [string, string, string] {
  const parts = written.split('=');
  const [rule = '', second = '', ...rest] = parts;
  if (parts.length < count)
    throw new Failure(
      text(
        '判定写作 --pass 规则=理由 或 --fail 规则=法律依据=理由',
        'a ruling is written --pass RULE=REASON or --fail RULE=ARTICLE=REASON',
      ),
      exitCodes.other,
    );
  return count === 2 ? [rule, [second, ...rest].join('='), ''] : [rule, second, rest.join('=')];
}

const statuses = {
  'to-recommend': text('待审核', 'to be reviewed'),
  'to-decide': text('待核准', 'to be approved'),
  'to-answer': text('待答复', 'to be answered'),
};

const look = text('，须两人实地核查', ', two go and look first');

function linesOf(item: Item, language: Language): readonly string[] {
  const { number, caseId, desk, step, status, waitsSince, why, clock, claimedBy, claimUntil } = item;
  const left = clock === null ? '–' : String(Math.round(clock.minutesLeft));
  const head = text(
    `${number}  ${caseId}  ${desk}/${step}  ${statuses[status]['zh-CN']}  自 ${waitsSince}  剩余 ${left} 工作分钟`,
    `${number}  ${caseId}  ${desk}/${step}  ${statuses[status].en}  since ${waitsSince}  ${left} working minutes left`,
  );
  const who =
    claimedBy === null
      ? []
      : [text(`  由 ${claimedBy} 认领至 ${claimUntil ?? ''}`, `  claimed by ${claimedBy} until ${claimUntil ?? ''}`)];
  const rules = why.map(
    ({ rule, article, text: said, inspection }) =>
      `  ${rule} ${said[language]} (${article})${inspection === true ? look[language] : ''}`,
  );
  const asked = item.questions.map((one) => `  ${questionLine(one)[language]}`);
  const back = item.sentBack === null ? [] : [`  ${item.sentBack.text[language]}`];
  return [head[language], ...who.map((one) => one[language]), ...back, ...rules, ...asked];
}

function questionLine({ id, from, to, question, dueAt, ending }: Question): Text {
  const { kind, reason = '' } = ending ?? { kind: 'open' };
  const words = endings[kind] ?? text(kind, kind);
  const whom = from === undefined ? text(`征求 ${to}`, `asked ${to}`) : text(`${from} 征求`, `asked by ${from}`);
  const until = dueAt ?? '–';
  return text(
    `${id} ${whom['zh-CN']}（${until} 前）：${question} 〔${words['zh-CN']}${reason && `：${reason}`}〕`,
    `${id} ${whom.en} (until ${until}): ${question} [${words.en}${reason && `: ${reason}`}]`,
  );
}

function saidOf({ caseId, step, outcome, waits, rules, claimedBy, claimUntil }: Acted): Text {
  if (!waits)
    return text(
      `${caseId} ${step ?? ''}：不再等待人工（${outcome ?? ''}）`,
      `${caseId} ${step ?? ''}: waits for nobody any more (${outcome ?? ''})`,
    );
  const open = rules.join(', ');
  return claimedBy === null
    ? text(`${caseId} ${step ?? ''}：等待 ${open}`, `${caseId} ${step ?? ''}: waits for ${open}`)
    : text(
        `${caseId} ${step ?? ''}：由 ${claimedBy} 认领至 ${claimUntil ?? ''}，等待 ${open}`,
        `${caseId} ${step ?? ''}: claimed by ${claimedBy} until ${claimUntil ?? ''}, waits for ${open}`,
      );
}
