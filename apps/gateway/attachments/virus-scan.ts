import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { TryLater } from '@yichuang/host';

/** What was found, by the name the scanner gives it; `null` where nothing was. */
export type Verdict = { readonly virus: string | null };

/** One file, fed as it comes in. */
export interface Scan {
  feed(bytes: Uint8Array): Promise<void>;
  /** @throws TryLater when the scanner is away: what nobody has looked at is not kept */
  verdict(): Promise<Verdict>;
  abandon(): void;
}

/** A way to a virus scanner. */
export interface VirusScanner {
  /** Stands with each attachment; a simulator says that it is one. */
  readonly name: string;
  begin(): Promise<Scan>;
}

/** The test file of EICAR, in two halves, so that no scanner takes this source for it. */
const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
  'latin1',
);

/** 模拟: knows the test file and no virus. For development only. */
export const simulatedScanner: VirusScanner = {
  name: 'simulator (knows the EICAR test file only)',
  begin: () => {
    let end = Buffer.alloc(0);
    let virus: string | null = null;
    return Promise.resolve({
      feed: (bytes) => {
        const seen = Buffer.concat([end, bytes]);
        if (seen.includes(EICAR)) virus = 'Eicar-Test-Signature';
        // it may lie across two pieces
        end = seen.subarray(-(EICAR.length - 1));
        return Promise.resolve();
      },
      verdict: () => Promise.resolve({ virus }),
      abandon: () => undefined,
    });
  },
};

/** A scan of 20 MB takes a second or two; what says nothing for so long is away. */
const SILENT_MILLIS_MAX = 30_000;
/** Of a reply: a name and a word. */
const REPLY_BYTES_MAX = 4_096;

/**
 * ClamAV's daemon by its INSTREAM command (clamd(8)): pieces with their length before them, an empty one at the end, and one
 * line back.
 *
 * @param address `host:port`, or the path of a Unix socket
 */
export function clamd(address: string): VirusScanner {
  return {
    name: 'clamd',
    begin: async () => {
      const socket = await connected(address);
      const reply = replyOf(socket);
      // whoever asks for the verdict hears of it; before that nobody may be listening
      reply.catch(() => undefined);
      const say = async (bytes: Uint8Array): Promise<void> => {
        if (socket.destroyed) throw away();
        if (!socket.write(bytes)) await drained(socket);
      };
      await say(Buffer.from('zINSTREAM\0', 'latin1'));
      return {
        feed: async (bytes) => {
          if (bytes.length === 0) return;
          await say(lengthOf(bytes.length));
          await say(bytes);
        },
        verdict: async () => {
          await say(lengthOf(0));
          const said = await reply;
          socket.destroy();
          return verdictOf(said);
        },
        abandon: () => {
          socket.destroy();
        },
      };
    },
  };
}

async function connected(address: string): Promise<Socket> {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(address) ?? [];
  const socket = port === '' ? connect(address) : connect(Number(port), host);
  socket.setTimeout(SILENT_MILLIS_MAX, () => socket.destroy());
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    socket.destroy();
    throw away();
  }
}

async function drained(socket: Socket): Promise<void> {
  const closed = new AbortController();
  const end = (): void => {
    closed.abort();
  };
  socket.once('close', end);
  try {
    await once(socket, 'drain', { signal: closed.signal });
  } catch {
    throw away();
  } finally {
    socket.off('close', end);
  }
}

function replyOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    socket.on('data', (bytes: Buffer) => {
      said += bytes.toString('latin1');
      if (said.includes('\0')) resolve(said.slice(0, said.indexOf('\0')));
      else if (said.length > REPLY_BYTES_MAX) socket.destroy();
    });
    socket.on('error', () => {
      reject(away());
    });
    socket.on('close', () => {
      reject(away());
    });
  });
}

const lengthOf = (bytes: number): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes);
  return head;
};

/** `stream: OK`, `stream: Win.Test.EICAR_HDB-1 FOUND`; anything else is no verdict. */
function verdictOf(said: string): Verdict {
  if (said === 'stream: OK') return { virus: null };
  const [, virus] = /^stream: (\S+) FOUND$/.exec(said) ?? [];
  if (virus !== undefined) return { virus };
  throw away();
}

const away = (): TryLater => new TryLater('the virus scanner is away');
