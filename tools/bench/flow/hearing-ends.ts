import { openKafkaStream } from '@yichuang/event-stream';
import { followEvents } from '../event-lines.js';
import { Ends, type ToyEnd } from './ends.js';

/** Where the load program hears which cases are over. */
export interface EndsHeard {
  readonly onEnd: (end: ToyEnd) => void;
  /** Nothing more will be heard. */
  readonly onLost: (error: Error) => void;
}

export interface Hearing {
  close(): Promise<void>;
}

/** Over HTTP, at the window of a house whose services share one process: nobody else hears its stream at once. */
export function hearAtWindow(url: string, { onEnd, onLost }: EndsHeard): Promise<Hearing> {
  return followEvents({
    name: 'the window',
    url,
    path: '/ends',
    onLost,
    onData: (data) => {
      for (const end of JSON.parse(data) as ToyEnd[]) onEnd(end);
    },
  });
}

/** On the stream itself, as every gateway follows it. */
export async function hearOnKafka(
  options: { readonly brokers: readonly string[]; readonly topic: string; readonly partitions: number },
  { onEnd, onLost }: EndsHeard,
): Promise<Hearing> {
  const { brokers, topic, partitions } = options;
  const engine = await openKafkaStream({ brokers, clientId: 'bench', partitions, onFatal: onLost });
  const ends = new Ends();
  const tail = await engine.tail(topic, (records) => {
    for (const end of ends.take(records)) onEnd(end);
  });
  return {
    close: async () => {
      await tail.close();
      await engine.close();
    },
  };
}
