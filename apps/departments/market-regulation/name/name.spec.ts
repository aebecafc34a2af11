import { describe, expect, it } from '@jest/globals';
import { fold } from '@yichuang/kernel';
import fc from 'fast-check';
import { ClaimBook } from './claim-book.fixture.js';
import { nameDesk } from './desk.js';
import type { CheckName, NameCommand, NameEvent, TakeLibraryAnswer } from './events.js';
import type { NameFacts } from './facts.js';
import { emptyLibrary, factsWith, rival } from './fixture.js';
import { keysHeld } from './keys.js';
import { lawInForce } from './law.js';
import { expiresAt, name } from './name.js';
import { recall } from './recall.js';
import { endOf } from './term.js';

const at = Date.parse('2026-11-23T08:30:00+08:00');
const day = 24 * 60 * 60 * 1000;

const check = (facts: NameFacts = factsWith(), round = 1): CheckName => ({
  type: 'CheckName',
  at,
  step: 'name',
  round,
  number: '沙开办20261123-0001',
  ruleSet: lawInForce,
  facts,
});
const says = (library: TakeLibraryAnswer['library'], round = 1, when = at + 10): TakeLibraryAnswer => ({
  type: 'TakeLibraryAnswer',
  at: when,
  round,
  library,
});
const free = says(emptyLibrary);
const silence = says(null);
const tells = (...names: readonly (typeof rival)[]) => says({ ...emptyLibrary, names });
const end: NameCommand = { type: 'EndCase', at: at + 40, reason: 'withdrawn' };
const taken: NameCommand = {
  type: 'TakeName',
  at: at + 50,
  uscc: '91350405MAFAKE0198',
  companyName: factsWith().companyName,
};
const expire = (dueAt: number, when = dueAt): NameCommand => ({ type: 'ExpireReservation', at: when, dueAt });

/** One case after some commands, in a book where it is alone. */
function after(...commands: readonly NameCommand[]): ClaimBook {
  const book = new ClaimBook();
  for (const command of commands) book.decide('a', command);
  return book;
}
const given = (...commands: readonly NameCommand[]) => ({
  when: (command: NameCommand) => after(...commands).decide('a', command),
});
const typesOf = (events: readonly NameEvent[]) => events.map(({ type }) => type);

describe('a name check', () => {
  it('asks the library about a trade name before it says anything', () => {
    const [event, ...more] = given().when(check());
    expect(event).toMatchObject({ type: 'NameCheckTaken', facts: { sound: 'xu shan', gbt4754Division: '65' } });
    expect(more).toEqual([]);
    expect(nameDesk.errands?.(event as NameEvent, after(check()).state('a'), 'a')).toEqual([
      { port: 'name-library', ask: { round: 1, authority: '350405', tradeName: '虚杉' } },
    ]);
  });

  it('reserves sample A for two months in the decision that takes the answer', () => {
    const [, reserved] = given(check()).when(free);
    expect(reserved).toMatchObject({
      type: 'NameReserved',
      answer: {
        step: 'name',
        round: 1,
        outcome: 'checked',
        instant: true,
        decider: 'SYSTEM:name-2026.1',
        findings: [],
        result: { companyName: '三明市沙县区虚杉软件开发有限公司', reservedUntil: '2027-01-23' },
      },
      reservation: { tradeName: '虚杉', kind: 'reserved', until: '2027-01-23' },
    });
  });

  it('reserves for a year where an approval must be had before', () => {
    const facts = factsWith({}, { preApprovalNeeded: true });
    expect(given(check(facts)).when(free)[1]).toMatchObject({ reservation: { until: '2027-11-23' } });
  });

  it('names the company in the way and what can be done', () => {
    const facts = factsWith({ trade: '虚存', industry: '软件' });
    const [, conflict] = given(check(facts)).when(tells(rival));
    expect(conflict).toMatchObject({
      type: 'NameConflictDetected',
      answer: { outcome: 'checked', rules: { fail: ['R-NAME-03'] } },
      rivals: [{ companyName: rival.companyName, status: 'registered', article: '企业名称登记管理规定 a.17(1)' }],
      suggestions: [{ kind: 'change-trade-name' }, { kind: 'prove-relation' }],
      reservation: null,
    });
  });

  it('reserves a similar name where the liability is declared, and offers the declaration where it is not', () => {
    const [, faulty] = given(check(factsWith({ trade: '虚村' }))).when(tells(rival));
    expect(faulty).toMatchObject({ type: 'NameFaulty', answer: { rules: { fail: ['R-NAME-04'] } } });
    expect(faulty).toMatchObject({
      suggestions: expect.arrayContaining([expect.objectContaining({ kind: 'declare-liability' })]) as unknown,
    });
    const declared = check(factsWith({ trade: '虚村', declaresSimilar: true }));
    expect(given(declared).when(tells(rival))[1]).toMatchObject({
      type: 'NameReserved',
      answer: { findings: [{ rule: 'R-NAME-04a', disposal: 'tag' }] },
    });
  });

  it('answers a name of one character at once, without asking anybody, and keeps nothing', () => {
    const events = given().when(check(factsWith({ trade: '璆' })));
    expect(typesOf(events)).toEqual(['NameCheckTaken', 'NameFaulty']);
    expect(events[1]).toMatchObject({ answer: { rules: { fail: ['R-NAME-01'] } }, reservation: null });
    const state = after(check(factsWith({ trade: '璆' }))).state('a');
    expect(nameDesk.errands?.(events[0] as NameEvent, state, 'a')).toEqual([]);
    expect(given(check(factsWith({ trade: '璆' }))).when(free)).toEqual([]);
  });

  it('names every fault, not the first: a district alone and a conflict', () => {
    const facts = factsWith({ division: '沙县区', trade: '虚存' });
    expect(given(check(facts)).when(tells(rival))[1]).toMatchObject({
      type: 'NameConflictDetected',
      answer: { rules: { fail: ['R-NAME-01e', 'R-NAME-03'] } },
    });
  });

  it('keeps a name that an officer must look at from others, and reserves nothing', () => {
    const book = after(check(factsWith({ trade: '中华杉' })), free);
    expect(book.state('a')).toMatchObject({ status: 'review', why: ['NAME_NEEDS_APPROVAL'], since: free.at });
    const [, review] = given(check(factsWith({ trade: '中华杉' }))).when(free);
    expect(review).toMatchObject({
      type: 'ManualReviewRequired',
      answer: { outcome: 'review', instant: false },
      reservation: { kind: 'pending' },
    });
  });
});

