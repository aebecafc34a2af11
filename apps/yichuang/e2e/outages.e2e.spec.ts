import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { rowsOf, TestDoor, until, type SeenCase } from '@yichuang/testing';
import { databaseOf, services } from '../start/services.js';
import { applicationsOfAllSix } from './applications.js';
import { faultsOfProtocol } from './books.js';
import { faultsOfDeeds } from './deeds.js';
import { openingHouse } from './opening-house.js';
import { settle } from './run-under-faults.js';

const LONG_MILLIS = 60_000;
const DEADLINE_MILLIS = 800;

/** An outage that a test need not wait out: fewer attempts, a shorter deadline, and silent sources asked again soon. */
const tuning = JSON.stringify({
  errandDeadlineMillis: DEADLINE_MILLIS,
  errandAttemptsMax: 2,
  effectAttemptsMax: 2,
  errandBackOffMillis: 20,
  errandLateMillis: 200,
});

const outages = [{ mode: 'slow', millis: DEADLINE_MILLIS * 20 }, { mode: 'failing' }, { mode: 'unknown' }] as const;

/** Every port of every department, with what its silence means. */
const ports = services.flatMap(({ name: department, simulators = [] }) =>
  simulators.map(({ name: port, nature }) => ({ department, port, nature })),
);
/** A letter holds nobody up (record 30). Of a case that goes through by itself none is a text message. */
const letters = ports.filter(({ port }) => port === 'mail-simulator');
const questions = ports.filter(({ nature, department }) => nature === 'question' && department !== 'notifier');
/** A code is voided only in a case that is withdrawn: it has a suite of its own. */
const effects = ports.filter(({ nature, port }) => nature === 'effect' && port !== 'code-voiding');

const each = <P extends object>(some: readonly P[]) =>
  outages.flatMap((outage) => some.map((port) => ({ ...port, outage, how: outage.mode })));

interface ShownCase extends SeenCase {
  readonly departments: Readonly<
    Record<string, { status: string; outcome: string | null; rules: { unknown: readonly string[] }; why: unknown }>
  >;
  readonly parked?: readonly { readonly department: string; readonly reason: string }[];
}

