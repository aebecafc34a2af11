import { describe, expect, it } from '@jest/globals';
import { nameDesk } from './desk.js';
import type { NameFacts } from './facts.js';
import { emptyLibrary, factsWith } from './fixture.js';
import { after, check, day, end, expire, free, given, says, silence, taken, typesOf } from './story.fixture.js';
import { endOf } from './term.js';

describe('a reservation', () => {
  const until = endOf('2027-01-23');

  it('has a timer for its last day, and ends by it', () => {
    const book = after(check(), free);
    expect(nameDesk.timers?.(book.state('a'))).toEqual({ expiry: until });
    expect(nameDesk.fires?.('expiry', until, until + 5)).toEqual(expire(until, until + 5));
    expect(book.decide('a', expire(until))).toMatchObject([
      { type: 'NameReservationExpired', released: { companyName: '三明市沙县区虚杉软件开发有限公司' } },
    ]);
    expect(book.keysOf('a')).toEqual([]);
    expect(nameDesk.timers?.(book.state('a'))).toEqual({});
  });

  it('is not ended early, nor by the timer of a name that was changed', () => {
    expect(given(check(), free).when(expire(until, until - 1))).toEqual([]);
    expect(given(check(), free).when(expire(until - day))).toEqual([]);
  });

  it('that has run out is free for another even before it is cleared away', () => {
    const book = after(check(), free);
    book.decide('b', { ...check(), at: until + day });
    expect(typesOf(book.decide('b', says(emptyLibrary, 1, until + day)))).toContain('NameReserved');
  });

  it('can be had again by a correction', () => {
    const book = after(check(), free, expire(until), { ...check(factsWith(), 2), at: until });
    expect(book.decide('a', says(emptyLibrary, 2, until))[1]).toMatchObject({ reservation: { until: '2027-03-24' } });
  });

  it('that runs out while its name is looked at anew leaves the name to be answered', () => {
    const underWay = [check(), free, check(factsWith(), 2), expire(until)] as const;
    expect(typesOf(given(...underWay).when(says(emptyLibrary, 2)))).toEqual(['NameLibraryAnswered', 'NameReserved']);
    // nor does it take the name from the officer whom a silent library called
    expect(typesOf(given(check(), silence).when(expire(until)))).toEqual(['NameReservationExpired']);
    expect(after(check(), silence, expire(until)).state('a').status).toBe('review');
  });

  it('goes when the case ends without a company', () => {
    const book = after(check(), free, end);
    expect(book.state('a').status).toBe('released');
    expect(book.keysOf('a')).toEqual([]);
    expect(book.decide('a', check(factsWith(), 2))).toEqual([]);
    expect(book.decide('a', free)).toEqual([]);
  });

  it('becomes the company’s for good when it is registered', () => {
    const book = after(check(), free, taken);
    expect(book.state('a')).toMatchObject({
      status: 'registered',
      uscc: '91350405MAFAKE0198',
      held: { reservation: { kind: 'registered', until: null } },
    });
    expect(nameDesk.timers?.(book.state('a'))).toEqual({});
    expect(book.decide('a', end)).toEqual([]);
    expect(book.decide('a', expire(until))).toEqual([]);
    book.decide('b', { ...check(), at: until + 400 * day });
    expect(book.decide('b', says(emptyLibrary, 1, until + 400 * day))[1]).toMatchObject({
      type: 'NameConflictDetected',
      rivals: [{ status: 'registered' }],
    });
  });
});

describe('two cases', () => {
  const two = (a: NameFacts, b: NameFacts) => {
    const book = after(check(a), free);
    book.decide('b', check(b));
    return book.decide('b', free)[1];
  };

  it('for one name: the second meets the first, by name (samples A and D)', () => {
    const second = two(factsWith(), factsWith({ industry: '软件' }));
    expect(second).toMatchObject({
      type: 'NameConflictDetected',
      rivals: [{ companyName: '三明市沙县区虚杉软件开发有限公司', status: 'reserved' }],
    });
    expect(JSON.stringify(second)).not.toContain('name/a');
  });

  it.each(['虚山', '虚衫'])('%s sounds like 虚杉: a similar name', (trade) => {
    expect(two(factsWith(), factsWith({ trade }))).toMatchObject({
      type: 'NameFaulty',
      answer: { findings: [{ code: 'NAME_SIMILAR', evidence: { likeness: 'same-sound' } }] },
    });
  });

  it('see that one name is the other’s part, whichever came first', () => {
    const contained = { answer: { findings: [{ code: 'NAME_SIMILAR', evidence: { likeness: 'contained' } }] } };
    expect(two(factsWith({ trade: '虚杉' }), factsWith({ trade: '大虚杉林' }))).toMatchObject(contained);
    expect(two(factsWith({ trade: '大虚杉林' }), factsWith({ trade: '虚杉' }))).toMatchObject(contained);
  });

  it('may share a trade name in industries that have nothing to do with each other', () => {
    const catering = factsWith({ industry: '餐饮' }, { gbt4754: '6210' });
    expect(two(factsWith(), catering)).toMatchObject({ type: 'NameReserved' });
  });

  it('may share it where one invests in the other', () => {
    const related = factsWith({ industry: '软件', relatedTo: ['三明市沙县区虚杉软件开发有限公司'] });
    expect(two(factsWith(), related)).toMatchObject({ type: 'NameReserved' });
  });

  it('at two authorities do not meet', () => {
    expect(two(factsWith(), { ...factsWith(), authority: '350404' })).toMatchObject({ type: 'NameFaulty' });
    expect(
      two(factsWith({ division: '三明市' }), { ...factsWith({ division: '三明市' }), authority: '350404' }),
    ).toMatchObject({ type: 'NameReserved' });
  });
});

describe('claims', () => {
  it('are few, even for the longest trade name', () => {
    const facts = factsWith({ trade: '虚杉柏麦屿禾棕茶' });
    const state = after(check(facts)).state('a');
    expect(nameDesk.claims?.(free, state, 'c1').length).toBe(30);
    const held = after(check(facts), free).keysOf('a');
    expect(held.length).toBe(29);
  });

  it('are asked for only where a verdict is to be given', () => {
    expect(nameDesk.claims?.(check(), after().state('a'), 'c1')).toEqual([]);
    expect(nameDesk.claims?.(free, after(check(), free).state('a'), 'c1')).toEqual([]);
    expect(nameDesk.claims?.(free, after(check(), end).state('a'), 'c1')).toEqual([]);
  });
});
