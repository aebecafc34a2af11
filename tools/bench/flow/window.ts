import { Controller, Inject, Injectable, Module, Sse, type MessageEvent } from '@nestjs/common';
import {
  department,
  SETTINGS,
  STREAM,
  unframe,
  type Settings,
  type StreamEngine,
  type StreamRecord,
} from '@yichuang/host';
import { Observable, Subject } from 'rxjs';

/** A case that is over, as whoever handed it in hears of it. */
export interface ToyEnd {
  readonly caseId: string;
  readonly steps: number;
  readonly code: string;
}

/** Counts what the stream says of each case, by headers; only the answers of who issues the code are parsed. */
export class Ends {
  private readonly open = new Map<string, { steps: number; code: string }>();

  /** @returns what ended with these records */
  take(records: readonly StreamRecord[]): ToyEnd[] {
    return records.flatMap((record) => this.takeOne(record));
  }

  private takeOne({ key, type, source, body }: StreamRecord): ToyEnd[] {
    if (type === 'CaseCompleted') {
      const end = { caseId: key, ...this.of(key) };
      this.open.delete(key);
      return [end];
    }
    if (type !== 'ToyAnswered' && type !== 'ApplicationAccepted' && type !== 'PackageReady') return [];
    const known = this.of(key);
    known.steps += 1;
    if (source !== 'market-regulation') return [];
    const { answer } = unframe(body).json as { answer: { step: string; result?: { code?: string } } };
    known.code = answer.result?.code ?? known.code;
    return [];
  }

  private of(caseId: string): { steps: number; code: string } {
    const known = this.open.get(caseId) ?? { steps: 0, code: '' };
    this.open.set(caseId, known);
    return known;
  }
}

/** Follows the stream as the gateway's live updates do. */
@Injectable()
class EndsTail {
  private readonly told = new Subject<readonly ToyEnd[]>();
  private tail: { close(): Promise<void> } | null = null;

  constructor(
    @Inject(STREAM) private readonly engine: StreamEngine,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async onModuleInit(): Promise<void> {
    const ends = new Ends();
    this.tail = await this.engine.tail(this.settings.TOPIC, (records) => {
      const over = ends.take(records);
      if (over.length > 0) this.told.next(over);
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.tail?.close();
    this.told.complete();
  }

  messages(): Observable<MessageEvent> {
    return new Observable((subscriber) =>
      this.told.subscribe({
        next: (over) => {
          subscriber.next({ data: over });
        },
        complete: () => {
          subscriber.complete();
        },
      }),
    );
  }
}

@Controller()
class EndsController {
  constructor(@Inject(EndsTail) private readonly tail: EndsTail) {}

  @Sse('ends')
  ends(): Observable<MessageEvent> {
    return this.tail.messages();
  }
}

@Module({ controllers: [EndsController], providers: [EndsTail] })
class EndsModule {}

/** In the gateway's place: the door at which the ends of cases are heard. */
export const toyWindow = department({
  name: 'window',
  title: { 'zh-CN': '示例窗口', en: 'Toy window' },
  desks: [],
  hears: [],
  modules: [EndsModule],
});
