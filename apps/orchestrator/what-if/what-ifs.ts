import { setImmediate as breath } from 'node:timers/promises';
import { Problem } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import {
  getPlan,
  WhatIf,
  type Book,
  type CaseEvent,
  type Calendars,
  type Catalogue,
  type WhatIfReport,
} from '@yichuang/matters';
import type { DataSource } from 'typeorm';
import type { Within } from '../case-reach.js';
import type { Asked } from './asked-what-if.js';
import { recordedCases } from './recorded-cases.js';

/** Entries between which others of the process are served: some milliseconds. */
const ENTRIES_AT_ONCE = 50;
const BUSY_SECONDS = 10;

/**
 * Runs recorded periods again. It reads, decides and forgets: no desk of the house hears of it. One at a time, for each keeps a
 * processor busy.
 */
export class WhatIfs {
  private busy = false;
  private readonly books = new Map<string, Book>();

  constructor(
    private readonly registers: DataSource,
    private readonly catalogue: Catalogue,
    private readonly calendars: Calendars,
  ) {}

  /** @throws Problem 503 while another is run */
  async run({ scenario, ...period }: Asked, within: Within): Promise<WhatIfReport> {
    if (this.busy) throw new Problem(503, 'WHAT_IF_RUNS', BUSY, { retryAfterSeconds: BUSY_SECONDS });
    this.busy = true;
    try {
      const running = new WhatIf(scenario);
      for await (const page of recordedCases(this.registers, { ...period, within }))
        for (const { caseId, submittedAt, decisions } of page) {
          await comeTo(running, submittedAt);
          running.add({ caseId, decisions, book: this.bookOf(decisions) });
        }
      await comeTo(running, Infinity);
      return running.end();
    } finally {
      this.busy = false;
    }
  }

  /** One for each plan, so that what is built for a book is built once. */
  private bookOf(decisions: readonly (readonly CaseEvent[])[]): Book {
    const first = decisions[0]?.[0];
    if (first?.type !== 'ApplicationSubmitted') throw new TypeError('a case begins when it is handed in');
    const key = `${first.matter} ${first.planVersion}`;
    const known = this.books.get(key) ?? {
      plan: getPlan(this.catalogue, first.matter, first.planVersion),
      calendars: this.calendars,
    };
    this.books.set(key, known);
    return known;
  }
}

async function comeTo(running: WhatIf, instant: number): Promise<void> {
  while (!running.run(instant, ENTRIES_AT_ONCE)) await breath();
}

const BUSY = text('另一项推演正在进行，请稍后再试', 'another what-if is being run; try again');
