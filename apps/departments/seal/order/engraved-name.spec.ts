import { describe, expect, it } from '@jest/globals';
import { storyOf } from '@yichuang/testing';
import { barredFromName, engravedName } from './engraved-name.js';
import type { FillOrder, Open, PreCheck, SealCommand } from './events.js';
import { at, company, preCheck, receipt, section } from './fixture.js';
import { order } from './order.js';

const checked = (change: Partial<PreCheck['facts']> = {}): PreCheck =>
  preCheck({ maker: { code: 'FICT-MAKER-4' }, ...change });
const opening = { step: 'seal', round: 1, dueAt: at + 100, company };
const open: Open = { type: 'Open', at: at + 20, opening, holders: [] };
const { engravedName: engraved, seals, filing } = receipt;
const fill = (name = engraved): FillOrder => ({
  type: 'FillOrder',
  at: at + 30,
  by: 'maker-1',
  filled: { engravedName: name, seals, filing },
});

const { after } = storyOf(order);
const code = (...commands: readonly SealCommand[]): string | undefined => barredFromName(after(...commands))?.code;

describe('whose name a name seal carries', () => {
  it('is told while the order is engraved by hand', () => {
    expect(code(checked(), open)).toBeUndefined();
  });

  it.each<[string, string, readonly SealCommand[]]>([
    ['before there is an order', 'NO_ORDER', [checked()]],
    ['in a case that ended', 'NO_ORDER', [checked(), { type: 'EndCase', at, reason: 'withdrawn' }]],
    ['once the seals are filed', 'ORDER_FILLED', [checked(), open, fill()]],
    ['while an officer looks at what was made', 'ORDER_FILLED', [checked(), open, fill('别名')]],
    ['where a machine makes them', 'ORDER_NOT_BY_HAND', [checked({ maker: { code: 'FICT-MAKER-1' } }), open]],
    ['without such a seal', 'NO_NAME_SEAL', [checked({ kinds: ['enterprise', 'finance'] }), open]],
  ])('is not told %s', (_when, rejection, commands) => {
    expect(code(...commands)).toBe(rejection);
  });

  it('is the legal representative’s, and nothing else of anybody', () => {
    expect(engravedName(section)).toBe('林志远');
    expect(engravedName({ ...section, posts: { legalRepresentative: 'p2' } })).toBe('陈晓梅');
    expect(() => engravedName({ ...section, posts: { legalRepresentative: 'p3' } })).toThrow(TypeError);
  });
});
