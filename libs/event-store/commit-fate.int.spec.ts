import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { committedAfterAll, type Witness } from './commit-fate.js';
import { Session } from './session.js';
import { openLedger, TestGround, work, type TestStore } from './testing/open.js';
import { caseIn } from './testing/works.js';
import { defaultTuning } from './tuning.js';

const PATIENCE_MILLIS = 5_000;
const CASE = caseIn(1, 'fate');
const STREAM = `ledger/${CASE}`;

let ground: TestGround;
let one: TestStore;
let session: Session;
beforeEach(async () => {
  ground = await TestGround.make();
  one = await openLedger(ground, {});
  session = new Session(ground.ownerUrl, 'fate', defaultTuning);
});
afterEach(async () => {
  await session.close();
  await one.store.close();
  await ground.drop();
});

/** A turn that was committed, as the transaction that made it and what it wrote. */
async function committed(): Promise<{ transaction: string; wrote: Witness }> {
  await one.store.submit({ ...work(CASE, { do: 'add', amount: 1 }), cause: 'asked-once' });
  const [event] = await one.store.readStream(STREAM);
  if (event === undefined) throw new Error('nothing was written');
  const [row] = await ground.query<{ transaction: string }>(
    'select (pg_snapshot_xmax(pg_current_snapshot())::text::bigint / 4294967296 * 4294967296 + xmin::text::bigint)::text as transaction from event',
  );
  return { transaction: row?.transaction ?? '', wrote: { events: [event], places: [], commands: [] } };
}

/** Of somebody else on the same server, who was given the number after a crash. */
async function anothers(): Promise<string> {
  const client = new pg.Client({ connectionString: ground.adminUrl });
  await client.connect();
  const { rows } = await client.query<{ number: string }>('select pg_current_xact_id()::text as number');
  await client.end();
  return rows[0]?.number ?? '';
}

describe('the fate of a commit whose answer was lost', () => {
  it('is told by the database: it was committed', async () => {
    const { transaction, wrote } = await committed();
    expect(await committedAfterAll(session, transaction, wrote, PATIENCE_MILLIS)).toBe(true);
  });

  it('is told by the answer that was kept where there is no event', async () => {
    const { transaction, wrote } = await committed();
    const [kept] = await ground.query<{ stream: string; cause: string }>('select stream, cause from command');
    const commands = [{ stream: kept?.stream ?? '', cause: kept?.cause ?? '' }] as unknown as Witness['commands'];
    expect(await committedAfterAll(session, transaction, { ...wrote, events: [], commands }, PATIENCE_MILLIS)).toBe(
      true,
    );
  });

  it('is not taken from another transaction that bears its number since the server crashed', async () => {
    const { wrote } = await committed();
    expect(await committedAfterAll(session, await anothers(), wrote, PATIENCE_MILLIS)).toBe(false);
    expect(await committedAfterAll(session, await anothers(), { events: [], places: [], commands: [] }, 5_000)).toBe(
      false,
    );
  });

  it('is that nothing was written, where the number has not been given again yet', async () => {
    const { transaction, wrote } = await committed();
    const ahead = String(BigInt(transaction) + 1_000_000n);
    expect(await committedAfterAll(session, ahead, wrote, PATIENCE_MILLIS)).toBe(false);
  });
});
