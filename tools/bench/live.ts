import { Client } from 'undici';

/** One line of the public live updates. */
export interface LiveEvent {
  readonly caseId: string;
  readonly type: string;
  readonly source: string;
}

/** What is listened for; the rest of a busy house's lines is not even parsed. */
export type Wanted = ReadonlySet<string>;

/**
 * Follows `/api/v1/live` until closed. Resolves when the door has answered, so that whatever is sent afterwards is heard.
 * A line that ends by itself is a fault: events could be missed, and it is told once.
 */
export async function listen(
  url: string,
  wanted: Wanted,
  onEvent: (event: LiveEvent) => void,
  onLost: (error: Error) => void,
): Promise<{ close(): Promise<void> }> {
  const client = new Client(url, { bodyTimeout: 0, headersTimeout: 30_000 });
  const ending = new AbortController();
  const answer = await client.request({
    method: 'GET',
    path: `/api/v1/live?type=${[...wanted].join(',')}`,
    headers: { accept: 'text/event-stream' },
    signal: ending.signal,
  });
  if (answer.statusCode !== 200) throw new Error(`/api/v1/live answered ${String(answer.statusCode)}`);
  const following = follow(answer.body, wanted, onEvent).then(
    () => new Error('the live updates ended'),
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

async function follow(body: AsyncIterable<Buffer>, wanted: Wanted, onEvent: (event: LiveEvent) => void): Promise<void> {
  const marks = [...wanted].map((type) => `"${type}"`);
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('data:') || !marks.some((mark) => line.includes(mark))) continue;
      const event = JSON.parse(line.slice('data:'.length)) as LiveEvent;
      if (wanted.has(event.type)) onEvent(event);
    }
  }
}
