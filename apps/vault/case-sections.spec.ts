import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { seal, SealBroken, sectionKey, TryLater } from '@yichuang/host';
import { SectionOpener, withFingerprints } from './case-sections.js';

const caseKey = randomBytes(32);
const wrapped = randomBytes(60);
const master = {
  wrap: () => Promise.reject(new Error('nothing is wrapped here')),
  unwrap: (given: Uint8Array) => Promise.resolve(Buffer.from(given).equals(wrapped) ? caseKey : randomBytes(32)),
};
const away = { get: () => Promise.reject(new TryLater('it is away')), close: () => Promise.resolve() };

const openerOf = (print: string | null, kept: ReadonlyMap<string, Uint8Array>): SectionOpener =>
  new SectionOpener(
    away,
    { state: () => Promise.resolve({ state: { print }, version: 1 }), secrets: () => Promise.resolve(kept) },
    master,
  );

const sealed = (caseId: string, section: string, plain: unknown): string =>
  seal(sectionKey(caseKey, { caseId, section }), { caseId, section }, plain).toString('base64');

describe('the vault', () => {
  it('opens a section with the case’s key, and none of another case or another section', async () => {
    const opener = openerOf('p', new Map([['c', wrapped]]));
    const key = await opener.keyOf('c');
    expect(opener.open(key, 'c', 'tax', sealed('c', 'tax', { people: {} }))).toEqual({ people: {} });
    for (const [caseId, section] of [
      ['other', 'tax'],
      ['c', 'seal'],
    ] as const)
      expect(() => opener.open(key, 'c', 'tax', sealed(caseId, section, {}))).toThrow(SealBroken);
  });

  it.each<[string, string | null, ReadonlyMap<string, Uint8Array>]>([
    ['was destroyed', null, new Map()],
    ['is destroyed this moment', 'p', new Map()],
  ])('says so where the key %s', async (_what, print, kept) => {
    await expect(openerOf(print, kept).keyOf('c')).rejects.toMatchObject({ status: 409, code: 'KEY_DESTROYED' });
  });

  it('shows nothing while it cannot ask whose the case is', async () => {
    await expect(openerOf('p', new Map()).sectionsOf('c')).rejects.toThrow(TryLater);
  });
});

describe('papers of a section', () => {
  const papers = [{ kind: 'articles' }, { kind: 'identity-document', of: 'p1' }];

  it('are named with the fingerprints that stand in the same places of the application', () => {
    expect(withFingerprints({ papers, scope: [] }, ['a', 'b'])).toEqual({
      papers: [
        { kind: 'articles', sha256: 'a' },
        { kind: 'identity-document', sha256: 'b', of: 'p1' },
      ],
      scope: [],
    });
  });

  it('keep those they bring themselves, as those sealed before do', () => {
    const own = { papers: papers.map((paper) => ({ ...paper, sha256: 'own' })) };
    expect(withFingerprints(own, ['a', 'b'])).toEqual(own);
    expect(withFingerprints(own, undefined)).toEqual(own);
  });

  it('are none in a section without a list of them', () => {
    for (const section of [{ people: {} }, { papers: 'none' }]) expect(withFingerprints(section, ['a'])).toBe(section);
  });
});
