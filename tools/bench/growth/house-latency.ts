import { setTimeout as pause } from 'node:timers/promises';
import { withClient } from '../database-figures.js';
import type { Drive } from '../drive.js';
import { percentile } from '../figures.js';

/** So many applications a second: far below what the house can do, so that none waits for another. */
const WRITES_PER_SECOND = 20;
/** Requests of each kind of list. */
const READS_A_KIND = 100;

/**
 * How long an application waits until the door has taken it, which means that it is on the disk; sent at fixed instants.
 *
 * @throws Error when one of them does not come to a company
 */
export async function writeMillis(drive: Drive, forms: readonly string[]): Promise<readonly number[]> {
  const started = performance.now();
  const millis: number[] = [];
  const underWay = forms.map(async (form, index) => {
    await pause(Math.max(0, started + (index * 1_000) / WRITES_PER_SECOND - performance.now()));
    const sent = performance.now();
    const { caseId } = await drive.send(form);
    millis.push(performance.now() - sent);
    const { type } = await drive.stop(caseId);
    if (type !== 'CaseCompleted') throw new Error(`case ${caseId} was not completed: ${type}`);
  });
  await Promise.all(underWay);
  return millis;
}

/** 95 of 100 requests are answered within so many ms, for each kind of list a person at a counter asks for. */
export async function listMillis(drive: Drive, registerUrl: string): Promise<Readonly<Record<string, number>>> {
  const stored = await someCases(registerUrl);
  const any = (index: number): Stored => stored[index % stored.length] as Stored;
  const pages = pagesOf(drive);
  const kinds: Readonly<Record<string, (index: number) => Promise<unknown>>> = {
    newest: () => list(drive, {}),
    'next page': pages,
    'completed ones': () => list(drive, { status: 'completed' }),
    'those in review': () => list(drive, { status: 'in-review' }),
    'by number': (index) => list(drive, { number: any(index).number }),
    'by part of the name': (index) => list(drive, { name: any(index).company_name.slice(2, -4) }),
    'of a day': (index) => list(drive, { from: any(index).day, to: any(index).day }),
  };
  const figures: Record<string, number> = {};
  for (const [kind, ask] of Object.entries(kinds)) {
    const millis: number[] = [];
    for (let index = 0; index < READS_A_KIND; index += 1) {
      const asked = performance.now();
      await ask(index);
      millis.push(performance.now() - asked);
    }
    figures[kind] = percentile(millis, 0.95);
  }
  return figures;
}

interface Page {
  readonly cases: readonly unknown[];
  readonly next: string | null;
}

const list = (drive: Drive, query: Readonly<Record<string, string>>): Promise<Page> =>
  drive.get<Page>(`/api/v1/cases?${new URLSearchParams(query).toString()}`);

/** Page after page, from the first again when the last was seen. */
function pagesOf(drive: Drive): () => Promise<void> {
  let after: string | null = null;
  return async () => {
    after = (await list(drive, after === null ? {} : { after })).next;
  };
}

interface Stored {
  readonly number: string;
  readonly company_name: string;
  readonly day: string;
}

/** Cases from all over the register. */
function someCases(registerUrl: string): Promise<readonly Stored[]> {
  return withClient(registerUrl, async (client) => {
    const { rows } = await client.query<Stored>(
      `select number, company_name,
         to_char(to_timestamp(submitted_at / 1000.0) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day
       from case_row where company_name is not null order by md5(case_id) limit $1`,
      [READS_A_KIND],
    );
    return rows;
  });
}
