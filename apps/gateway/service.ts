import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { department, Health, LOG, SETTINGS, STREAM, type Settings, type StreamEngine } from '@yichuang/host';
import type { Logger } from 'pino';
import { Admission } from './admission.js';
import { CalendarsController } from './calendars.controller.js';
import { AppraisalsController } from './appraisals.controller.js';
import { CardsController } from './cards.controller.js';
import { CasesController } from './cases.controller.js';
import { ClocksController } from './clocks.controller.js';
import { CaseList } from './case-list.js';
import { FiguresController } from './figures.controller.js';
import { OwnHouse } from './house.js';
import { CaseKeysController } from './keys.controller.js';
import { Intake } from './intake.js';
import { LiveController } from './live.controller.js';
import { Live } from './live.js';
import { NotificationsController } from './notifications.controller.js';
import { ConsentController } from './consent.controller.js';
import { NoticesController } from './notices.controller.js';
import { PromisesController } from './promises.controller.js';
import { EntrustmentController } from './entrustment.controller.js';
import { RatingController } from './rating.controller.js';
import { OpenApiController } from './open-api.controller.js';
import { OpenApi } from './open-api.js';
import { OperationsController } from './operations.controller.js';
import { OrdersController } from './orders.controller.js';
import { Parked } from './parked.js';
import { Permits } from './permits.js';
import { PersonalDataController } from './personal-data.controller.js';
import { QueueController } from './queue.controller.js';
import { DraftBook } from './draft-book.js';
import { DraftSubmission } from './draft-submission.js';
import { DraftsController } from './drafts.controller.js';
import { AttachmentBook } from './attachments/attachment-book.js';
import { attachmentParts } from './attachments/parts.js';
import { AttachmentsController } from './attachments/attachments.controller.js';
import { Sweeper } from './attachments/sweeper.js';
import { Counter } from './counter.js';
import { CounterController } from './counter.controller.js';
import { ReceiptsController } from './receipts.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import { Openings } from './documents/openings.js';
import { Printer } from './documents/printer.js';
import { DoorFigures } from './door-figures.js';
import { InHand } from './in-hand.js';
import { Pressure } from './pressure.js';
import { settings } from './settings.js';
import { SignInController } from './sign-in.controller.js';
import { StreamController } from './stream.controller.js';

/** Every route of the public door. */
export const controllers = [
  CasesController,
  ClocksController,
  CardsController,
  AppraisalsController,
  CalendarsController,
  CaseKeysController,
  PersonalDataController,
  QueueController,
  OrdersController,
  NotificationsController,
  NoticesController,
  PromisesController,
  RatingController,
  EntrustmentController,
  ConsentController,
  ReceiptsController,
  DocumentsController,
  CounterController,
  DraftsController,
  AttachmentsController,
  OperationsController,
  StreamController,
  FiguresController,
  LiveController,
  OpenApiController,
  SignInController,
];

@Module({
  controllers,
  providers: [
    { provide: OwnHouse, inject: [SETTINGS], useFactory: (settings: Settings) => new OwnHouse(settings) },
    {
      provide: Intake,
      inject: [OwnHouse, SETTINGS],
      useFactory: (own: OwnHouse, settings: Settings) => new Intake(own.vault, Buffer.from(settings.TAG_KEY, 'base64')),
    },
    {
      provide: DraftBook,
      inject: [Intake, SETTINGS],
      useFactory: (intake: Intake, settings: Settings) =>
        new DraftBook(intake, Buffer.from(settings.TAG_KEY, 'base64')),
    },
    {
      provide: DraftSubmission,
      inject: [Intake, DraftBook],
      useFactory: (intake: Intake, drafts: DraftBook) => new DraftSubmission(intake, drafts),
    },
    {
      provide: AttachmentBook,
      inject: [Intake, SETTINGS],
      useFactory: (intake: Intake, settings: Settings) => new AttachmentBook(intake, attachmentParts(settings)),
    },
    {
      provide: Sweeper,
      inject: [OwnHouse, SETTINGS, LOG],
      useFactory: (own: OwnHouse, settings: Settings, log: Logger) =>
        new Sweeper(attachmentParts(settings)?.store ?? null, own, (error) => {
          log.warn({ error: error instanceof Error ? error.message : 'failed' }, 'attachments were not swept');
        }),
    },
    {
      provide: Counter,
      inject: [Intake, DraftSubmission, SETTINGS],
      useFactory: (intake: Intake, submission: DraftSubmission, settings: Settings) =>
        new Counter(intake, submission, Buffer.from(settings.TAG_KEY, 'base64')),
    },
    OpenApi,
    { provide: Printer, useFactory: () => new Printer() },
    {
      provide: Openings,
      inject: [LOG],
      useFactory: (log: Logger) =>
        new Openings((error) => {
          log.warn({ error: error instanceof Error ? error.message : 'failed' }, 'an opening was not noted');
        }),
    },
    {
      provide: Pressure,
      inject: [OwnHouse, STREAM, SETTINGS],
      useFactory: ({ services }: OwnHouse, engine: StreamEngine, { TOPIC }: Settings) =>
        new Pressure(services, engine, TOPIC),
    },
    { provide: InHand, useFactory: () => new InHand() },
    Admission,
    DoorFigures,
    { provide: Permits, inject: [OwnHouse], useFactory: (own: OwnHouse) => new Permits(own.orchestrator) },
    { provide: Parked, inject: [OwnHouse], useFactory: (own: OwnHouse) => new Parked(own) },
    { provide: CaseList, inject: [Parked], useFactory: (parked: Parked) => new CaseList(parked) },
    {
      provide: Live,
      inject: [STREAM, SETTINGS],
      useFactory: (engine: StreamEngine, settings: Settings) => new Live(engine, settings.TOPIC),
    },
  ],
})
class DoorModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(OwnHouse) private readonly own: OwnHouse,
    @Inject(Live) private readonly live: Live,
    @Inject(Printer) private readonly printer: Printer,
    @Inject(Health) private readonly health: Health,
  ) {}

  async onModuleInit(): Promise<void> {
    // the door is ready when all are behind it: one that stopped is seen from outside
    for (const [name, client] of this.own.services) {
      this.health.add({ name, check: () => client.get('/readyz').then(() => null) });
    }
    await this.live.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.live.close();
    await this.printer.close();
    await this.own.close();
  }
}

/** The one public door. It keeps nothing: forms are judged, sealed and handed on; answers are the services' own. */
export const gateway = department({
  name: 'gateway',
  title: { 'zh-CN': '综合专窗', en: 'Gateway' },
  desks: [],
  hears: [],
  settings,
  modules: [DoorModule],
});
