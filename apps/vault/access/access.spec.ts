import { describe, expect, it } from '@jest/globals';
import { departments, roles } from '@yichuang/contracts';
import { holdsInAnyHistory, storyOf } from '@yichuang/testing';
import fc from 'fast-check';
import { access, LOOK_MINUTES, type AccessCommand } from './access.js';
import { accessDesk } from './desk.js';

const MINUTE = 60_000;
const look = (over: Partial<AccessCommand> = {}): AccessCommand => ({
  type: 'OpenPersonalData',
  at: 0,
  by: 'wang',
  role: 'supervisor',
  department: null,
  action: 'personal-data.unmask',
  sections: ['tax'],
  reason: '投诉核查 a complaint',
  warrant: null,
  ...over,
});
const { given, played } = storyOf(access);

describe('a look at personal data', () => {
  it('is recorded with who, as what, where, why and on whose order', () => {
    expect(given().when(look({ warrant: '沙审通〔2026〕12号' }))).toEqual([
      {
        type: 'PersonalDataOpened',
        at: 0,
        by: 'wang',
        role: 'supervisor',
        department: null,
        action: 'personal-data.unmask',
        sections: ['tax'],
        reason: '投诉核查 a complaint',
        warrant: '沙审通〔2026〕12号',
      },
    ]);
  });

  it('is one look for some minutes, however often the page is turned, and then another', () => {
    const turned = [1, 2, LOOK_MINUTES - 1].map((minutes) => look({ at: minutes * MINUTE }));
    expect(played([look(), ...turned]).events).toHaveLength(1);
    expect(given(look(), ...turned).when(look({ at: LOOK_MINUTES * MINUTE }))).toHaveLength(1);
  });

  it.each<[string, Partial<AccessCommand>]>([
    ['somebody else', { by: 'li' }],
    ['another function', { role: 'auditor' }],
    ['another department', { department: 'tax' }],
    ['another right', { action: 'personal-data.read' }],
    ['another section', { sections: ['seal'] }],
    ['more sections', { sections: ['tax', 'seal'] }],
    ['another reason', { reason: '其他 another' }],
    ['a warrant', { warrant: '1' }],
  ])('of %s is another look at once', (_what, over) => {
    expect(given(look()).when(look(over))).toMatchObject([{ type: 'PersonalDataOpened', ...over }]);
  });

  it('is private, and comes through no door that HTTP could open', () => {
    expect(accessDesk.audience).toEqual({});
    for (const body of [undefined, null, {}, { by: 'wang' }])
      expect(accessDesk.doors?.['look']?.schema.safeParse(body).success).toBe(false);
  });

  it('stays what it was in any history, decided twice and decided again', () => {
    const command = fc
      .record({
        at: fc.integer({ min: 0, max: 20 * MINUTE }),
        by: fc.constantFrom('wang', 'li'),
        role: fc.constantFrom(...roles),
        department: fc.constantFrom(null, ...departments),
        sections: fc.subarray(['tax', 'seal'], { minLength: 1 }),
        reason: fc.constantFrom(null, 'a', 'b'),
      })
      .map(look);
    holdsInAnyHistory({
      decider: access,
      recall: accessDesk.recall,
      command,
      then: (state, written) => {
        // nobody looks without there being a record of the last minutes
        expect(Object.keys(state).length).toBeLessThanOrEqual(written.length);
        for (const { at, ...one } of written)
          expect(played([{ ...one, type: 'OpenPersonalData', at }]).events).toEqual([{ ...one, at }]);
      },
    });
  });
});
