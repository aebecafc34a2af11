import { mix } from './random.js';

/**
 * Fictional trade names: 虚 and one character of each of three sets. All 150 characters are different and no two sound
 * alike even without tones, so two names never are equal, homophones, each other's part, or the same characters in
 * another order (NAME a.17 and the comparison rules of 2017). None is a character of a division, an industry word or a
 * sample's trade name. A test reads the sounds.
 */
const sets = [
  '樾枫柚榛桦芸蕊蓝蓉蒲茉笙汐泓漪湛沛霖霞岱岑晴星鹏骐璟铄帆迢途恺霜桃杨柑葵苔萏穗滩坝亭灯钟箜弦词磐镯绣',
  '棠桐梓槐柠茗萱薇茵芦莉簌沁淼涟漫浔雯雪嶂昕朗辰雁骥珂笺舟舫恬冽栋梅楮枇葛藤芊湖湾渡楼烛鼓篌诗册砂钗锁',
  '槿楠桉橡栀苓蕙芙萤荻菊籁沐渊淞瀚霏霓峻崖旻曙翠隼瑶珞篆驰骋恒冰梁柳椴杷蒿藻稻泉礁桥榭鼎瑟曲卷笔环簪绸',
].map((set) => Array.from(set));

/** How many distinct names there are: 125,000. */
export const tradeNamesMax = sets.reduce((product, set) => product * set.length, 1);

/** Prime to {@link tradeNamesMax}, so that counting up visits every name once, and neighbours look different. */
const stride = 48_271;

/** @throws RangeError beyond {@link tradeNamesMax}: a name would come twice. */
export function tradeNameAt(seed: number, index: number): string {
  if (!Number.isInteger(index) || index < 0 || index >= tradeNamesMax) {
    throw new RangeError(`only ${String(tradeNamesMax)} trade names a seed, index ${String(index)} asked`);
  }
  let rest = (index * stride + mix(seed, 0)) % tradeNamesMax;
  let name = '虚';
  for (const set of sets) {
    name += set[rest % set.length] ?? '';
    rest = Math.floor(rest / set.length);
  }
  return name;
}

/** For the test that reads the sounds. */
export const tradeNameSets: readonly (readonly string[])[] = sets;
