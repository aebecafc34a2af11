import { describe, expect, it } from '@jest/globals';
import { permissionFor, type Actor, type CaseBelonging } from '@yichuang/contracts';
import { demoAccounts } from '@yichuang/host';
import { holdsInAnyHistory, storyOf, typesOf } from '@yichuang/testing';
import fc from 'fast-check';
import { orderDesk } from './desk.js';
import type { FillOrder, Holders, Open, PreCheck, SealCommand, SealEvent, TakeReceipt } from './events.js';
import { at, company, facts, preCheck, receipt } from './fixture.js';
import { claimOf, order } from './order.js';
import { recall } from './recall.js';
import type { SealState } from './state.js';

const checkedIn = (round: number, change: Partial<PreCheck['facts']> = {}): PreCheck => preCheck(change, { round });
const opening = { step: 'seal', round: 1, dueAt: at + 100, company };
const open = (holders: Holders = []): Open => ({ type: 'Open', at: at + 20, opening, holders });
const made: TakeReceipt = { type: 'TakeReceipt', at: at + 30, receipt };
const misspelt: TakeReceipt = { ...made, receipt: { ...receipt, engravedName: '别名' } };
const end: SealCommand = { type: 'EndCase', at: at + 40, reason: 'withdrawn' };
const rivalOf = (key: string, data: object): Holders => [{ key, stream: 'order/another-case', data }];
const rival = rivalOf(claimOf(company.uscc), { kinds: ['finance'] });

const byHand = preCheck({ maker: { code: 'FICT-MAKER-4' } });
const { engravedName, seals, filing } = receipt;
const fill = (over: Partial<FillOrder['filled']> = {}): FillOrder => ({
  type: 'FillOrder',
  at: at + 30,
  by: 'maker-1',
  filled: { engravedName, seals, filing, ...over },
});
const maker = (id: string): Actor => ({ id, roles: ['seal-maker'], department: null, division: null });

const { after, given, played } = storyOf(order);

describe('a pre-check', () => {
  it('needs no source outside and is answered at once', () => {
    const [, checked] = given().when(preCheck());
    expect(checked).toMatchObject({
      type: 'SealPreChecked',
      answer: { step: 'seal-check', outcome: 'checked', instant: true, decider: 'SYSTEM:seal-2026.1' },
      evidence: { 'R-SEAL-04': { maker: 'FICT-MAKER-1' } },
    });
  });

  it('names every fault, not the first', () => {
    const [, checked] = given().when(preCheck({ kinds: ['finance', 'finance'], maker: { code: 'NOBODY' } }));
    expect(checked).toMatchObject({ answer: { rules: { fail: ['R-SEAL-02', 'R-SEAL-04'] } } });
  });

  it('begins again with a correction and passes over an old round', () => {
    expect(typesOf(given(preCheck({ kinds: [] })).when(checkedIn(2)))).toEqual(['SealTaskTaken', 'SealPreChecked']);
    expect(given(checkedIn(2)).when(preCheck())).toEqual([]);
  });
});

