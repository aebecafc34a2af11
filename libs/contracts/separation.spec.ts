import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor, Role } from './people.js';
import { deeds, separationFaults, separationRules, type Deed, type IntendedDeed, type PastDeed } from './separation.js';

const somebody = (id: string, ...roles: readonly Role[]): Actor => ({
  id,
  roles: [...roles],
  department: 'tax',
  division: '350405',
});
const past = (act: Deed, by: string): PastDeed => ({ act, by });
const broken = (given: Partial<IntendedDeed> & Pick<IntendedDeed, 'act'>): string[] =>
  separationFaults({ actor: somebody('a'), done: [], applicants: ['p'], ...given }).map(({ id }) => id);

describe('separation of duties', () => {
  const onPaper = ['intake', 'review', 'approve'] as const;
  const pairs = onPaper.flatMap((one) => onPaper.map((other) => [one, other] as const));

  it.each(pairs)('whoever did the %s of a case may do its %s only if that is the same act', (one, other) => {
    expect(broken({ act: other, done: [past(one, 'a')] })).toEqual(one === other ? [] : ['R-SOD-01']);
    expect(broken({ act: other, done: [past(one, 'b')] })).toEqual([]);
  });

  it.each(['intake', 'review', 'approve', 'inspect', 'hear', 'consult', 'advise'] as const)(
    'nobody does the %s of a case of his own or his kin',
    (act) => {
      expect(broken({ act, applicants: ['p', 'a'] })).toEqual(['R-SOD-02']);
      expect(broken({ act, applicants: ['p'] })).toEqual([]);
    },
  );

  it('an inspection is two people: one alone lets nobody approve, neither does one who went twice', () => {
    expect(broken({ act: 'approve', done: [past('inspect', 'b')] })).toEqual(['R-SOD-03']);
    expect(broken({ act: 'approve', done: [past('inspect', 'b'), past('inspect', 'b')] })).toEqual(['R-SOD-03']);
    expect(broken({ act: 'approve', done: [past('inspect', 'b'), past('inspect', 'c')] })).toEqual([]);
    expect(broken({ act: 'approve', inspection: true })).toEqual(['R-SOD-03']);
    expect(broken({ act: 'approve' })).toEqual([]);
    expect(broken({ act: 'inspect', done: [past('inspect', 'b')] })).toEqual([]);
  });

  it('whoever reviewed does not hold the hearing, and whoever heard does not review', () => {
    expect(broken({ act: 'hear', done: [past('review', 'a')] })).toEqual(['R-SOD-04']);
    expect(broken({ act: 'review', done: [past('hear', 'a')] })).toEqual(['R-SOD-04']);
    expect(broken({ act: 'hear', done: [past('review', 'b')] })).toEqual([]);
  });

  it.each(['supervisor', 'auditor', 'system-administrator', 'security-administrator', 'audit-administrator'] as const)(
    'the %s changes no outcome, whatever else he is',
    (role) => {
      for (const act of ['intake', 'review', 'approve', 'inspect', 'hear'] as const)
        expect([act, broken({ act, actor: somebody('a', 'approver', role) })]).toEqual([act, ['R-SOD-05']]);
      expect(broken({ act: 'propose', actor: somebody('a', role) })).toEqual([]);
    },
  );

  it('whoever asks for an opinion does not give it', () => {
    expect(broken({ act: 'advise', done: [past('consult', 'a')] })).toEqual(['R-SOD-08']);
    expect(broken({ act: 'advise', done: [past('consult', 'b')] })).toEqual([]);
    expect(broken({ act: 'consult', done: [past('review', 'a')] })).toEqual([]);
  });

  it('whoever proposes does not publish', () => {
    const actor = somebody('a', 'rule-author', 'rule-publisher');
    expect(broken({ act: 'publish', actor, done: [past('propose', 'a')] })).toEqual(['R-SOD-06']);
    expect(broken({ act: 'publish', actor, done: [past('propose', 'b')] })).toEqual([]);
  });

  it('an outage takes two persons', () => {
    expect(broken({ act: 'approve-outage', done: [past('declare-outage', 'a')] })).toEqual(['R-SOD-07']);
    expect(broken({ act: 'approve-outage', done: [past('declare-outage', 'b')] })).toEqual([]);
  });

  it('a refusal names every rule in the way, with its article and sentence in both languages', () => {
    const faults = separationFaults({
      actor: somebody('a', 'auditor'),
      act: 'approve',
      done: [past('review', 'a'), past('inspect', 'a')],
      applicants: ['a'],
    });
    expect(faults.map(({ id }) => id)).toEqual(['R-SOD-01', 'R-SOD-02', 'R-SOD-03', 'R-SOD-05']);
    expect(faults[2]).toEqual({
      id: 'R-SOD-03',
      article: '行政许可法 a.34',
      text: {
        'zh-CN': '需要实地核查的，由两名以上工作人员核查后方可核准',
        en: 'Where the substance is inspected, two or more officers do so before approval',
      },
    });
    expect(separationRules.find(({ id }) => id === 'R-SOD-04')!.article).toBe('行政许可法 a.48');
  });

  it('holds over any history that was let happen: no two of the parted acts are ever one person’s', () => {
    const act = fc.constantFrom(...deeds);
    const by = fc.constantFrom('a', 'b', 'c', 'p');
    const wishes = fc.array(fc.record({ act, by }), { maxLength: 30 });
    fc.assert(
      fc.property(wishes, (wished) => {
        const done: PastDeed[] = [];
        for (const one of wished)
          if (broken({ act: one.act, actor: somebody(one.by), done, applicants: ['p'] }).length === 0) done.push(one);
        const of = (kind: Deed) => new Set(done.filter((one) => one.act === kind).map((one) => one.by));
        const parted = [
          ['intake', 'review'],
          ['intake', 'approve'],
          ['review', 'approve'],
          ['review', 'hear'],
          ['propose', 'publish'],
          ['declare-outage', 'approve-outage'],
        ] as const;
        for (const [one, other] of parted) expect([...of(one)].filter((who) => of(other).has(who))).toEqual([]);
        for (const kind of ['intake', 'review', 'approve', 'inspect', 'hear'] as const)
          expect(of(kind).has('p')).toBe(false);
      }),
    );
  });
});
