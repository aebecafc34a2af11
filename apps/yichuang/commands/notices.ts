import { randomUUID } from 'node:crypto';
import { text, type Text } from '@yichuang/kernel';
import { clientOf, type Client } from '../client.js';
import { exitCodes, Failure } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { listCases } from './cases.js';
import { departmentWords, statusWords } from './progress.js';
import { print } from './print.js';
import { casePath } from './case-path.js';

interface Seen {
  readonly number: string;
  readonly status: string;
  readonly secondNotice: {
    readonly id: string;
    readonly number: number;
    readonly proposedAt: string;
    readonly causedBy: readonly string[];
    readonly defects: readonly { code: string; department: string; path: string; article: string; text: Text }[];
  } | null;
}

/** Cases whose second notice waits for the supervisor. */
export const list = (options: Options, language: Language): Promise<void> =>
  listCases({ ...options, status: 'awaiting-consent' }, language);

/** What would be told, so that it can be judged. */
export async function show(id: string, options: Options, language: Language): Promise<void> {
  const seen = await proposedIn(clientOf(options), id);
  if (options['json'] === true) print(JSON.stringify(seen.secondNotice));
  else for (const line of linesOf(seen, language)) print(line);
}

/** Of the proposal that was named, or the one that waits now. */
export async function decide(
  decision: 'consent' | 'refuse',
  id: string,
  options: Options,
  language: Language,
): Promise<void> {
  const client = clientOf(options);
  const { reason, proposal = (await proposedIn(client, id)).secondNotice.id } = options;
  const path = `${casePath(id)}/second-notice`;
  const done = await client.post<{ number: string; status: string }>(
    path,
    { proposal, decision, reason },
    randomUUID(),
  );
  print(options['json'] === true ? JSON.stringify(done) : `${done.number}  ${statusWords(done.status, language)}`);
}

/** @throws Failure where no second notice is proposed */
async function proposedIn(client: Client, id: string) {
  const { secondNotice, ...seen } = await client.get<Seen>(casePath(id));
  if (secondNotice === null)
    throw new Failure(text('没有待同意的再次告知', 'no second notice waits for consent'), exitCodes.other);
  return { ...seen, secondNotice };
}

function linesOf({ number, secondNotice }: Awaited<ReturnType<typeof proposedIn>>, language: Language): string[] {
  const { id, number: notice, proposedAt, causedBy, defects } = secondNotice;
  const names = causedBy.map((one) => departmentWords(one, language)).join(', ');
  const head = text(
    `${number}  ${id}  第${String(notice)}次告知  自 ${proposedAt}  本可在前次告知：${names}`,
    `${number}  ${id}  notice ${String(notice)}  since ${proposedAt}  could have been told before: ${names}`,
  );
  return [
    head[language],
    ...defects.map(
      (one) =>
        `  ${departmentWords(one.department, language)}  ${one.code} ${one.path}: ${one.text[language]} (${one.article})`,
    ),
  ];
}
