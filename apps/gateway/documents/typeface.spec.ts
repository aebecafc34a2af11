import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { generateApplications } from '@yichuang/matters';
import { legible, missingIn, typeface } from './typeface.js';

const samples = new URL('../../../samples/', import.meta.url);

describe('the font of the documents', () => {
  it('has every character of the samples and of generated applications', () => {
    const files = readdirSync(samples).filter((name) => name.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(5);
    const written = files.map((name) => readFileSync(new URL(name, samples), 'utf8')).join('');
    const generated = JSON.stringify([...generateApplications({ seed: 5, count: 20 })].map(({ form }) => form));
    expect(missingIn(written + generated)).toEqual([]);
  });

  it('has the characters of GB 2312, which every name register knows', () => {
    const decoder = new TextDecoder('gb2312');
    let all = '';
    for (let high = 0xb0; high <= 0xf7; high += 1)
      for (let low = 0xa1; low <= 0xfe; low += 1) all += decoder.decode(Uint8Array.of(high, low));
    const characters = all.replaceAll(/[\ufffd\ue000-\uf8ff]/g, '');
    expect(Array.from(characters).length).toBe(6763);
    expect(missingIn(characters)).toEqual([]);
  });

  it('has rare characters of names, which the national list of standard characters has', () => {
    expect(missingIn('喆旻昇堃垚玥翀犇镕彧赟翾淏㛃㙍䶮𬱖𫖯𬭚𬀩𫄧𬍛')).toEqual([]);
  });

  it('names what it has not by its code point, also beyond the first plane', () => {
    expect(typeface().covers(0x55b5)).toBe(true);
    expect(missingIn('林𪚥林🏢𪚥')).toEqual(['𪚥', '🏢']);
    expect(legible('林𪚥🏢')).toBe('林〔U+2A6A5〕〔U+1F3E2〕');
  });
});
