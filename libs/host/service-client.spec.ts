import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { serviceClient, type ServiceClient } from './service-client.js';

/** Whatever came in, in order; the paths under `/known-later` are turned away once. */
let heard: { path: string; headers: IncomingHttpHeaders }[];
let server: Server;
let client: ServiceClient;
let forgotten = 0;

beforeAll(async () => {
  server = createServer((request, reply) => {
    const path = request.url ?? '';
    const again = heard.some((one) => one.path === path);
    heard.push({ path, headers: request.headers });
    reply.statusCode = path.startsWith('/known-later') && !again ? 401 : 200;
    reply.setHeader('content-type', 'application/json').end(JSON.stringify({ path }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = serviceClient(`http://127.0.0.1:${String(port)}`, 'toy', {
    tokenFor: (service) => Promise.resolve(`of-the-door-for-${service}`),
    forget: () => {
      forgotten += 1;
    },
  });
});
beforeEach(() => {
  heard = [];
});
afterAll(async () => {
  await client.close();
  await new Promise((resolve) => server.close(resolve));
});

const shown = () => heard.map(({ path, headers }) => [path, headers.authorization, headers['x-on-behalf-of']]).sort();

const OWN = 'Bearer of-the-door-for-toy';

describe('a call of another service', () => {
  it('is made for the person whose token it was bound to, beside the token of the service, however many call at once', async () => {
    const [zhang, li] = [client.onBehalfOf('zhang'), client.onBehalfOf('li')];
    await Promise.all([zhang.get('/a'), li.post('/b', {}), client.get('/c'), zhang.put('/d', {}), li.text('/e')]);
    expect(shown()).toEqual([
      ['/a', OWN, 'zhang'],
      ['/b', OWN, 'li'],
      ['/c', OWN, undefined],
      ['/d', OWN, 'zhang'],
      ['/e', OWN, 'li'],
    ]);
  });

  it('is made for nobody where nobody has shown a token', async () => {
    await client.onBehalfOf(undefined).get('/a');
    expect(shown()).toEqual([['/a', OWN, undefined]]);
  });

  it('is said again for the same person when the token of the service was too old', async () => {
    await client.onBehalfOf('zhang').get('/known-later');
    expect(shown()).toEqual([
      ['/known-later', OWN, 'zhang'],
      ['/known-later', OWN, 'zhang'],
    ]);
    expect(forgotten).toBe(1);
  });
});
