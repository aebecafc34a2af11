import { describe, expect, it } from '@jest/globals';
import { fail, pass, text, unknown, type Rule, type Ruling } from '@yichuang/kernel';
import { evidenceOf, examination, hearEndings, isNews, joined, obstacles, stepAnswerOf } from './assessment.js';

const rule = (id: string, ruling: Ruling, disposal: Rule<unknown>['disposal'] = 'block'): Rule<unknown> => ({
  id,
  code: id.toUpperCase(),
  article: 'toy law a.1',
  text: text('玩具规则', 'a toy rule'),
  phase: 'substance',
  disposal,
  test: () => ruling,
});

const examined = examination(
  [
    rule('passes', pass({ office: 'A' })),
    rule('passes-silently', pass()),
    rule('fails', fail('/a')),
    rule('looks', fail('/b'), 'review'),
    rule('marks', fail('/c'), 'tag'),
    rule('silent', unknown('/d'), 'review'),
    rule('silent-mark', unknown('/e'), 'tag'),
  ],
  {},
);

describe('what a source says', () => {
  it('is news the first time, silence included', () => {
    expect(isNews(undefined, null)).toBe(true);
    expect(isNews(undefined, { hits: [] })).toBe(true);
  });

  it('is news when it speaks after its silence', () => {
    expect(isNews(null, { hits: [] })).toBe(true);
  });

  it('is no news when it repeats itself, falls silent after speaking, or speaks twice', () => {
    expect(isNews(null, null)).toBe(false);
    expect(isNews({ hits: [] }, null)).toBe(false);
    expect(isNews({ hits: [] }, { hits: ['p1'] })).toBe(false);
  });
});

describe('an examination', () => {
  it('is held up by whatever did not pass, save by marks', () => {
    expect(obstacles(examined).map(({ rule: id }) => id)).toEqual(['fails', 'looks', 'silent']);
  });

  it('shows what the rules that passed went by', () => {
    expect(evidenceOf(examined)).toEqual({ passes: { office: 'A' } });
  });

  it('is one with another in the order given', () => {
    const more = examination([rule('later', pass())], {});
    expect(joined(examined, more).findings.map((finding) => finding.rule)).toEqual([
      ...examined.findings.map((finding) => finding.rule),
      'later',
    ]);
    expect(joined(examined, more).rules).toHaveLength(8);
  });
});

describe('the answer to a step', () => {
  const asked = { step: 'tax', round: 2, ruleSet: 'toy-1', accountable: 'somebody' };

  it('names every rule in exactly one list, and its decider', () => {
    const answer = stepAnswerOf(asked, 'checked', examined);
    expect(answer.rules).toEqual({
      pass: ['passes', 'passes-silently'],
      fail: ['fails', 'looks', 'marks'],
      unknown: ['silent', 'silent-mark'],
    });
    expect(answer).toMatchObject({ step: 'tax', round: 2, instant: true, decider: 'SYSTEM:toy-1' });
    expect(answer).not.toHaveProperty('result');
  });

  it('is not instant when it waits for an officer', () => {
    expect(stepAnswerOf(asked, 'review', examined).instant).toBe(false);
  });

  it('carries a result where there is one', () => {
    expect(stepAnswerOf(asked, 'done', examined, { number: '1' }).result).toEqual({ number: '1' });
  });
});

describe('the ends of a case', () => {
  it('are heard from the orchestrator alone, all four', () => {
    const hears = hearEndings(({ now }) => ({ type: 'EndCase', at: now }));
    expect(Object.keys(hears)).toEqual(['ApplicationDeclined', 'CaseRefused', 'CaseWithdrawn', 'CaseTerminated']);
    for (const hearing of Object.values(hears)) {
      expect(hearing.from).toBe('orchestrator');
      const heard = { type: 'CaseRefused', source: 'orchestrator', caseId: 'c', at: 1, now: 2, body: { reason: 'r' } };
      expect(hearing.command({ ...heard, sealed: undefined }, null)).toEqual({ type: 'EndCase', at: 2 });
    }
  });
});