describe('opening', () => {
  it('orders the seals, and holds them all under the company', () => {
    const state = after(preCheck());
    expect(orderDesk.claims?.(open(), state, 'c1')).toEqual([
      claimOf(company.uscc),
      // under which orders of before hold them
      ...facts.kinds.map((kind) => `seal/${company.uscc}/${kind}`),
    ]);
    const [ordered] = given(preCheck()).when(open());
    expect(ordered).toMatchObject({
      type: 'SealOrdered',
      order: { maker: 'FICT-MAKER-1', kinds: facts.kinds, turns: [] },
    });
    const then = after(preCheck(), open());
    expect(orderDesk.holds?.(ordered as SealEvent, then, 'c').keep).toEqual([
      { key: claimOf(company.uscc), data: { kinds: facts.kinds } },
    ]);
    expect(orderDesk.errands?.(ordered as SealEvent, then, 'c')).toMatchObject([
      { port: 'seal-maker', sealed: preCheck().sealed },
    ]);
  });

  it('leaves the maker of the free package to the turns where none was chosen', () => {
    const [ordered] = given(preCheck({ maker: null })).when(open());
    expect(ordered).toMatchObject({ order: { maker: null, turns: ['FICT-MAKER-1', 'FICT-MAKER-2'] } });
  });

  it('waits for an officer where another case holds an active seal of a kind, and holds nothing itself', () => {
    const [waits] = given(preCheck()).when(open(rival));
    expect(waits).toMatchObject({
      type: 'ManualReviewRequired',
      answer: { outcome: 'review', instant: false, rules: { fail: ['R-SEAL-09'] } },
    });
    expect(orderDesk.holds?.(waits as SealEvent, after(preCheck(), open(rival)), 'c')).toEqual({});
    expect(after(preCheck(), open(rival))).toMatchObject({
      status: 'review',
      since: at + 20,
      why: ['SEAL_KIND_DUPLICATE'],
    });
  });

  it('sees those who hold a kind under a key of its own, as it was done before', () => {
    const key = `seal/${company.uscc}/finance`;
    expect(orderDesk.claims?.(open(), after(preCheck()), 'c1')).toContain(key);
    const [waits] = given(preCheck()).when(open(rivalOf(key, { kind: 'finance' })));
    expect(waits).toMatchObject({ answer: { rules: { fail: ['R-SEAL-09'] } } });
  });

  it.each([
    ['of a kind that is not ordered', claimOf(company.uscc), { kinds: ['contract'] }],
    ['of another company', claimOf('91350405MAFAKE0273'), { kinds: ['finance'] }],
    ['of another company, as it was done before', 'seal/91350405MAFAKE0273/finance', { kind: 'finance' }],
  ])('passes over seals %s', (_, key, data) => {
    const [other] = given(preCheck()).when(open(rivalOf(key, data)));
    expect(other).toMatchObject({ type: 'SealOrdered' });
  });

  it('without any pre-check is a bug and says so', () => {
    expect(() => given().when(open())).toThrow(TypeError);
  });
});

describe('the seals', () => {
  it('are filed with numbers, sizes, maker and receipt', () => {
    const [, filed] = given(preCheck(), open()).when(made);
    expect(filed).toMatchObject({
      type: 'SealFiled',
      answer: {
        step: 'seal',
        outcome: 'done',
        instant: true,
        result: {
          maker: { code: 'FICT-MAKER-1' },
          filing: { number: 'SIM-350405-2026-0000001', filedOn: '2026-11-23' },
          simulated: true,
        },
      },
    });
    expect(filed).toMatchObject({
      answer: {
        result: {
          seals: [
            { number: '3504050000011', shape: 'round', widthMillimetres: 40, star: true },
            { number: '3504050000012', shape: 'round', widthMillimetres: 38 },
            { number: '3504050000013', shape: 'oval', widthMillimetres: 40, heightMillimetres: 30 },
            { number: '3504050000014', shape: 'square', widthMillimetres: 18 },
          ],
        },
      },
    });
    expect(after(preCheck(), open(), made).status).toBe('done');
  });

  it('with another name than the licence’s are not filed: an officer looks', () => {
    expect(typesOf(given(preCheck(), open()).when(misspelt))).toEqual(['SealMade', 'ManualReviewRequired']);
    expect(after(preCheck(), open(), misspelt)).toMatchObject({
      status: 'review',
      why: ['SEAL_NAME_MISMATCH'],
      made: { receipt: { engravedName: '别名' } },
    });
  });

  it('of a maker who works by hand wait for his word, and no machine is asked', () => {
    const [ordered] = given(byHand).when(open());
    expect(ordered).toMatchObject({ type: 'SealOrdered', order: { maker: 'FICT-MAKER-4', byHand: true } });
    expect(orderDesk.errands?.(ordered as SealEvent, after(byHand, open()), 'c')).toEqual([]);
    const [said, filed] = given(byHand, open()).when(fill());
    expect(said).toMatchObject({
      type: 'SealMade',
      by: 'maker-1',
      receipt: { maker: 'FICT-MAKER-4', simulated: false },
    });
    expect(filed).toMatchObject({ type: 'SealFiled', answer: { result: { simulated: false } } });
    expect(given(byHand, open(), fill()).when(fill())).toEqual([]);
    const other = fill({ engravedName: '别名' });
    expect(played([byHand, open(), fill(), other]).rejections).toEqual(['ORDER_FILLED']);
    expect(typesOf(given(byHand, open()).when(other))).toEqual(['SealMade', 'ManualReviewRequired']);
    expect(given(byHand, open(), other).when(other)).toEqual([]);
  });

  it('are nobody’s to report where a machine makes them, or where none are ordered', () => {
    expect(played([preCheck(), open(), fill()]).rejections).toEqual(['ORDER_NOT_BY_HAND']);
    expect(played([byHand, fill()]).rejections).toEqual(['NO_ORDER']);
    expect(played([fill()]).rejections).toEqual(['NO_ORDER']);
  });

  it('are for those of their maker alone to report, whoever else has that function', () => {
    const [mine, other] = [maker('ONTELV4zFiaN64_FtFdFUR'), maker('another')];
    expect(demoAccounts.find(({ name }) => name === 'seal-maker')?.actor.id).toBe(mine.id);
    const may = (who: Actor, ...story: SealCommand[]) =>
      permissionFor(who, 'order.fill', orderDesk.belonging?.(after(...story), fill()) as CaseBelonging) !== null;
    expect([may(mine, byHand, open()), may(other, byHand, open())]).toEqual([true, false]);
    expect([may(mine, preCheck(), open()), may(mine, byHand), may(mine)]).toEqual([false, false, false]);
  });

  it('that nobody ordered are passed over', () => {
    expect(given(preCheck()).when(made)).toEqual([]);
  });

  it('stand each in the row of their order once they are filed, which their case names and no number of a maker’s', () => {
    const [orders] = orderDesk.registers ?? [];
    const state = after(preCheck(), open(), made);
    const rows = given(preCheck(), open())
      .when(made)
      .flatMap((event) => orders?.project(event, state, 'c') ?? []);
    expect(rows.map(({ key }) => key)).toEqual([['c']]);
    expect(Object.keys(rows[0]?.row?.['seals'] as object)).toEqual(receipt.seals.map(({ kind }) => kind));
  });
});

