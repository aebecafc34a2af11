import { Controller, Inject, Injectable, Module, Sse, type MessageEvent } from '@nestjs/common';
import { Asks, department, SETTINGS, STREAM, type Settings, type StreamEngine } from '@yichuang/host';
import { Observable, Subject } from 'rxjs';
import { Ends, type ToyEnd } from './ends.js';

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

@Asks('nobody')
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

/** In the gateway's place, and by its name: the door at which the ends of cases are heard. */
export const toyWindow = department({
  name: 'gateway',
  title: { 'zh-CN': '示例窗口', en: 'Toy window' },
  desks: [],
  hears: [],
  modules: [EndsModule],
});
