import { describe, expect, it } from '@jest/globals';
import { shardOf } from '@yichuang/event-store';
import { isUscc } from '@yichuang/identifiers';
import { isCaseNumber } from '@yichuang/matters';
import { Identities, soundOf, type Identity, type Original } from './identities.js';
import { asHex, merged, render, type Lap } from './pieces.js';
import { Substitution } from './substitution.js';

const SHARDS = 8;

const original = (caseId: string, number: string, codeTail: string, tradeName: string, seals: number): Original => ({
  identity: { caseId, number, codeTail, tradeName, sound: soundOf(tradeName), seals },
  hall: '350405',
  at: 1_795_570_992_455,
});

const originals = [
  original('1se6pxqyqbcqk3vxhqj9q46v', '20261125-2740-5905-8', 'MAFAKE0198', '虚弦舟曲', 10),
  original('68bqmcp544jmp1aq95ntdvr1', '20261125-1111-2222-3', 'MAFAKE0273', '虚沛鼓渊', 20),
];

function lapOf(identities: readonly Identity[]): Lap {
  const same = (): number => 0;
  return { identities, index: 0, positions: same, lastPublic: same, offsets: same, serials: same };
}

describe('copies of cases', () => {
  const identities = new Identities(SHARDS, originals);
  const copies = Array.from({ length: 500 }, () => originals.map((one) => identities.copyOf(one)));

  it('lie in the shard of their original and are never the same twice, in nothing that tells cases apart', () => {
    for (const lap of copies)
      lap.forEach((copy, index) => {
        expect(shardOf(copy.caseId, SHARDS)).toBe(shardOf(originals[index]!.identity.caseId, SHARDS));
      });
    for (const part of ['caseId', 'number', 'codeTail', 'tradeName', 'seals'] as const)
      expect(new Set(copies.flat().map((copy) => copy[part])).size).toBe(1_000);
  });

  it('have numbers and codes that are right, and as many characters of each as their originals', () => {
    for (const copy of copies.flat()) {
      expect(isCaseNumber(`沙开办${copy.number}`)).toBe(true);
      expect(isUscc(`91350405${copy.codeTail}`)).toBe(true);
      for (const part of ['caseId', 'number', 'codeTail', 'tradeName'] as const)
        expect(copy[part]).toHaveLength(originals[0]!.identity[part].length);
      // two parts of a name that are the same would be held twice
      expect(new Set(copy.tradeName).size).toBe(4);
    }
  });

  it('are spoken of wherever their originals were, in text and in bytes, and in nothing else', () => {
    const [first, second] = originals.map(({ identity }) => identity) as [Identity, Identity];
    const [one, other] = copies[7] as [Identity, Identity];
    const text = (of: Identity, rival: Identity): string =>
      JSON.stringify({
        id: of.caseId,
        document: `沙开办${of.number}-A1`,
        licence: `35040520261125${of.codeTail}`,
        uscc: `91350405${of.codeTail}`,
        name: `三明市沙县区${of.tradeName}软件开发有限公司`,
        sound: of.sound,
        rival: rival.caseId,
        seal: `350405${String(of.seals + 3).padStart(7, '0')}`,
        seat: '虬江街道虚构路1号',
        stranger: 'zzzzpxqyqbcqk3vxhqj9q46v',
        account: 'GJJ35040500000013',
      });
    const substitution = new Substitution([first, second]);
    const lap = lapOf([one, other]);
    expect(render(merged(substitution.pieces(text(first, second))), lap)).toBe(text(one, other));
    expect(render(merged(substitution.pieces(text(second, first), asHex)), lap)).toBe(asHex(text(other, one)));
    expect(render([substitution.partOfName(first.caseId, '弦舟')], lap)).toBe(one.tradeName.slice(1, 3));
  });

  it('have persons of their own in the ledgers of simulators', () => {
    const effect = `insured:${'0f'.repeat(16)}`;
    const pieces = merged(new Substitution([]).pieces(`{${effect},account:1}`));
    const lap = lapOf([]);
    const [copy, next] = [render(pieces, lap), render(pieces, { ...lap, index: 1 })];
    expect(copy).toMatch(/^\{insured:[0-9a-f]{32},account:1\}$/);
    expect(new Set([copy, next, `{${effect},account:1}`]).size).toBe(3);
  });
});
