import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openLedger, TestGround, work, type TestStore } from './testing/open.js';

let ground: TestGround;
let one: TestStore;
beforeEach(async () => {
  ground = await TestGround.make();
  one = await openLedger(ground);
});
afterEach(async () => {
  await one.store.close();
  await ground.drop();
});

const keep = (caseId: string, secret: string | null) => one.store.submit(work(caseId, { do: 'keep-secret', secret }));
const kept = async (...cases: string[]) =>
  Object.fromEntries(
    [...(await one.store.secrets(cases.map((caseId) => `ledger/${caseId}`)))].map(([stream, value]) => [
      stream,
      Buffer.from(value).toString(),
    ]),
  );

describe('what must be able to be forgotten', () => {
  it('is written in the transaction of the event that says so, and stands in no event', async () => {
    await keep('a', 'the key');
    expect(await kept('a', 'b')).toEqual({ 'ledger/a': 'the key' });
    expect(await ground.query('select s.xmin = e.xmin as together from secret s, event e')).toEqual([
      { together: true },
    ]);
    const [found] = await ground.query(
      "select count(*)::int as n from event where position('the key'::bytea in body) > 0",
    );
    expect(found).toEqual({ n: 0 });
  });

  it('is gone with the event that removes it, and the events stay', async () => {
    await keep('a', 'the key');
    await keep('b', 'another');
    await keep('a', null);
    expect(await kept('a', 'b')).toEqual({ 'ledger/b': 'another' });
    const types = (await one.store.readStream('ledger/a')).map(({ type }) => type);
    expect(types).toEqual(['SecretKept', 'SecretForgotten']);
  });

  it('is never overwritten: a second one fails by itself and records nothing', async () => {
    await keep('a', 'first');
    await expect(keep('a', 'second')).rejects.toThrow('duplicate key');
    expect(await kept('a')).toEqual({ 'ledger/a': 'first' });
    expect(await one.store.readStream('ledger/a')).toHaveLength(1);
  });

  it('takes the place of another only where that is said, in the transaction of its own event', async () => {
    await keep('a', 'first');
    await one.store.submit(work('a', { do: 'keep-secret', secret: 'second', replaces: true }));
    expect(await kept('a')).toEqual({ 'ledger/a': 'second' });
    expect(await ground.query('select s.xmin = e.xmin as together from secret s, event e where e.version = 2')).toEqual(
      [{ together: true }],
    );
    await keep('a', null);
    expect(await kept('a')).toEqual({});
  });

  it('is the last one where several of one stream come in one turn', async () => {
    const all = ['first', 'second', 'third'].map((secret, index) =>
      one.store.submit(work('a', { do: 'keep-secret', secret, ...(index === 0 ? {} : { replaces: true as const }) })),
    );
    await Promise.all(all);
    expect(await kept('a')).toEqual({ 'ledger/a': 'third' });
    expect(await one.store.readStream('ledger/a')).toHaveLength(3);
  });

  it('may be added and removed by the role that serves, never changed', async () => {
    await keep('a', 'first');
    await expect(ground.query("update secret set value = '\\x00'", [], ground.serviceUrl)).rejects.toThrow(
      'permission denied',
    );
  });
});
