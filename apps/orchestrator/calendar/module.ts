import { Module, type DynamicModule } from '@nestjs/common';
import { CLOCK, DATA_SOURCE, Desks, type DomainClock } from '@yichuang/host';
import type { DataSource } from 'typeorm';
import { CalendarWatch } from './calendar-watch.js';
import { CalendarsController } from './calendars.controller.js';
import { KnownCalendars } from './known-calendars.js';
import { Reprojection } from './reprojection.js';

@Module({})
class CalendarsModule {}

export const calendarsModule = (known: KnownCalendars): DynamicModule => ({
  module: CalendarsModule,
  controllers: [CalendarsController],
  providers: [
    { provide: KnownCalendars, useValue: known },
    {
      provide: Reprojection,
      inject: [Desks, DATA_SOURCE, CLOCK],
      useFactory: (desks: Desks, registers: DataSource, clock: DomainClock) =>
        new Reprojection(known, desks, registers, clock),
    },
    CalendarWatch,
  ],
});
