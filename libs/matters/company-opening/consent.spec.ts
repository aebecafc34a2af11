import { describe, expect, it } from '@jest/globals';
import { person } from '@yichuang/contracts';
import { decide } from '@yichuang/kernel';
import type { SubmitApplication } from '../case-commands.js';
import { recallCase } from '../case-recall.js';
import { noCase } from '../case-state.js';
import { matters } from '../matters.js';
import { planDecider } from '../plan-decider.js';
import { toldBefore } from '../privacy.js';
import { openingBook, submission } from '../testing/stories.js';
import { personWords, privacyStatements } from './consent.js';

describe('what is told before personal data is taken', () => {
  it('names every field the form asks of a person, and no other', () => {
    expect(Object.keys(personWords).sort()).toEqual(Object.keys(person.shape).sort());
    for (const { told } of privacyStatements) {
      const kinds = told.find(({ id }) => id === 'kinds')!.text;
      for (const { text: word } of Object.values(personWords)) {
        expect(kinds['zh-CN']).toContain(word['zh-CN']);
        expect(kinds.en).toContain(word.en);
      }
    }
  });

  it.each(privacyStatements.map((one) => [one.version, one] as const))(
    'is whole in version %s: everything the law wants told, each once, in both languages, under its article',
    (_version, { told, consents, title }) => {
      const ids = told.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining([...toldBefore]));
      const texts = [
        title,
        ...told.flatMap((one) => [one.title, one.text]),
        ...consents.flatMap((one) => [one.text, one.otherwise]),
      ];
      for (const words of texts) {
        expect(words['zh-CN']).toMatch(/[一-鿿]/);
        expect(words.en).toMatch(/[a-z]/i);
        expect(words.en).not.toMatch(/[一-鿿]/);
      }
      for (const { article } of [...told, ...consents]) expect(article).toMatch(/ a\.\d+/);
    },
  );

  it('asks for no consent that cannot be refused', () => {
    for (const { consents } of privacyStatements)
      for (const { otherwise } of consents) expect(otherwise.en).toMatch(/otherwise/i);
  });

  it('is kept with the case by the version that was shown, and is no part of it where nobody said so', () => {
    const decider = planDecider(openingBook);
    const first = (over: Partial<SubmitApplication>) => {
      const decision = decide(decider, submission(over), noCase);
      if (decision.kind === 'rejection') throw new TypeError(decision.code);
      expect(decide(decider, recallCase(openingBook.plan, decision.events, noCase), noCase)).toEqual(decision);
      return decision.events[0];
    };
    expect(first({ consentVersion: '2026.1' })).toMatchObject({ consentVersion: '2026.1' });
    expect(first({})).not.toHaveProperty('consentVersion');
  });

  it('has versions in the order of their days, each once, and belongs to its matter', () => {
    const days = privacyStatements.map(({ since }) => since);
    expect(days).toEqual([...new Set(days)].sort());
    expect(new Set(privacyStatements.map(({ version }) => version)).size).toBe(privacyStatements.length);
    expect(matters.find(({ name }) => name === 'company-opening')?.privacy).toBe(privacyStatements);
  });
});
