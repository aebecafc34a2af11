import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Ask } from '../notification/desk.js';
import { isInside, isInsideHost } from './inside.js';
import { signedHeaders, webhookKey } from './signature.js';
import { webhookPort } from './webhook.js';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const key = webhookKey(secret) ?? Buffer.alloc(0);

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server;
let url: string;
let got: Got[] = [];
let status = 204;
beforeAll(async () => {
  server = createServer((request, reply) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      reply.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  [got, status] = [[], 204];
});

const AT = Date.parse('2026-11-23T09:00:00+08:00');
const ask: Ask = {
  about: 'accepted',
  channel: 'webhook/bank',
  kind: 'accepted',
  number: '沙开办20261123-0001-7',
  of: { type: 'SlaStarted', at: AT },
  said: { dueAt: AT + 4 * 3_600_000 },
};
const call = (inDevelopment = true, to = url, channel = ask.channel) =>
  webhookPort([{ name: 'bank', url: to, kinds: ['accepted'], key }], inDevelopment).call({
    key: 'notification/c1|cause|0|webhook|webhook/bank',
    caseId: 'c1',
    ask: { ...ask, channel },
    section: null,
    signal: AbortSignal.timeout(3_000),
  });

describe('a webhook', () => {
  it('is accepted by the reference of Standard Webhooks, and tells what became of which case', async () => {
    expect(await call()).toEqual({ sent: true, simulated: false });
    const [one] = got;
    const read = new Webhook(secret).verify(one?.body ?? '', one?.headers as Record<string, string>);
    expect(read).toEqual({
      type: 'case.accepted',
      timestamp: '2026-11-23T01:00:00.000Z',
      data: {
        caseId: 'c1',
        number: '沙开办20261123-0001-7',
        about: 'accepted',
        dueAt: expect.stringMatching(/^2026-11-23T13:00:00(\.000)?\+08:00$/),
      },
    });
  });

  it('is not accepted when a byte of it was changed, or another secret signed it', async () => {
    await call();
    const { headers, body } = got[0] as Got;
    const sent = headers as Record<string, string>;
    expect(() => new Webhook(secret).verify(body.replace('c1', 'c2'), sent)).toThrow();
    expect(() => new Webhook(`whsec_${randomBytes(32).toString('base64')}`).verify(body, sent)).toThrow();
  });

  it('has the same id when it is sent again', async () => {
    status = 503;
    await expect(call()).rejects.toThrow('503');
    status = 200;
    await call();
    expect(got.map(({ headers }) => headers['webhook-id'])).toEqual([
      expect.stringMatching(/^msg_[0-9a-f]{32}$/),
      got[0]?.headers['webhook-id'],
    ]);
  });

  it('ends for a receiver that wants no more, and goes to nobody who is not subscribed', async () => {
    status = 410;
    expect(await call()).toEqual({ sent: false, code: 'HTTP_410' });
    expect(await call(true, url, 'webhook/gone')).toEqual({ sent: false, code: 'NOT_SUBSCRIBED' });
    expect(got).toHaveLength(1);
  });

  it('follows nobody elsewhere', async () => {
    status = 302;
    await expect(call()).rejects.toThrow('302');
    expect(got).toHaveLength(1);
  });

  it('does not reach inside outside development, whatever the name says', async () => {
    await expect(call(false, url.replace('127.0.0.1', 'localhost'))).rejects.toThrow();
    expect(got).toEqual([]);
  });
});

describe('its secret', () => {
  it.each([
    ['', null],
    ['whsec_', null],
    [`whsec_${Buffer.alloc(23).toString('base64')}`, null],
    [`whsec_${Buffer.alloc(65).toString('base64')}`, null],
    [Buffer.alloc(32).toString('base64'), null],
    ['whsec_not base64 at all, whatever it says', null],
    [`whsec_${Buffer.alloc(24, 7).toString('base64')}\n`, Buffer.alloc(24, 7)],
  ])('%j is read as it should be', (written, read) => {
    expect(webhookKey(written)).toEqual(read);
  });

  it('signs as the specification’s own example does', () => {
    const example = webhookKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw') ?? Buffer.alloc(0);
    const signed = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', seconds: 1614265330, body: '{"test": 2432232314}' };
    expect(signedHeaders(example, signed)['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });
});

describe('what lies inside', () => {
  it.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '0.0.0.0', '100.64.0.1', '::1'])(
    '%s does',
    (address) => {
      expect(isInside(address)).toBe(true);
      expect(isInsideHost(address.includes(':') ? `[${address}]` : address)).toBe(true);
    },
  );
  it.each(['fd00::1', 'fe80::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', 'ff02::1'])(
    '%s does',
    (address) => {
      expect(isInside(address)).toBe(true);
    },
  );
  it.each(['8.8.8.8', '172.32.0.1', '2400:3200::1', '::ffff:8.8.8.8'])('%s does not', (address) => {
    expect(isInside(address)).toBe(false);
  });
  it.each(['localhost', 'LOCALHOST.', 'a.localhost'])('the name %s does', (name) => {
    expect(isInsideHost(name)).toBe(true);
  });
});