describe('a silent library', () => {
  it('never approves: an officer looks on the clock, and nobody else gets the name meanwhile', () => {
    const book = after(check(), silence);
    expect(book.state('a')).toMatchObject({ status: 'review', held: { reservation: { kind: 'pending' } } });
    expect(given(check()).when(silence)[1]).toMatchObject({
      type: 'ManualReviewRequired',
      answer: { outcome: 'checked', instant: false, rules: { unknown: ['R-NAME-03', 'R-NAME-04'] } },
    });
    book.decide('b', check());
    expect(typesOf(book.decide('b', free))).toEqual(['NameLibraryAnswered', 'NameConflictDetected']);
  });

  it('that speaks after all is taken in', () => {
    expect(typesOf(given(check(), silence).when(free))).toEqual(['NameLibraryAnswered', 'NameReserved']);
    expect(typesOf(given(check(factsWith({ trade: '虚存' })), silence).when(tells(rival)))).toEqual([
      'NameLibraryAnswered',
      'NameConflictDetected',
    ]);
    expect(after(check(factsWith({ trade: '虚存' })), silence, tells(rival)).keysOf('a')).toEqual([]);
  });

  it('says nothing more once it has spoken', () => {
    expect(given(check(), free).when(silence)).toEqual([]);
    expect(given(check(), free).when(tells(rival))).toEqual([]);
  });

  it('does not hide what is already known to be wrong', () => {
    expect(given(check(factsWith({ division: '沙县区' }))).when(silence)[1]).toMatchObject({
      type: 'NameFaulty',
      answer: { rules: { fail: ['R-NAME-01e'], unknown: ['R-NAME-03', 'R-NAME-04'] } },
    });
  });

  it('leaves a reservation standing that an earlier check made for the same name', () => {
    expect(given(check(), free, check(factsWith(), 2)).when(says(null, 2))[1]).toMatchObject({
      type: 'NameReserved',
      reservation: { kind: 'reserved', until: '2027-01-23' },
    });
  });
});

