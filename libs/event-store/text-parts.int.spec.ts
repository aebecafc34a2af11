import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { partAsked, type RegisterTable } from './index.js';
import { ledgerRegister } from './testing/ledger.js';
import { openLedger, TestGround, type TestStore } from './testing/open.js';

const byNote: RegisterTable = { ...ledgerRegister, parts: ['note'] };

let ground: TestGround;
let one: TestStore;
beforeAll(async () => {
  ground = await TestGround.make();
  one = await openLedger(ground, { registers: [byNote] });
});
afterAll(async () => {
  await one.store.close();
  await ground.drop();
});

const note = async (notes: readonly string[]): Promise<void> => {
  await ground.query('truncate balance');
  await ground.query(
    'insert into balance (case_id, sum, note) select at, 1, note from unnest($1::text[]) with ordinality as t (note, at)',
    [notes],
  );
};

const FOUND = 'select note from balance where text_parts(note) @@ $1::tsquery and position($2 in note) > 0';

describe('a text found by its parts', () => {
  it('is found by every one of them and by nothing else, whatever letters they are of', async () => {
    const letter = fc.constantFrom(...Array.from("虚岛有𠀀aA'\\:*&|!( \n"));
    const word = fc.string({ unit: letter, minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 12 }), word, async (notes, part) => {
        await note(notes);
        const found = await ground.query<{ note: string }>(FOUND, [partAsked(part), part]);
        expect(found.map((row) => row.note).sort()).toEqual(notes.filter((text) => text.includes(part)).sort());
      }),
      { numRuns: 200 },
    );
  });

  it('has an index for it, and a row without a text is in the way of nobody', async () => {
    await note(['虚岛甲有限公司']);
    await ground.query("insert into balance (case_id, sum, note) values ('none', 1, null)");
    await ground.query('set enable_seqscan = off');
    const asked = FOUND.replace('$1', `'${partAsked('岛甲').replaceAll("'", "''")}'`).replace('$2', "'岛甲'");
    const plan = await ground.query<Record<string, string>>(`explain (costs off) ${asked}`);
    await ground.query('reset enable_seqscan');
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('balance_text_parts_idx');
  });

  it('is asked for by a part that has something in it', () => {
    expect(() => partAsked('')).toThrow(RangeError);
  });
});
