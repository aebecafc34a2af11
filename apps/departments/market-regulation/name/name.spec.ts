import { describe, expect, it } from '@jest/globals';
import { nameDesk } from './desk.js';
import type { NameEvent } from './events.js';
import { emptyLibrary, factsWith, rival } from './fixture.js';
import { after, at, check, day, free, given, says, silence, tells, typesOf } from './story.fixture.js';

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
