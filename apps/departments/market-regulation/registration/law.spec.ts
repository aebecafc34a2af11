import { describe, expect, it } from '@jest/globals';
import { examine } from '@yichuang/kernel';
import { clean } from './fixture.js';
import { laws, lawInForce, lawOf } from './law.js';

describe('the law of registration', () => {
  const { rules, registering } = lawOf(lawInForce);

  it('passes a clean case from top to bottom', () => {
    expect(examine(rules, clean).filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  });

  it('names each rule once, with its article and its sentence in both languages', () => {
    const all = [...rules, ...registering];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const rule of all) {
      expect(rule.article).toMatch(/ a\.\d|GB/);
      expect(rule.text['zh-CN']).toMatch(/\P{ASCII}/u);
      expect(rule.text.en).toMatch(/^[A-Z]/);
    }
  });

  it('lets only what is decided here hold acceptance: a source that is silent is decided on the clock', () => {
    const silent = { 'real-name': null, 'dishonest-list': null, 'address-library': null };
    const unknown = examine(rules, { ...clean, said: silent }).filter(({ verdict }) => verdict === 'unknown');
    expect(unknown.map(({ rule }) => rule)).toEqual([
      'R-PER-12',
      'R-PER-07',
      'R-PER-04',
      'R-PER-06',
      'R-SEAT-01',
      'R-SEAT-02',
      'R-SEAT-03',
    ]);
    expect(unknown.every(({ phase }) => phase === 'substance')).toBe(true);
  });

  it('never blocks by a statistic', () => {
    for (const id of ['R-CAP-05', 'R-PER-06', 'R-SEAT-03']) {
      expect(rules.find((rule) => rule.id === id)?.disposal).toBe('review');
    }
  });

  it('keeps every version that was ever in force and knows no other', () => {
    expect(Object.keys(laws)).toContain(lawInForce);
    expect(() => lawOf('market-regulation-1949.1')).toThrow(TypeError);
  });
});
