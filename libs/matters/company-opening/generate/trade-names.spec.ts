import { describe, expect, it } from '@jest/globals';
import { pinyin } from 'pinyin-pro';
import { tradeNameAt, tradeNameSets, tradeNamesMax } from './trade-names.js';

const sound = (character: string): string => pinyin(character, { toneType: 'none' });

/** What many a speaker of the south does not tell apart: zh z, ch c, sh s, n l r, f h, -ng -n. */
const blurred = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^[lr]/, 'n')
    .replace(/^f/, 'h')
    .replace(/ng$/, 'n');

describe('fictional trade names', () => {
  it('are at least 100,000 and all different', () => {
    const names = new Set(Array.from({ length: tradeNamesMax }, (_, index) => tradeNameAt(7, index)));
    expect(tradeNamesMax).toBeGreaterThanOrEqual(100_000);
    expect(names.size).toBe(tradeNamesMax);
    expect([...names].every((name) => /^虚\p{Script=Han}{3}$/u.test(name))).toBe(true);
  });

  it('use every character in one place only, so that no two names are the same characters in another order', () => {
    const all = tradeNameSets.flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it('never sound alike, tones left aside: all 150 syllables differ', () => {
    const sounds = tradeNameSets.flat().map(sound);
    expect(new Set(sounds).size).toBe(sounds.length);
  });

  it('do not sound alike in one place even to a blurred ear', () => {
    for (const set of tradeNameSets) expect(new Set(set.map(sound).map(blurred)).size).toBe(set.length);
  });

  it('are never part of a sample’s name or of a rival’s in the name library, nor the other way round', () => {
    const others = '杉麦屿柏禾存村销吊备旧改';
    const sounds = Array.from(others, sound);
    for (const character of tradeNameSets.flat()) {
      expect(others).not.toContain(character);
      expect(sounds).not.toContain(sound(character));
    }
  });

  it('never begin like a negative sample’s name, which is 虚 and one character', () => {
    const others = Array.from('棕茶笛舵砖鹿鹅窗钩帽筏碗盆纽雀犁');
    const firsts = tradeNameSets[0] ?? [];
    expect(firsts.filter((character) => others.includes(character))).toEqual([]);
    expect(firsts.map(sound).filter((syllable) => others.map(sound).includes(syllable))).toEqual([]);
  });

  it('have no character of a division, an industry word or an organisational form', () => {
    const words = '福建省三明市沙县区软件开发信息技术餐饮小吃竹制品农业科技服装会展务园林绿化茶业有限责任公司';
    expect(tradeNameSets.flat().filter((character) => words.includes(character))).toEqual([]);
  });

  it('end where the next one would be a repetition', () => {
    expect(() => tradeNameAt(7, tradeNamesMax)).toThrow(RangeError);
  });

  it('differ from seed to seed', () => {
    expect(tradeNameAt(1, 0)).not.toBe(tradeNameAt(2, 0));
  });
});
