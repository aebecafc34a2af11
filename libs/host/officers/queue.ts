import { permissionsOf, type Actor } from '@yichuang/contracts';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Department } from '../department.js';
import { queueColumns } from './queue-register.js';
import type { ShownSentBack } from './sent-back.js';

/** A person scrolls through fifty; a program takes two hundred at a time. */
const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

/** What is not due stands after whatever is. */
const NEVER = 9_007_199_254_740_991;

const place = z
  .string()
  .regex(/^\d{1,16}\.\d{1,16}\.[0-9a-z]{1,64}\.[a-z-]{1,40}$/)
  .transform((written) => {
    const [due, since, caseId, desk] = written.split('.');
    return [Number(due), Number(since), caseId, desk] as const;
  });

/** Of `GET /queue`: `all`, what nobody has in hand (`free`), or what I have (`mine`). */
export const queueQuery = z.strictObject({
  show: z.enum(['all', 'free', 'mine']).default('all'),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
  /** Where the page before ended. */
  page: place.optional(),
  /** `shard:position` of a write that must show. */
  after: z
    .string()
    .regex(/^\d{1,4}:\d{1,15}$/)
    .optional(),
});
export type QueueQuery = z.infer<typeof queueQuery>;

/** One case that waits for a person at one desk. Instants are epoch ms. */
export interface QueueItem {
  readonly caseId: string;
  readonly desk: string;
  readonly number: string;
  readonly step: string;
  readonly round: number;
  readonly status: 'to-recommend' | 'to-decide' | 'to-answer';
  readonly waitsSince: number;
  /** What rules could not tell: rule, article, sentence, evidence. */
  readonly findings: readonly unknown[];
  readonly claimedBy: string | null;
  readonly claimUntil: number | null;
  readonly recommendedBy: string | null;
  readonly recommendation: unknown;
  /** What other departments were asked about it, with how that ended; or `to-answer`, what this one was asked. */
  readonly questions: readonly QueuedQuestion[];
  /** Faults that were named before, and that the supervisor did not let be told a second time; `null`: it is no such. */
  readonly sentBack: ShownSentBack | null;
}

/** Instants are epoch ms. */
export interface QueuedQuestion {
  readonly id: string;
  readonly to: string;
  readonly from?: string;
  readonly by: string;
  readonly question: string;
  readonly askedAt: number;
  readonly dueAt: number | null;
  readonly ending: { readonly kind: string; readonly reason?: string; readonly article?: string | null } | null;
}

export interface QueuePage {
  readonly items: readonly QueueItem[];
  readonly next: string | null;
}

type Row = Readonly<Record<keyof typeof queueColumns, unknown>> & { readonly due: string };

/** The tables of what waits, of every desk of a department at which officers work; none: none do. */
export const queueTables = ({ desks }: Department): readonly string[] =>
  desks.flatMap(({ registers = [] }) =>
    registers.flatMap(({ table }) => (table.columns === queueColumns ? [table.name] : [])),
  );

interface Asked {
  readonly actor: Actor;
  /** Domain time: a claim that has run out is none. */
  readonly now: number;
  readonly department: Department;
}

/** What waits, the most urgent first; by keys, so that a page costs the same however deep it lies. */
export async function listQueue(
  registers: DataSource,
  { actor, now, department }: Asked,
  { show, limit, page, caseId }: Partial<QueueQuery> & { readonly caseId?: string },
): Promise<QueuePage> {
  const values: unknown[] = [];
  const given = (value: unknown): string => `$${String(values.push(value))}`;
  const all = [
    within(actor, department.name, given),
    ...(show === 'mine' ? [`claimed_by = ${given(actor.id)} and claim_until > ${given(now)}`] : []),
    ...(show === 'free' ? [`(claimed_by is null or claim_until <= ${given(now)})`] : []),
    ...(caseId === undefined ? [] : [`case_id = ${given(caseId)}`]),
    ...(page === undefined ? [] : [`(due, waits_since, case_id, desk) > (${page.map(given).join(', ')})`]),
  ];
  const columns = Object.keys(queueColumns).join(', ');
  const union = queueTables(department)
    .map((table) => `select ${columns}, coalesce(due_at, ${String(NEVER)}) as due from ${table}`)
    .join(' union all ');
  const most = limit ?? LIMIT_DEFAULT;
  const rows = await registers.query<Row[]>(
    `select * from (${union}) waits where ${all.join(' and ')}
      order by due, waits_since, case_id, desk limit ${String(most + 1)}`,
    values,
  );
  const shown = rows.slice(0, most);
  const last = rows.length > most ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => itemOf(row, now)),
    next: last === undefined ? null : [last.due, last.waits_since, last.case_id, last.desk].map(String).join('.'),
  };
}

/** As the table of roles reaches a single case. What was asked before it was said whose it is lies in no reach. */
function within(actor: Actor, name: string, given: (value: unknown) => string): string {
  const reaches = permissionsOf(actor, 'queue.read').map(({ reach }) => {
    if (reach === 'own-department' && actor.department === name && actor.division !== null)
      return `left(division, 6) = ${given(actor.division)}`;
    if (reach === 'own-hall' && actor.division !== null) return `hall = ${given(actor.division)}`;
    return 'false';
  });
  return `(${['false', ...reaches].join(' or ')})`;
}

function itemOf(row: Row, now: number): QueueItem {
  const until = row.claim_until === null ? null : Number(row.claim_until);
  const claimed = until !== null && until > now;
  return {
    caseId: row.case_id as string,
    desk: row.desk as string,
    number: row.number as string,
    step: row.step as string,
    round: Number(row.round),
    status: row.status as QueueItem['status'],
    waitsSince: Number(row.waits_since),
    findings: row.findings as readonly unknown[],
    claimedBy: claimed ? (row.claimed_by as string) : null,
    claimUntil: claimed ? until : null,
    recommendedBy: row.recommended_by as string | null,
    recommendation: row.recommendation,
    questions: row.questions as readonly QueuedQuestion[],
    sentBack: row.sent_back as ShownSentBack | null,
  };
}
