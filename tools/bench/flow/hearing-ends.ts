import { openKafkaStream } from '@yichuang/event-stream';
import { Client } from 'undici';
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
export async function hearAtWindow(url: string, { onEnd, onLost }: EndsHeard): Promise<Hearing> {
  const client = new Client(url, { bodyTimeout: 0 });
  const ending = new AbortController();
  const { statusCode, body } = await client.request({
    method: 'GET',
    path: '/ends',
    headers: { accept: 'text/event-stream' },
    signal: ending.signal,
  });
  if (statusCode !== 200) throw new Error(`the window answered ${String(statusCode)}`);
  const following = follow(body, onEnd).then(
    () => new Error('the window closed'),
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  void following.then((error) => {
    if (!ending.signal.aborted) onLost(error);
  });
  return {
    close: async () => {
      ending.abort();
      await following;
      await client.destroy();
    },
  };
}

async function follow(body: AsyncIterable<Buffer>, onEnd: EndsHeard['onEnd']): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) readLine(line, onEnd);
  }
}

function readLine(line: string, onEnd: EndsHeard['onEnd']): void {
  if (!line.startsWith('data:')) return;
  for (const end of JSON.parse(line.slice('data:'.length)) as ToyEnd[]) onEnd(end);
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
