import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { CLOCK, LOG, Metrics, type DomainClock } from '@yichuang/host';
import { missingNotice, type MissingNotice } from '@yichuang/working-time';
import type { Logger } from 'pino';
import { KnownCalendars } from './known-calendars.js';
import { Reprojection } from './reprojection.js';

/** How soon an instance hears that another has published; reading nothing costs one look into an index. */
const LOOK_MILLIS = 1_000;
/** How soon a case is found that slipped in under the old calendar, or that could not be asked. */
const LOOK_AGAIN_MILLIS = 30_000;

/** Hears of published calendars, brings the open cases to them, and says when a notice is missing. */
@Injectable()
export class CalendarWatch implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly ended = new AbortController();
  private watching: Promise<void> = Promise.resolve();
  private sweptAt = -Infinity;
  private sweptFor = '';
  private toldOf = 0;

  constructor(
    @Inject(KnownCalendars) private readonly known: KnownCalendars,
    @Inject(Reprojection) private readonly reprojection: Reprojection,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: DomainClock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge(
      'calendar_notice_missing_days',
      'Days the holiday notice of the next year has been missed, counted from 1 October; 0 when it is published',
      () => this.missing()?.days ?? 0,
    );
    this.metrics.gauge('cases_on_former_calendar', 'Open cases that a published calendar has not reached yet', () =>
      this.reprojection.behind(),
    );
  }

  onApplicationBootstrap(): void {
    this.watching = this.watch();
  }

  async onApplicationShutdown(): Promise<void> {
    this.ended.abort();
    await this.watching;
  }

  missing(): MissingNotice | null {
    return missingNotice(this.known.current.current, this.clock.now());
  }

  private async watch(): Promise<void> {
    while (this.goesOn()) {
      try {
        await this.look();
      } catch (error) {
        this.log.warn(
          { error: error instanceof Error ? error.name : 'failed' },
          'the calendars could not be looked up',
        );
      }
      await pause(LOOK_MILLIS, null, { signal: this.ended.signal, ref: false }).catch(() => undefined);
    }
  }

  private readonly goesOn = (): boolean => !this.ended.signal.aborted;

  private async look(): Promise<void> {
    await this.known.read();
    this.tellOfMissing();
    const now = performance.now();
    const { version } = this.known.current;
    if (version === this.sweptFor && now - this.sweptAt < LOOK_AGAIN_MILLIS) return;
    const swept = await this.reprojection.run(this.goesOn);
    [this.sweptFor, this.sweptAt] = [version, now];
    if (swept.reprojected + swept.left > 0) this.log.info(swept, 'open cases were brought to the calendar in force');
  }

  /** Once a day: what is said every second nobody reads. */
  private tellOfMissing(): void {
    const missing = this.missing();
    if (missing !== null && missing.days !== this.toldOf)
      this.log.warn(missing, 'the holiday notice of a year is missing: propose it and have it published');
    this.toldOf = missing?.days ?? 0;
  }
}
