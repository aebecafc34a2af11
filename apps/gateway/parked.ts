import { formatInstant } from '@yichuang/working-time';
import type { OwnHouse } from './house.js';

export interface ParkedAt {
  readonly department: string;
  /** ISO, machine time. */
  readonly since: string;
  readonly reason: string;
}

interface ListedParked {
  readonly caseId: string;
  readonly parkedAt: number;
  readonly reason: string;
}

type ParkedCases = ReadonlyMap<string, readonly ParkedAt[]>;

/** How old the list of parked cases may be: parking is rare, and every read of a case asks. */
const FRESH_MILLIS = 500;

/**
 * Which cases are parked and where: a case's own stream cannot know that another service stopped at it. While a service
 * is away its last list stands, for a case can be read without it.
 */
export class Parked {
  private readonly lists = new Map<string, readonly ListedParked[]>();
  private cases: Promise<ParkedCases> | null = null;
  private asOf = 0;

  constructor(private readonly own: Pick<OwnHouse, 'services'>) {}

  async of(caseId: string): Promise<readonly ParkedAt[]> {
    return (await this.all()).get(caseId) ?? [];
  }

  async all(): Promise<ParkedCases> {
    const now = performance.now();
    if (this.cases === null || now - this.asOf > FRESH_MILLIS) {
      this.asOf = now;
      this.cases = this.ask();
    }
    return this.cases;
  }

  private async ask(): Promise<ParkedCases> {
    await Promise.allSettled(
      [...this.own.services].map(async ([department, client]) => {
        this.lists.set(department, await client.get<ListedParked[]>('/parked/marks'));
      }),
    );
    const found = new Map<string, ParkedAt[]>();
    for (const [department, cases] of this.lists) {
      for (const { caseId, parkedAt, reason } of cases) {
        const one = { department, since: formatInstant(parkedAt), reason };
        found.set(caseId, [...(found.get(caseId) ?? []), one]);
      }
    }
    return found;
  }
}
