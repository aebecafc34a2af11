import { Module, type DynamicModule } from '@nestjs/common';
import { CLOCK, DATA_SOURCE, department, Desks, type Department, type DomainClock } from '@yichuang/host';
import { catalogue, type Calendars, type Catalogue } from '@yichuang/matters';
import { calendarDesk } from './calendar/desk.js';
import { KnownCalendars } from './calendar/known-calendars.js';
import { calendarsModule } from './calendar/module.js';
import { AttachmentsController } from './attachment/attachments.controller.js';
import { Attachments } from './attachment/attachments.js';
import { attachmentDesk } from './attachment/desk.js';
import { bookOf, caseDesk, type CaseDesk } from './case/desk.js';
import { heardDepartments, knowledgeOf } from './case/hearing.js';
import { CardsController } from './cards.controller.js';
import { AppraisalsController } from './appraisals.controller.js';
import { CasesController } from './cases.controller.js';
import { Cases } from './cases.js';
import { draftDesk } from './draft/desk.js';
import { DraftsModule } from './draft/module.js';
import { CaseFigures } from './figures.js';
import { ReceiptsController } from './receipts.controller.js';
import type { DataSource } from 'typeorm';
import { SealedController } from './sealed.controller.js';
import { SUPPOSABLE, WhatIfsController } from './what-if/what-ifs.controller.js';
import { WhatIfs } from './what-if/what-ifs.js';

@Module({})
class CasesModule {}

/** 统筹, for the matters of a catalogue: a new one is a folder and a line there, and no edit here. */
export function orchestratorOf(matters: Catalogue): Department {
  const known = new KnownCalendars();
  const desk = caseDesk(matters, known.of);
  return department({
    name: 'orchestrator',
    title: { 'zh-CN': '统筹', en: 'Orchestrator' },
    desks: [desk, draftDesk, attachmentDesk, calendarDesk],
    hears: heardDepartments(matters),
    knows: knowledgeOf(matters),
    readFirst: (registers) => known.open(registers),
    modules: [casesModule(desk, matters, known.of), DraftsModule, calendarsModule(known)],
  });
}

const casesModule = (desk: CaseDesk, matters: Catalogue, calendars: Calendars): DynamicModule => ({
  module: CasesModule,
  controllers: [
    AppraisalsController,
    CardsController,
    CasesController,
    ReceiptsController,
    AttachmentsController,
    SealedController,
    WhatIfsController,
  ],
  providers: [
    CaseFigures,
    { provide: SUPPOSABLE, useValue: { catalogue: matters, calendars } },
    {
      provide: WhatIfs,
      inject: [DATA_SOURCE],
      useFactory: (registers: DataSource) => new WhatIfs(registers, matters, calendars),
    },
    {
      provide: Attachments,
      inject: [Desks, Cases, CLOCK],
      useFactory: (desks: Desks, cases: Cases, clock: DomainClock) => new Attachments(desks, cases, clock),
    },
    {
      provide: Cases,
      inject: [Desks, CLOCK],
      useFactory: (desks: Desks, clock: DomainClock) => new Cases(desk, bookOf(matters, calendars), desks, clock),
    },
  ],
});

export { caseDesk } from './case/desk.js';

/** Runs every case: its plan, its one notice, its clock and its cards. */
export const orchestrator = orchestratorOf(catalogue);
