import { House } from './house.js';

export interface ParkedAt {
  readonly department: string;
  readonly since: number;
  readonly reason: string;
}

interface ListedParked {
  readonly caseId: string;
  readonly parkedAt: number;
  readonly reason: string;
}

/** How old the list of parked cases may be: parking is rare, and every read of a case asks. */
const FRESH_MILLIS = 500;

/** Which cases are parked and where: a case's own stream cannot know that another service stopped at it. */
export class Parked {
  private list: Promise<ReadonlyMap<string, readonly ParkedAt[]>> | null = null;
  private asOf = 0;

  constructor(private readonly house: House) {}

  async of(caseId: string): Promise<readonly ParkedAt[]> {
    return (await this.all()).get(caseId) ?? [];
  }

  async all(): Promise<ReadonlyMap<string, readonly ParkedAt[]>> {
    const now = performance.now();
    if (this.list === null || now - this.asOf > FRESH_MILLIS) {
      this.asOf = now;
      this.list = this.ask();
    }
    return this.list;
  }

  private async ask(): Promise<ReadonlyMap<string, readonly ParkedAt[]>> {
    const found = new Map<string, ParkedAt[]>();
    for (const [department, cases] of await this.house.everywhere((client) => client.get<ListedParked[]>('/parked'))) {
      for (const { caseId, parkedAt, reason } of cases) {
        found.set(caseId, [...(found.get(caseId) ?? []), { department, since: parkedAt, reason }]);
      }
    }
    return found;
  }
}