describe('a correction', () => {
  const renamed = check(factsWith({ trade: '虚柏', industry: '软件' }), 2);

  it('checks the name again and keeps the term of an unchanged one', () => {
    const later = { ...check(factsWith(), 2), at: at + 10 * day };
    const [, reserved] = given(check(), free, later).when(says(emptyLibrary, 2, at + 10 * day));
    expect(reserved).toMatchObject({ type: 'NameReserved', answer: { round: 2 }, released: null });
    expect(reserved).toMatchObject({ reservation: { since: '2026-11-23', until: '2027-01-23' } });
  });

  it('reserves another name and lets the old one go', () => {
    const book = after(check(), free, renamed);
    expect(book.state('a')).toMatchObject({ status: 'checking', held: { reservation: { tradeName: '虚杉' } } });
    expect(book.decide('a', says(emptyLibrary, 2))[1]).toMatchObject({
      type: 'NameReserved',
      reservation: { tradeName: '虚柏' },
      released: { tradeName: '虚杉' },
    });
    expect(book.keysOf('a')).toEqual(['name/350405/虚柏', 'sound/350405/xu bai']);
  });

  it('lets the old name go when the new one cannot be had', () => {
    const book = after(check(), free, check(factsWith({ trade: '柏' }), 2));
    expect(book.state('a').status).toBe('faulty');
    expect(book.keysOf('a')).toEqual([]);
  });

  it('is not answered by what the library said of the name before', () => {
    expect(given(check(), renamed).when(free)).toEqual([]);
  });

  it('of an old round is passed over', () => {
    expect(given(renamed).when(check())).toEqual([]);
  });
});

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
    expect(nameDesk.claims?.(free, state).length).toBe(30);
    const held = after(check(facts), free).keysOf('a');
    expect(held.length).toBe(29);
  });

  it('are asked for only where a verdict is to be given', () => {
    expect(nameDesk.claims?.(check(), after().state('a'))).toEqual([]);
    expect(nameDesk.claims?.(free, after(check(), free).state('a'))).toEqual([]);
    expect(nameDesk.claims?.(free, after(check(), end).state('a'))).toEqual([]);
  });
});

describe('any history', () => {
  const round = fc.integer({ min: 1, max: 3 });
  const someFacts = fc.constantFrom(
    factsWith(),
    factsWith({ industry: '软件' }),
    factsWith({ trade: '虚衫' }),
    factsWith({ trade: '虚杉林', declaresSimilar: true }),
    factsWith({ trade: '杉' }),
    factsWith({ trade: '中华杉' }),
    factsWith({ trade: '虚存', division: '沙县区' }),
  );
  const library = fc.constantFrom(null, emptyLibrary, { ...emptyLibrary, names: [rival] });
  const when = fc.integer({ min: 0, max: 90 }).map((days) => at + days * day);
  const command: fc.Arbitrary<NameCommand> = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(someFacts, round, when).map(([facts, n, t]) => ({ ...check(facts, n), at: t })) },
    { weight: 4, arbitrary: fc.tuple(library, round, when).map(([answer, n, t]) => says(answer, n, t)) },
    { weight: 1, arbitrary: when.map((t) => expire(endOf('2027-01-23'), t)) },
    { weight: 1, arbitrary: fc.constant(taken) },
    { weight: 1, arbitrary: fc.constant(end) },
  );
  const histories = fc.array(fc.tuple(fc.constantFrom('a', 'b'), command), { maxLength: 16 });

  it('adds nothing when a command is repeated, and every decision can be made again from its events', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const book = new ClaimBook();
        for (const [caseId, one] of history) {
          const before = book.state(caseId);
          const events = book.decide(caseId, one);
          if (events.length > 0) {
            const again = recall(events, before);
            const decision = name.decide[again.type](again as never, before);
            expect(decision).toEqual({ kind: 'decided', events });
            expect(fold(name, events, before)).toEqual(book.state(caseId));
          }
          expect(book.decide(caseId, one)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('holds exactly the keys of the name it keeps, and never gives one name in force to two', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const book = new ClaimBook();
        for (const [caseId, one] of history) {
          const events = book.decide(caseId, one);
          const state = book.state(caseId);
          const kept = 'held' in state && state.held !== null ? state.held.reservation : null;
          expect(book.keysOf(caseId).sort()).toEqual(kept === null ? [] : [...keysHeld(kept.authority, kept)].sort());
          const got = events.find((event) => event.type === 'NameReserved');
          if (got === undefined) continue;
          const other = book.state(caseId === 'a' ? 'b' : 'a');
          const theirs = 'held' in other && other.held !== null ? other.held.reservation : null;
          const inForce = theirs !== null && (expiresAt(other) ?? Infinity) > one.at;
          expect(inForce && theirs.tradeName === got.reservation.tradeName).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is refused a decision by events no decision begins with', () => {
    expect(() => recall([], { status: 'idle' })).toThrow(TypeError);
  });
});
