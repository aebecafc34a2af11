import { describe, expect, it } from '@jest/globals';
import { fail, pass, text, unknown, type Rule, type Ruling } from '@yichuang/kernel';
import {
  evidenceOf,
  examination,
  hearEndings,
  isNews,
  joined,
  obstacles,
  refusedByOfficer,
  ruled,
  stepAnswerOf,
  type OfficersRuling,
} from './assessment.js';

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

describe('what an officer answered', () => {
  const said = (rule: string, verdict: 'pass' | 'fail', over: OfficersRuling['over']): OfficersRuling => ({
    rule,
    verdict,
    over,
    reason: '已核实',
    article: verdict === 'fail' ? '公司法 a.10' : null,
    officer: 'approver:tax',
  });
  const asked = { step: 'tax', round: 1, ruleSet: 'tax-1', accountable: 'an office' };
  const open = examination(
    [rule('silent', unknown('/d')), rule('looks', fail('/b'), 'review'), rule('other', pass())],
    {},
  );

  it('lies over what rules could not tell, and what it finds broken blocks', () => {
    const all = ruled(open, [said('silent', 'pass', 'unknown'), said('looks', 'fail', 'fail')]);
    expect(all.findings).toMatchObject([
      { rule: 'silent', verdict: 'pass', paths: [] },
      { rule: 'looks', verdict: 'fail', disposal: 'block', paths: ['/b'], evidence: { article: '公司法 a.10' } },
      { rule: 'other', verdict: 'pass' },
    ]);
    expect(refusedByOfficer(all)).toBe(true);
    expect(refusedByOfficer(ruled(open, [said('silent', 'fail', 'unknown')]))).toBe(false);
    expect(refusedByOfficer(ruled(open, [said('silent', 'pass', 'unknown'), said('looks', 'pass', 'fail')]))).toBe(
      false,
    );
  });

  it('says nothing of what he has not seen: a source that was silent and then speaks is heard', () => {
    const spoken = examination([rule('silent', fail('/d'))], {});
    expect(ruled(spoken, [said('silent', 'pass', 'unknown')])).toBe(spoken);
  });

  it('can be followed by another, which is about what the first made of it', () => {
    const turned = ruled(open, [said('silent', 'pass', 'unknown'), said('silent', 'fail', 'pass')]);
    expect(turned.findings[0]).toMatchObject({ verdict: 'fail', disposal: 'block' });
  });

  it('makes the answer his and no machine’s; without effect it stays a machine’s', () => {
    const his = stepAnswerOf(asked, 'done', ruled(open, [said('silent', 'pass', 'unknown')]));
    expect(his).toMatchObject({ instant: false, decider: 'approver:tax' });
    const none = stepAnswerOf(asked, 'done', ruled(open, [said('other', 'fail', 'unknown')]));
    expect(none).toMatchObject({ instant: true, decider: 'SYSTEM:tax-1' });
  });
});
