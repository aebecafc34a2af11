import { Controller, Get, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actions, permissionTable, type Action } from '@yichuang/contracts';
import fc from 'fast-check';
import pino from 'pino';
import { Pool } from 'undici';
import { Actors } from './actors.js';
import { Asks } from './asks.js';
import { NotTrusted, type Distrust } from './distrust.js';
import { Metrics } from './metrics.js';
import { ProblemFilter } from './problem.filter.js';
import { ServiceGuard } from './service-guard.js';
import { newPair, TestIssuer } from './testing/test-issuer.js';
import { wrongTokens, type Seen } from './testing/wrong-tokens.js';

const REQUESTS = 10_000;
const AT_ONCE = 50;

let seen: Seen;
let actors: Actors;

beforeAll(async () => {
  const [own, stranger] = await Promise.all([newPair('one', 'EdDSA'), newPair('one', 'EdDSA')]);
  const issuer = await TestIssuer.open(own);
  const claims = { roles: 'roles', department: 'department', division: 'division' };
  actors = new Actors(
    { issuer: issuer.issuer, audience: 'yichuang', production: false, claims },
    { warn: () => undefined },
  );
  const good = await issuer.token({ exp: Math.floor(Date.now() / 1000) + 3_600, roles: ['auditor'] });
  seen = { good, own, stranger, issuer };
});
afterAll(() => seen.issuer.goAway());

/** Every reason there is: a new one that no mutation reaches fails. */
const reasons: Readonly<Record<Distrust, true>> = {
  missing: true,
  unreadable: true,
  'wrong-algorithm': true,
  'unknown-key': true,
  'wrong-signature': true,
  expired: true,
  'not-yet': true,
  'wrong-audience': true,
  'wrong-issuer': true,
  'wrong-type': true,
  'wrong-claims': true,
};

describe('of any tokens that are wrong, foreign, over or tampered with', () => {
  it('none tells who somebody is, and each is refused for a reason with a name', async () => {
    const why = new Set<string>();
    await fc.assert(
      fc.asyncProperty(wrongTokens(seen), async (mutate) => {
        const token = await mutate();
        // a mutation that changes nothing is none
        fc.pre(token !== seen.good);
        const refused = await actors.actorOf(token).then(
          (actor) => JSON.stringify(actor),
          (error: unknown) => error,
        );
        expect(refused).toBeInstanceOf(NotTrusted);
        why.add((refused as NotTrusted).distrust);
      }),
      { numRuns: 2_000 },
    );
    expect(why).toEqual(new Set(Object.keys(reasons)));
    expect(await actors.actorOf(seen.good)).toMatchObject({ id: 'zhang' });
    // the keys that strangers named made the provider be asked now and then, not each time
    expect(seen.issuer.asked.keys).toBeLessThan(10);
  });
});

const closed = actions.filter((action) => permissionTable[action] !== 'anybody');

/** A door with a route for everything there is to do, each of which lets whoever passes it be counted. */
function everyAction(passed: () => void): Type {
  class Door {}
  for (const action of closed) {
    const come = function (): object {
      passed();
      return {};
    };
    Object.defineProperty(Door.prototype, action, { value: come, configurable: true, writable: true });
    const descriptor = Object.getOwnPropertyDescriptor(Door.prototype, action) as TypedPropertyDescriptor<unknown>;
    Asks(action)(Door.prototype, action, descriptor);
    Get(action)(Door.prototype, action, descriptor);
  }
  Controller()(Door);
  return Door;
}

describe('ten thousand requests with such tokens, for anything there is to do', () => {
  const recorded: { readonly status: string; readonly reason: string; readonly route: string }[] = [];
  let passed = 0;
  let app: NestFastifyApplication;
  let house: Pool;

  beforeAll(async () => {
    class Doors {}
    const module = { module: Doors, controllers: [everyAction(() => (passed += 1))] };
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest types its options as a class and takes literals
    app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });
    const log = pino({}, { write: (line: string) => recorded.push(JSON.parse(line) as (typeof recorded)[number]) });
    app.useGlobalGuards(new ServiceGuard({ name: 'gateway', desks: [] }, { keys: null, actors }));
    app.useGlobalFilters(new ProblemFilter(log, new Metrics('gateway')));
    await app.listen(0, '127.0.0.1');
    house = new Pool(await app.getUrl(), { connections: AT_ONCE });
  });
  afterAll(async () => {
    await house.close();
    await app.close();
  });

  const knock = async (action: Action, token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    const { statusCode, body } = await house.request({ method: 'GET', path: `/${action}`, headers });
    await body.dump();
    return statusCode;
  };

  it('open nothing, are 401 each, and are recorded each with its reason', async () => {
    expect(await knock('case.read', seen.good)).toBe(200);
    expect(passed).toBe(1);
    const wrong = await sendable();
    for (let at = 0; at < wrong.length; at += AT_ONCE) {
      const some = wrong.slice(at, at + AT_ONCE);
      const said = await Promise.all(some.map(([action, token]) => knock(action, token)));
      expect(some.filter((_one, index) => said[index] !== 401)).toEqual([]);
    }
    expect(passed).toBe(1);
    expect(recorded).toHaveLength(REQUESTS);
    expect(new Set(recorded.map(({ status }) => status))).toEqual(new Set(['401']));
    expect(new Set(recorded.map(({ reason }) => reason))).toEqual(
      new Set(Object.keys(reasons).map((reason) => `person-${reason}`)),
    );
    expect(new Set(recorded.map(({ route }) => route))).toEqual(new Set(closed.map((action) => `/${action}`)));
  }, 60_000);

  /** What can stand in a header at all, and is not the good one again when the spaces around it are gone. */
  async function sendable(): Promise<[Action, string][]> {
    const made: [Action, string][] = [];
    while (made.length < REQUESTS) {
      const some = fc.sample(fc.tuple(fc.constantFrom(...closed), wrongTokens(seen)), REQUESTS - made.length);
      for (const [action, mutate] of some) {
        const token = await mutate();
        if (/^[\x20-\x7e\xa0-\xff]*$/.test(token) && token.trim() !== seen.good) made.push([action, token]);
      }
    }
    return made;
  }
});
