import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** Bytes before a client's name in its first request: length, API key and version, correlation id, length of the name. */
const NAME_LENGTH_AT = 12;
const NAME_AT = 14;

interface Line {
  readonly client: string;
  readonly ends: readonly [Socket, Socket];
}

/**
 * The wire between the services and one broker: a TCP proxy that knows whose line is whose, for a Kafka client names
 * itself in the head of its first request (Kafka protocol, request header: client_id). A line that is cut is torn at once,
 * and none of that client is put through until it is mended.
 */
export class Wire {
  private readonly lines = new Set<Line>();
  private readonly cutClients = new Set<string>();

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  /** @param broker `host:port` */
  static async to(broker: string): Promise<Wire> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const wire = new Wire(server, `127.0.0.1:${String(port)}`);
    server.on('connection', (near) => {
      wire.take(near, broker);
    });
    return wire;
  }

  /** @param client as it names itself to Kafka */
  cut(client: string): void {
    this.cutClients.add(client);
    for (const line of this.lines) if (line.client === client) tear(line.ends);
  }

  mend(client: string): void {
    this.cutClients.delete(client);
  }

  /** Clients that have a line now. */
  clients(): ReadonlySet<string> {
    return new Set([...this.lines].map(({ client }) => client));
  }

  async close(): Promise<void> {
    for (const { ends } of this.lines) tear(ends);
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(near: Socket, broker: string): void {
    let head = Buffer.alloc(0);
    near.on('error', () => near.destroy());
    const hear = (bytes: Buffer): void => {
      head = Buffer.concat([head, bytes]);
      const client = clientIn(head);
      if (client === null) return;
      near.off('data', hear);
      near.pause();
      if (this.cutClients.has(client)) near.destroy();
      else this.join(near, broker, { client, head });
    };
    near.on('data', hear);
  }

  private join(near: Socket, broker: string, { client, head }: { client: string; head: Buffer }): void {
    const [host = '', port = ''] = broker.split(':');
    const far = connect(Number(port), host);
    const line: Line = { client, ends: [near, far] };
    this.lines.add(line);
    for (const end of line.ends) {
      end.setNoDelay(true);
      end.on('error', () => {
        tear(line.ends);
      });
      end.on('close', () => {
        tear(line.ends);
        this.lines.delete(line);
      });
    }
    far.write(head);
    near.pipe(far);
    far.pipe(near);
  }
}

function tear(ends: readonly Socket[]): void {
  for (const end of ends) end.destroy();
}

/** `null` while too little has come to tell. */
export function clientIn(head: Buffer): string | null {
  if (head.length < NAME_AT) return null;
  const length = head.readInt16BE(NAME_LENGTH_AT);
  if (length < 0) return '';
  return head.length < NAME_AT + length ? null : head.toString('utf8', NAME_AT, NAME_AT + length);
}
