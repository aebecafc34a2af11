import { decodeEvent, streamsIn, TryLater } from '@yichuang/host';
import { fold } from '@yichuang/kernel';
import type { Calendars, PublishedNotice } from '@yichuang/matters';
import { calendarBook, calendarYears, halls, type CalendarBook } from '@yichuang/working-time';
import { calendarDecider } from './calendar.js';
import { NATIONAL, type CalendarEvent } from './events.js';
import { noCalendar, publishedYears, type CalendarState } from './state.js';

/** Where the desk's events are read: any session on the service's database. */
export interface EventSource {
  query<R>(sql: string, values: unknown[]): Promise<R>;
}

const STREAM = `calendar/${NATIONAL}`;

/**
 * The calendars this instance knows: those that came with the build, and those that were published, from the desk's own
 * events. Read before anything is folded, then again and again. Whoever publishes may be another instance, and a case may
 * come here that rests on what he published a moment ago: such a version is looked up before anybody answers for it, and
 * what needs it is tried again.
 */
export class KnownCalendars {
  private book: CalendarBook = calendarBook(calendarYears);
  private state: CalendarState = noCalendar;
  private readTo = 0;
  private source: EventSource | null = null;
  private reading: Promise<unknown> = Promise.resolve();
  /** Versions somebody asked for that are not here: `false` while nobody has looked since. */
  private readonly sought = new Map<string, boolean>();

  /** As the deciders ask. @throws TryLater for a version that is being looked up */
  readonly of: Calendars = (hall, version) => {
    const found = this.book.of(hall, version);
    if (found !== undefined || version === undefined || this.source === null) return found;
    if (!halls.some(({ id }) => id === hall) || this.sought.get(version) === true) return undefined;
    this.sought.set(version, false);
    this.read().catch(() => undefined);
    throw new TryLater(`the calendar ${version} is being read`);
  };

  get current(): Pick<CalendarBook, 'years' | 'current' | 'version'> {
    return this.book;
  }

  /** Every proposal as this instance knows it. */
  get proposals(): CalendarState['proposals'] {
    return this.state.proposals;
  }

  /** What was published here and is in force. */
  get notices(): readonly PublishedNotice[] {
    return this.book.current.flatMap(({ version, source: citation }) =>
      this.state.published.includes(version) ? [{ version, citation }] : [],
    );
  }

  /** Versions as a clock names them that rests on what is in force, in whatever hall and years it runs. */
  get versionsInForce(): readonly string[] {
    const bases = halls.flatMap(({ id }) => this.book.of(id)?.bases ?? []);
    return [...new Set(bases.map(({ calendarVersion }) => calendarVersion))];
  }

  /** Forgets what another database said, and reads what this one holds. */
  async open(source: EventSource): Promise<void> {
    this.source = source;
    this.state = noCalendar;
    this.readTo = 0;
    this.book = calendarBook(calendarYears);
    await this.read();
  }

  /** Learns what was written since. */
  read(): Promise<void> {
    const reading = this.reading.then(() => this.readOn());
    this.reading = reading.catch(() => undefined);
    return reading;
  }

  private async readOn(): Promise<void> {
    const asked = [...this.sought.keys()];
    const found = await streamsIn(this.source as EventSource, new Map([[STREAM, this.readTo]]));
    const rows = found.get(STREAM) ?? [];
    const events = rows.map((row) => decodeEvent(row) as CalendarEvent);
    this.state = fold(calendarDecider, events, this.state);
    this.readTo = rows.at(-1)?.version ?? this.readTo;
    const published = events.some(({ type }) => type === 'CalendarPublished');
    if (published) this.book = calendarBook(calendarYears, publishedYears(this.state));
    for (const version of asked) this.sought.set(version, true);
    if (published) this.sought.clear();
  }
}
