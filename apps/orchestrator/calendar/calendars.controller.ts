import { Controller, Get, Inject, Param } from '@nestjs/common';
import { Asks, notFound } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { CalendarWatch } from './calendar-watch.js';
import { KnownCalendars } from './known-calendars.js';
import { Reprojection } from './reprojection.js';
import { shownCalendar, shownCalendars } from './shown-calendars.js';

/** Calendars as others read them. What changes one comes through the desk's doors. */
@Asks('calendar.read')
@Controller('calendars')
export class CalendarsController {
  constructor(
    @Inject(KnownCalendars) private readonly known: KnownCalendars,
    @Inject(CalendarWatch) private readonly watch: CalendarWatch,
    @Inject(Reprojection) private readonly reprojection: Reprojection,
  ) {}

  /** Read anew, so that whoever has written sees it, at whichever instance. */
  @Get()
  async list(): Promise<object> {
    await this.known.read();
    return shownCalendars(this.known, this.watch.missing(), await this.reprojection.behind());
  }

  @Get(':version')
  async read(@Param('version') version: string): Promise<object> {
    await this.known.read();
    const found = shownCalendar(this.known, version);
    if (found === undefined) throw notFound(text('没有这个日历版本', 'there is no such version of a calendar'));
    return found;
  }
}
