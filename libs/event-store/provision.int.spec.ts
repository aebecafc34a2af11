import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { add, openLedger, TestGround } from './testing/open.js';

let ground: TestGround;
let stranger: TestGround;
beforeAll(async () => {
  ground = await TestGround.make();
  stranger = await TestGround.make();
  const { store } = await openLedger(ground);
  await store.submit(add('one'));
  await store.close();
});
afterAll(async () => {
  await ground.drop();
  await stranger.drop();
});

describe('the role that serves', () => {
  it.each([
    'update event set at = 0',
    'delete from event',
    'truncate event',
    'drop table event',
    'alter table event disable trigger all',
    'update command set answer = null',
    'delete from command',
    'delete from parked_resolution',
    'insert into head (shard) values (99)',
    'delete from head',
    "update setting set value = '99'",
    'create table mine (a int)',
    'create temporary table mine (a int)',
    'create schema mine',
    'create function mine() returns int language sql as $$ select 1 $$',
    'create or replace function turn_claim(in_keys text[]) returns json language sql as $$ select null::json $$',
    'set session_replication_role = replica',
  ])('may not %s', async (sql) => {
    await expect(ground.query(sql, [], ground.serviceUrl)).rejects.toMatchObject({ code: '42501' });
    expect(await ground.query('select count(*)::int as events from event')).toEqual([{ events: 1 }]);
  });

  it('may read and add events', async () => {
    expect(await ground.query('select type from event', [], ground.serviceUrl)).toEqual([{ type: 'Added' }]);
  });
});

describe('a service’s database', () => {
  it('is closed to the roles of other services', async () => {
    for (const url of [stranger.serviceUrl, stranger.ownerUrl]) {
      const here = new URL(url);
      here.pathname = `/${ground.database}`;
      await expect(ground.query('select 1', [], here.href)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('keeps its name from being anything but a plain one', async () => {
    const { provisionDatabase } = await import('./index.js');
    await expect(
      provisionDatabase({
        adminUrl: ground.adminUrl,
        database: 'x"; drop database postgres; --',
        ownerRole: 'o',
        serviceRole: 's',
        passwords: { owner: 'a', service: 'b' },
      }),
    ).rejects.toThrow(TypeError);
  });
});
