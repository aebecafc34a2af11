import { Client } from 'undici';

export interface EventLines {
  /** What is told of it when it fails. */
  readonly name: string;
  /** Address of the server and path of its stream of server-sent events. */
  readonly url: string;
  readonly path: string;
  /** Access token of whoever listens, where the server asks for one. */
  readonly token?: string;
  /** What stands behind `data:`, unparsed. */
  readonly onData: (data: string) => void;
  /** A line that ends by itself is a fault: events could be missed, and it is told once. */
  readonly onLost: (error: Error) => void;
}

/**
 * Follows server-sent events until closed. Resolves when the server has answered, so that whatever is sent afterwards is heard.
 *
 * @throws Error when the answer is another than 200
 */
export async function followEvents({
  name,
  url,
  path,
  token,
  onData,
  onLost,
}: EventLines): Promise<{ close(): Promise<void> }> {
  const client = new Client(url, { bodyTimeout: 0, headersTimeout: 30_000 });
  const ending = new AbortController();
  const { statusCode, body } = await client.request({
    method: 'GET',
    path,
    headers: {
      accept: 'text/event-stream',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    signal: ending.signal,
  });
  if (statusCode !== 200) throw new Error(`${name} answered ${String(statusCode)}`);
  const following = follow(body, onData).then(
    () => new Error(`${name} ended`),
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

async function follow(body: AsyncIterable<Buffer>, onData: EventLines['onData']): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data:')) onData(line.slice('data:'.length));
  }
}
