import { randomUUID } from 'node:crypto';
import { text } from '@yichuang/kernel';
import { parseInstant } from '@yichuang/working-time';
import { clientOf } from '../client.js';
import { exitCodes, Failure } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import type { CaseView } from './case-object.js';
import { statusWords, summary } from './progress.js';
import { waitForEnd } from './wait.js';

/** How long a withdrawal may wait for market regulation's word before the command gives up waiting. */
const WITHDRAWAL_SECONDS = 30;

const print = (line: string): void => {
  process.stdout.write(line.endsWith('\n') ? line : `${line}\n`);
};

export async function showCase(id: string, options: Options, language: Language): Promise<void> {
  const view = await clientOf(options).get<CaseView>(`/api/v1/cases/${encodeURIComponent(id)}${atQuery(options)}`);
  // everything the door tells, with the promised fields first: why it was not instant, documents, cards, remedies
  print(options['json'] === true ? JSON.stringify(view) : summary(view, language));
}

interface ShownEvent {
  readonly service: string;
  readonly type: string;
  readonly at: string;
}

export async function showEvents(id: string, options: Options, _language: Language): Promise<void> {
  const events = await clientOf(options).get<ShownEvent[]>(`/api/v1/cases/${encodeURIComponent(id)}/events`);
  for (const event of events) {
    print(options['json'] === true ? JSON.stringify(event) : `${event.at}  ${event.service.padEnd(18)} ${event.type}`);
  }
}

interface Page {
  readonly cases: readonly { caseId: string; number: string; status: string; companyName: string | null }[];
  readonly next: string | null;
}

/** All pages, one after another: a list that stops at a page's end is a wrong list. */
export async function listCases(options: Options, language: Language): Promise<void> {
  const client = clientOf(options);
  const status = typeof options['status'] === 'string' ? options['status'] : undefined;
  let after: string | null = null;
  do {
    const query = new URLSearchParams({
      limit: '200',
      ...(status === undefined ? {} : { status }),
      ...(after === null ? {} : { after }),
    });
    const page: Page = await client.get<Page>(`/api/v1/cases?${query.toString()}`);
    for (const one of page.cases) {
      const line = `${one.number}  ${one.caseId}  ${statusWords(one.status, language)}  ${one.companyName ?? ''}`;
      print(options['json'] === true ? JSON.stringify(one) : line.trimEnd());
    }
    after = page.next;
  } while (after !== null);
}

export async function act(
  what: 'insist' | 'withdraw',
  id: string,
  options: Options,
  language: Language,
): Promise<void> {
  const client = clientOf(options);
  const taken = await client.post<{ position: string }>(
    `/api/v1/cases/${encodeURIComponent(id)}/${what}`,
    {},
    randomUUID(),
  );
  const view = await waitForEnd(client, id, taken.position, WITHDRAWAL_SECONDS, () => undefined);
  print(options['json'] === true ? JSON.stringify(view) : summary(view, language));
  if (what === 'withdraw' && view.status !== 'withdrawn') {
    throw new Failure(
      text('公司已登记，不能撤回', 'the company is registered already and cannot be withdrawn'),
      exitCodes.other,
    );
  }
}

/** @throws Failure for an instant that is none */
export function atQuery(options: Options): string {
  if (typeof options['at'] !== 'string') return '';
  const instant = parseInstant(options['at']);
  if (instant.kind === 'fault') throw new Failure(instant.text, exitCodes.badInput);
  return `?at=${encodeURIComponent(options['at'])}`;
}
