import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, DATA_SOURCE, Metrics, STORE, type DomainClock } from '@yichuang/host';
import { caseStatuses, type CaseStatus } from '@yichuang/matters';
import type { DataSource } from 'typeorm';

/** Counting every case ever takes a while with a million of them; nobody watches it by the second. */
const FRESH_MILLIS = 10_000;

const ended: ReadonlySet<CaseStatus> = new Set(['completed', 'declined', 'refused', 'withdrawn', 'terminated']);

/** Whether a case is parked each service tells of its own. */
const told = caseStatuses.filter((status) => status !== 'parked');

/** Of cases under way. */
export const openStatuses: readonly CaseStatus[] = told.filter((status) => !ended.has(status));

/** What the orchestrator tells of its cases, beside what every service tells. */
@Injectable()
export class CaseFigures implements OnModuleInit {
  private counted: { readonly at: number; readonly cases: Promise<ReadonlyMap<string, number>> } | null = null;

  constructor(
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(DATA_SOURCE) private readonly registers: DataSource,
    @Inject(CLOCK) private readonly clock: DomainClock,
    @Inject(STORE) private readonly store: { readonly written: ReadonlyMap<string, number> },
  ) {}

  onModuleInit(): void {
    this.metrics.gauges('cases', 'Cases by status', 'status', () => this.cases());
    this.metrics.gauge('cases_overdue', 'Cases under way whose time limit is over', () => this.overdue());
    this.metrics.total(
      'clock_breaches_total',
      'Time limits that were not kept',
      () => this.store.written.get('SlaBreached') ?? 0,
    );
  }

  private cases(): Promise<ReadonlyMap<string, number>> {
    const now = performance.now();
    if (this.counted === null || now - this.counted.at > FRESH_MILLIS) this.counted = { at: now, cases: this.count() };
    return this.counted.cases;
  }

  private async count(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.registers.query<{ status: string; cases: string }[]>(
      'select status, count(*) as cases from case_row group by status',
    );
    const found = new Map(rows.map(({ status, cases }) => [status, Number(cases)]));
    return new Map(told.map((status) => [status, found.get(status) ?? 0]));
  }

  private async overdue(): Promise<number> {
    const [row] = await this.registers.query<{ cases: string }[]>(
      'select count(*) as cases from case_row where status = any ($1) and due_at < $2',
      [openStatuses, this.clock.now()],
    );
    return Number(row?.cases ?? 0);
  }
}
