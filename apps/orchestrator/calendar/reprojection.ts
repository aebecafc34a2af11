import { CaseParked, Problem, type Desks, type DomainClock } from '@yichuang/host';
import type { ReprojectDeadlines } from '@yichuang/matters';
import type { DataSource, EntityManager } from 'typeorm';
import { openStatuses } from '../figures.js';
import type { KnownCalendars } from './known-calendars.js';

/** Cases asked at once: they share few commits, and whatever else waits is not held up for long. */
const BATCH = 100;
/** Of all instances one at a time; the others have nothing to do. */
const LOCK = 'yichuang calendar reprojection';

const behindSql = `from case_row
  where status = any ($2)
    and exists (select from unnest(string_to_array(rests_on, ' ')) as rests (version) where version <> all ($1))`;

interface Batch {
  /** Last case of it; `null` when there was none, or another instance is at it. */
  readonly last: string | null;
  readonly reprojected: number;
  /** Cases that could not be asked now, such as parked ones. */
  readonly left: number;
}

/**
 * Brings every open case to the calendar in force. What is still to do stands in the register of cases, for each says what
 * its running clocks rest on: so it is found again after a restart, and a case that slipped in under the old calendar is
 * found too. A case that was asked twice does nothing the second time.
 */
export class Reprojection {
  constructor(
    private readonly known: KnownCalendars,
    private readonly desks: Desks,
    private readonly registers: DataSource,
    private readonly clock: DomainClock,
  ) {}

  /** Open cases that rest on a calendar that is no longer in force. */
  async behind(): Promise<number> {
    if (this.known.notices.length === 0) return 0;
    const [row] = await this.registers.query<{ cases: string }[]>(`select count(*) as cases ${behindSql}`, [
      this.known.versionsInForce,
      openStatuses,
    ]);
    return Number(row?.cases ?? 0);
  }

  /** @param goesOn asked before each batch. @returns how many cases were brought, and how many could not be */
  async run(goesOn: () => boolean): Promise<Pick<Batch, 'reprojected' | 'left'>> {
    let [after, reprojected, left] = ['', 0, 0];
    while (this.known.notices.length > 0 && goesOn()) {
      const batch = await this.registers.transaction((session) => this.batch(session, after));
      reprojected += batch.reprojected;
      left += batch.left;
      if (batch.last === null) break;
      after = batch.last;
    }
    return { reprojected, left };
  }

  /** The lock ends with the session, however the process ends. */
  private async batch(session: EntityManager, after: string): Promise<Batch> {
    const none = { last: null, reprojected: 0, left: 0 };
    const [lock] = await session.query<{ mine: boolean }[]>('select pg_try_advisory_xact_lock(hashtext($1)) as mine', [
      LOCK,
    ]);
    if (lock?.mine !== true) return none;
    const rows = await session.query<{ case_id: string }[]>(
      `select case_id ${behindSql} and case_id > $3 order by case_id limit ${String(BATCH)}`,
      [this.known.versionsInForce, openStatuses, after],
    );
    const asked = await Promise.all(rows.map(({ case_id }) => this.ask(case_id)));
    const reprojected = asked.filter(Boolean).length;
    return { last: rows.at(-1)?.case_id ?? null, reprojected, left: asked.length - reprojected };
  }

  private async ask(caseId: string): Promise<boolean> {
    const command: ReprojectDeadlines = {
      type: 'ReprojectDeadlines',
      at: this.clock.now(),
      calendarVersion: this.known.current.version,
      notices: this.known.notices,
      consultations: true,
    };
    try {
      await this.desks.send('case', caseId, command);
      return true;
    } catch (error) {
      if (error instanceof Problem || error instanceof CaseParked) return false;
      throw error;
    }
  }
}
