import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { clientIn, Wire } from './wire.js';

/** The head of a request as a Kafka client writes it. */
function request(client: string | null, rest = ''): Buffer {
  const head = Buffer.alloc(14);
  head.writeInt16BE(client === null ? -1 : Buffer.byteLength(client), 12);
  return Buffer.concat([head, Buffer.from(client ?? ''), Buffer.from(rest)]);
}

let broker: Server;
let wire: Wire;
const sockets: Socket[] = [];

beforeEach(async () => {
  broker = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  broker.listen(0, '127.0.0.1');
  await once(broker, 'listening');
  wire = await Wire.to(`127.0.0.1:${String((broker.address() as AddressInfo).port)}`);
});
afterEach(async () => {
  await wire.close();
  for (const socket of sockets.splice(0)) socket.destroy();
  await new Promise((resolve) => broker.close(resolve));
});

async function dial(client: string): Promise<Socket> {
  const [host, port] = wire.address.split(':');
  const socket = connect(Number(port), host);
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(request(client, 'hello'));
  return socket;
}

const heard = async (socket: Socket): Promise<string> => {
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  return bytes.toString();
};

describe('the wire to a broker', () => {
  it('reads who calls from the head of the first request, also when it comes in pieces', () => {
    const whole = request('tax');
    expect(clientIn(whole)).toBe('tax');
    for (let cut = 0; cut < whole.length; cut += 1) expect(clientIn(whole.subarray(0, cut))).toBeNull();
    expect(clientIn(request(null))).toBe('');
  });

  it('lets everything through, both ways', async () => {
    const tax = await dial('tax');
    expect(await heard(tax)).toContain('hello');
    tax.write('again');
    expect(await heard(tax)).toBe('again');
    expect(wire.clients()).toEqual(new Set(['tax']));
  });

  it('is cut for one client alone, at once, until it is mended', async () => {
    const [tax, seal] = await Promise.all([dial('tax'), dial('seal')]);
    await Promise.all([heard(tax), heard(seal)]);
    const torn = once(tax, 'close');
    wire.cut('tax');
    await torn;
    const refused = await dial('tax');
    await once(refused, 'close');
    seal.write('still here');
    expect(await heard(seal)).toBe('still here');
    wire.mend('tax');
    expect(await heard(await dial('tax'))).toContain('hello');
  });
});