describe('a case that ends without a company', () => {
  it('is closed while it is only checked', () => {
    expect(typesOf(given(preCheck()).when(end))).toEqual(['SealCaseEnded']);
    expect(given(preCheck(), end).when(checkedIn(2))).toEqual([]);
  });

  it('leaves nothing where nothing was asked, and undoes no order of a registered company', () => {
    expect(given().when(end)).toEqual([]);
    expect(given(preCheck(), open()).when(end)).toEqual([]);
    expect(given(preCheck(), open(), made).when(end)).toEqual([]);
  });
});

describe('any history', () => {
  const round = fc.integer({ min: 1, max: 3 });
  const command: fc.Arbitrary<SealCommand> = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(round, fc.boolean()).map(([n, own]) => checkedIn(n, own ? {} : { maker: null })) },
    { weight: 2, arbitrary: fc.constantFrom<SealCommand>(open(), open(rival)) },
    { weight: 2, arbitrary: fc.constantFrom<SealCommand>(made, misspelt, fill(), fill({ engravedName: '别名' })) },
    { weight: 1, arbitrary: fc.constant(byHand) },
    { weight: 1, arbitrary: fc.constant(end) },
  );
  /** The orchestrator opens nothing that was never checked or has ended. */
  const possible = (one: SealCommand, state: SealState) => {
    if (one.type === 'FillOrder') return state.status === 'making' && state.order.byHand === true;
    return one.type !== 'Open' || (state.status !== 'idle' && state.status !== 'ended');
  };

  it('adds nothing when a command is repeated, and every decision can be made again from its events', () => {
    holdsInAnyHistory({
      decider: order,
      recall,
      command,
      possible,
      lengthMax: 12,
      then: (state, written) => {
        expect(written.filter(({ type }) => type === 'SealOrdered').length).toBeLessThanOrEqual(1);
        expect(written.some(({ type }) => type === 'SealFiled')).toBe(state.status === 'done');
      },
    });
  });

  it('is refused a decision by events no decision begins with', () => {
    expect(() => recall([])).toThrow(TypeError);
  });
});
