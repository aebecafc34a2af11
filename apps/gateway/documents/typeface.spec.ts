import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { generateApplications } from '@yichuang/matters';
import { legible, missingIn, typeface } from './typeface.js';

const samples = new URL('../../../samples/', import.meta.url);

/** What the two-byte codes of GBK stand for; a low byte begins at `lowest`. */
function charactersOf({ first, last }: { first: number; last: number }, lowest: number): readonly string[] {
  const decoder = new TextDecoder('gbk');
  const characters: string[] = [];
  for (let code = first; code <= last; code += 1) {
    if ((code & 0xff) < lowest || (code & 0xff) === 0x7f || (code & 0xff) === 0xff) continue;
    const character = decoder.decode(Uint8Array.of(code >> 8, code & 0xff));
    if (!/[\ufffd\ue000-\uf8ff]/.test(character)) characters.push(character);
  }
  return characters;
}

describe('the font of the documents', () => {
  it('has every character of the samples and of generated applications', () => {
    const files = readdirSync(samples).filter((name) => name.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(5);
    const written = files.map((name) => readFileSync(new URL(name, samples), 'utf8')).join('');
    const generated = JSON.stringify([...generateApplications({ seed: 5, count: 20 })].map(({ form }) => form));
    expect(missingIn(written + generated)).toEqual([]);
  });

  it('has every character of GB 2312 and every Chinese one of GBK', () => {
    expect(charactersOf({ first: 0xb0a1, last: 0xf7fe }, 0xa1)).toHaveLength(6763);
    const all = charactersOf({ first: 0x8140, last: 0xfea0 }, 0x40).filter((one) => /\p{Script=Han}/u.test(one));
    expect(all.length).toBeGreaterThan(20_900);
    expect(missingIn(all.join(''))).toEqual([]);
  });

  it('has rare characters that names are made of', () => {
    expect(missingIn('喆旻昇堃垚玥翀犇镕彧赟翾淏㛃㙍䶮𬱖𫖯𬭚𬀩𫄧𬍛')).toEqual([]);
  });

  it('names what it has not by its code point, also beyond the first plane', () => {
    expect(typeface().covers(0x55b5)).toBe(true);
    expect(missingIn('林𪚥林🏢𪚥')).toEqual(['𪚥', '🏢']);
    expect(legible('林𪚥🏢')).toBe('林〔U+2A6A5〕〔U+1F3E2〕');
  });
});
