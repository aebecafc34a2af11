import { describe, expect, it } from '@jest/globals';
import { Problem } from '@yichuang/host';
import { matterOf } from '@yichuang/matters';
import { consents } from './consent-routes.js';
import { privacyOf, shownTo } from './consent.js';

const present = matterOf('company-opening')?.privacy?.at(-1)?.version ?? '';
const statusOf = (act: () => unknown): number | null => {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.status;
    throw error;
  }
};

describe('what people are told before their data is taken', () => {
  it('is the present version by default, one of before by its name, as the door describes it', () => {
    const { 200: schema } = consents[0]!.answers as Record<number, { parse: (value: unknown) => { version: string } }>;
    expect(schema!.parse(privacyOf('company-opening', undefined)).version).toBe(present);
    expect(privacyOf('company-opening', present)).toEqual(privacyOf('company-opening', undefined));
  });

  it.each([
    ['fishing', undefined],
    ['toy', undefined],
    ['company-opening', '1999.1'],
  ])('of %s in version %s is not there', (name, version) => {
    expect(statusOf(() => privacyOf(name, version))).toBe(404);
  });

  it('is kept with the application by the version that was shown, which must be one that there is', () => {
    expect(shownTo('company-opening', undefined)).toEqual({});
    expect(shownTo('company-opening', present)).toEqual({ consentVersion: present });
    expect(statusOf(() => shownTo('company-opening', '1999.1'))).toBe(400);
  });
});
