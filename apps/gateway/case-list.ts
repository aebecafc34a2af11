import type { House } from './house.js';
import type { Parked } from './parked.js';

interface Listed {
  readonly caseId: string;
  readonly status: string;
  readonly [more: string]: unknown;
}

export interface Page {
  readonly cases: readonly Listed[];
  readonly next: string | null;
}

export type Query = Readonly<Record<string, string>>;

/** Lists of cases: the orchestrator's register, with those shown as parked that some service stopped at. */
export class CaseList {
  constructor(private readonly parked: Pick<Parked, 'all'>) {}

  /** @throws Problem 400 naming every filter that is wrong */
  async page({ orchestrator }: Pick<House, 'orchestrator'>, query: Query): Promise<Page> {
    const parked = await this.parked.all();
    if (query['status'] === 'parked') return parkedPage(orchestrator, query, [...parked.keys()]);
    const { cases, next } = await orchestrator.get<Page>(`/cases?${new URLSearchParams(query).toString()}`);
    const isParked = ({ caseId }: Listed) => parked.has(caseId);
    // What is parked has no other status, so a page of another status may be shorter than its limit.
    if (query['status'] !== undefined) return { cases: cases.filter((one) => !isParked(one)), next };
    return { cases: cases.map((one) => (isParked(one) ? shownParked(one) : one)), next };
  }
}

async function parkedPage(
  orchestrator: House['orchestrator'],
  { status: _status, ...filters }: Query,
  ids: readonly string[],
): Promise<Page> {
  const path = `/cases/among?${new URLSearchParams(filters).toString()}`;
  const { cases, next } = await orchestrator.post<Page>(path, { ids });
  return { cases: cases.map(shownParked), next };
}

const shownParked = (one: Listed): Listed => ({ ...one, status: 'parked' });
