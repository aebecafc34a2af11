import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isMachineFault } from './fault.js';
import { TryLater } from './index.js';
import { Session } from './session.js';
import { TestGround } from './testing/open.js';
import { until } from './testing/until.js';
import { defaultTuning } from './tuning.js';

let ground: TestGround;
let session: Session;
beforeEach(async () => {
  ground = await TestGround.make();
  session = new Session(ground.serviceUrl, 'a writer', { ...defaultTuning, idleInTransactionMillis: 60 });
});
afterEach(async () => {
  await session.close();
  await ground.drop();
});

const one = { name: 'one', text: 'select 1 as one', values: [] };
const writers = async (): Promise<number> =>
  (
    await ground.query(
      "select 1 from pg_stat_activity where datname = $1 and application_name = 'a writer'",
      [ground.database],
      ground.adminUrl,
    )
  ).length;

describe('the session of a turn', () => {
  it('that is lost within a transaction never lets the rest of it run on another, where it would commit by itself', async () => {
    await session.begin(one);
    await ground.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'a writer'",
      [ground.database],
      ground.adminUrl,
    );
    await until(async () => (await writers()) === 0);
    const insert = {
      name: 'insert',
      text: "insert into timer (stream, kind, due_at, deadline) values ('s', 'k', 1, false)",
      values: [],
    };
    const late = session.commit(insert);
    await expect(late).rejects.toThrow();
    const error = await late.catch((own: unknown) => own);
    expect(isMachineFault(error) || error instanceof TryLater).toBe(true);
    expect(await ground.query('select 1 from timer')).toEqual([]);
    await session.rollBack();
    // the next transaction has a session of its own
    expect((await session.begin(one))[0]?.rows).toEqual([{ one: 1 }]);
    expect(await session.commit()).toBe(true);
  });

  it('of a frozen process is ended by the database, so that it holds no shard', async () => {
    await session.begin({ name: 'head', text: 'select 1 from head for update', values: [] });
    await until(async () => (await writers()) === 0);
    await ground.query('update head set position = position');
    await session.rollBack();
  });

  it('says so when the database rolled back instead of committing', async () => {
    await session.begin(one);
    await expect(session.send({ name: 'bad', text: 'select 1 / 0', values: [] })).rejects.toMatchObject({
      code: '22012',
    });
    expect(await session.commit()).toBe(false);
  });

  it('is made once when many ask for it at the same moment', async () => {
    await Promise.all([session.ask(one), session.ask(one), session.ask(one)]);
    expect(await writers()).toBe(1);
  });
});
