import { randomUUID } from 'node:crypto';
import { text, type Text } from '@yichuang/kernel';
import { cardStateText, type CardState } from '@yichuang/matters';
import { clientOf } from '../client.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { departmentWords } from './progress.js';
import { print } from './print.js';

interface Card {
  readonly caseId: string;
  readonly card: string;
  readonly number: string;
  readonly kind: string;
  readonly holder: string;
  readonly officers: readonly string[];
  readonly state: CardState;
  readonly unexplained: boolean;
  readonly issuedAt: string;
}

interface Page {
  readonly cards: readonly Card[];
  readonly next: string | null;
}

/** All pages, one after another: a list that stops at a page's end is a wrong list. */
export async function list(options: Options, language: Language): Promise<void> {
  const client = clientOf(options);
  const chosen = Object.fromEntries(
    ['state', 'holder'].flatMap((name) => (typeof options[name] === 'string' ? [[name, options[name]]] : [])),
  ) as Record<string, string>;
  let after: string | null = null;
  do {
    const query = new URLSearchParams({ limit: '200', ...chosen, ...(after === null ? {} : { after }) });
    const page: Page = await client.get<Page>(`/api/v1/cards?${query.toString()}`);
    for (const card of page.cards) print(options['json'] === true ? JSON.stringify(card) : lineOf(card, language));
    after = page.next;
  } while (after !== null);
}

export async function issue(id: string, options: Options, language: Language): Promise<void> {
  const { kind, words, department = null } = options;
  await done(id, { path: '', body: { kind, words, department } }, options, language);
}

export async function act(
  what: string,
  { id, card }: { readonly id: string; readonly card: string },
  options: Options,
  language: Language,
): Promise<void> {
  const path = `/${encodeURIComponent(card)}/${what}`;
  await done(id, { path, body: { words: options['words'] } }, options, language);
}

interface Asked {
  readonly path: string;
  readonly body: object;
}

async function done(id: string, { path, body }: Asked, options: Options, language: Language): Promise<void> {
  const cards = `/api/v1/cases/${encodeURIComponent(id)}/cards${path}`;
  const answer = await clientOf(options).post<{ number: string }>(cards, body, randomUUID());
  const said = text(`${answer.number}：已办理`, `${answer.number}: done`)[language];
  print(options['json'] === true ? JSON.stringify(answer) : said);
}

function lineOf(
  { caseId, number, card, kind, holder, officers, state, unexplained, issuedAt }: Card,
  language: Language,
): string {
  const who = officers.length === 0 ? '' : ` (${officers.join(', ')})`;
  const whose = `${departmentWords(holder, language)}${who}`;
  const how = `${cardStateText[state][language]}${unexplained ? late[language] : ''}`;
  return `${issuedAt}  ${kinds[kind]?.[language] ?? kind}  ${whose}  ${how}  ${number}  ${caseId} ${card}`;
}

const late = text('（逾期未说明）', ' (not explained in time)');

const kinds: Readonly<Record<string, Text>> = {
  'early-warning': text('预警', 'early warning'),
  yellow: text('黄牌', 'yellow card'),
  red: text('红牌', 'red card'),
  escalation: text('升级督办', 'escalation'),
  'statutory-breach': text('超过法定时限', 'statutory term exceeded'),
};