describe('an outage of the outside', () => {
  const house = openingHouse({ YICHUANG_TUNING: tuning });
  const door = new TestDoor(house);
  const forms = applicationsOfAllSix(55, outages.length * ports.length);
  const caseIds: string[] = [];

  beforeAll(() => house.start(), LONG_MILLIS);
  // whatever became of one test, the next begins with all ports open
  afterEach(async () => {
    await Promise.all(ports.map(({ department, port }) => behave(department, port, { mode: 'prompt' })));
  });
  afterAll(() => house.end(), LONG_MILLIS);

  const behave = async (department: string, port: string, mode: object): Promise<void> => {
    const { status } = await door.send('PUT', `/api/v1/simulators/${department}/${port}`, mode);
    expect(status).toBe(200);
  };
  const handIn = async (): Promise<ShownCase> => {
    const { caseId, position } = await door.open(forms.pop());
    caseIds.push(caseId);
    return (await door.atRest(caseId, position)) as ShownCase;
  };
  const completes = async (caseId: string): Promise<ShownCase> => {
    let status = '';
    await until(
      async () => {
        ({ status } = await door.read(caseId));
        return status === 'completed';
      },
      LONG_MILLIS,
      () => `${caseId} is still ${status}`,
    );
    return (await door.read(caseId)) as ShownCase;
  };

  it('may meet every port that the door lists', async () => {
    const { body } = await door.get('/api/v1/simulators');
    const listed = (body as unknown as { department: string; name: string }[]).map(
      (one) => `${one.department} ${one.name}`,
    );
    expect(listed.sort()).toEqual(ports.map(({ department, port }) => `${department} ${port}`).sort());
  });

  it.each(each(questions))(
    '($how) of $port leaves the case to an officer of $department, until the source speaks',
    async ({ department, port, outage }) => {
      await behave(department, port, outage);
      const waiting = await handIn();
      expect(waiting.status).toBe('in-review');
      const own = waiting.departments[department];
      expect(own?.rules.unknown).not.toEqual([]);
      expect(own?.status).not.toBe('done');
      expect(own?.why).not.toBeNull();
      if (department === 'market-regulation') expect(waiting.company).toBeNull();
      await behave(department, port, { mode: 'prompt' });
      const done = await completes(waiting.caseId);
      expect(Object.values(done.departments).map(({ status }) => status)).toEqual(
        Array.from({ length: 6 }, () => 'done'),
      );
    },
    LONG_MILLIS,
  );

  it.each(each(effects))(
    '($how) of $port parks the case at $department, and a retry completes it',
    async ({ department, port, outage }) => {
      await behave(department, port, outage);
      const { caseId, position } = await door.open(forms.pop());
      caseIds.push(caseId);
      let seen = (await door.read(caseId, `?after=${position}`)) as ShownCase;
      await until(
        async () => {
          seen = (await door.read(caseId)) as ShownCase;
          return seen.status === 'parked';
        },
        LONG_MILLIS,
        () => `${caseId} is still ${seen.status}`,
      );
      expect(seen.parked).toMatchObject([{ department, reason: expect.stringContaining(port) as unknown }]);
      if (port === 'code-issuing') expect(seen.company).toBeNull();
      if (port !== 'public-register') expect(seen.departments[department]?.status).not.toBe('done');
      const { body } = await door.get('/api/v1/parked');
      expect(body).toMatchObject([{ department, caseId }]);
      await behave(department, port, { mode: 'prompt' });
      const retried = await door.send('POST', `/api/v1/parked/${department}/${caseId}/retry`, {});
      expect(retried).toMatchObject({ status: 200, body: { caseId, outcome: { outcome: 'open' } } });
      await completes(caseId);
    },
    LONG_MILLIS,
  );

  it.each(each(letters))(
    '($how) of $port holds no case up, shows as a letter that could not be brought, and it is brought when it can be',
    async ({ department, port, outage }) => {
      await behave(department, port, outage);
      const { caseId } = await handIn();
      const told = async () => JSON.stringify((await door.get(`/api/v1/cases/${caseId}/notifications`)).body);
      await until(async () => /"state":"failed"/.test(await told()), LONG_MILLIS);
      expect((await completes(caseId)).status).toBe('completed');
      await behave(department, port, { mode: 'prompt' });
      await until(
        async () => !/"state":"(failed|queued)"/.test(await told()),
        LONG_MILLIS,
        () => caseId,
      );
    },
    LONG_MILLIS,
  );

  it(
    'loses nothing and does nothing twice',
    async () => {
      await settle(house);
      expect(await faultsOfDeeds(house, caseIds, 'troubled')).toEqual([]);
      expect(await faultsOfProtocol(house)).toEqual([]);
    },
    LONG_MILLIS,
  );
});

describe('an outage of the voiding of codes', () => {
  const house = openingHouse({ YICHUANG_TUNING: tuning });
  const door = new TestDoor(house);
  const forms = applicationsOfAllSix(56, outages.length);

  beforeAll(() => house.start(), LONG_MILLIS);
  afterAll(() => house.end(), LONG_MILLIS);

  it.each(outages)(
    '($mode) parks the withdrawal, which is granted once the code is voided',
    async (outage) => {
      const at = '/api/v1/simulators/market-regulation';
      // the code is under way when the application is withdrawn
      await door.send('PUT', `${at}/code-issuing`, { mode: 'slow', millis: DEADLINE_MILLIS / 2 });
      await door.send('PUT', `${at}/code-voiding`, outage);
      const { caseId } = await door.open(forms.pop());
      const registry = databaseOf('market-regulation');
      const stream = `registration/${caseId}`;
      const has = async (type: string): Promise<boolean> =>
        (await rowsOf(house, registry, 'select 1 from event where stream = $1 and type = $2', [stream, type])).length >
        0;
      await until(() => has('CodeRequested'), LONG_MILLIS);
      expect((await door.act(caseId, 'withdraw')).status).toBe(202);
      await until(async () => (await door.read(caseId)).status === 'parked', LONG_MILLIS);
      expect(await has('WithdrawalGranted')).toBe(false);
      await door.send('PUT', `${at}/code-voiding`, { mode: 'prompt' });
      const { body } = await door.send('POST', `/api/v1/parked/market-regulation/${caseId}/retry`, {});
      expect(body).toMatchObject({ outcome: { outcome: 'open' } });
      await until(async () => (await door.read(caseId)).status === 'withdrawn', LONG_MILLIS);
      const fates = await rowsOf(house, registry, 'select fate from credit_code where case_id = $1', [caseId]);
      expect(fates).toEqual([{ fate: 'voided' }]);
    },
    LONG_MILLIS,
  );
});
