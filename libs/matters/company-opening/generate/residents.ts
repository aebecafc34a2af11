import type { Person } from '@yichuang/contracts';
import { mix, type Random } from './random.js';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * A resident number with its check digit (GB 11643-1999): 6 digits of address, `YYYYMMDD`, 3 digits of sequence.
 * Written out here because a matter may not import the identifiers; the vectors of the standard test it.
 */
export function residentNumber(body: string): string {
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) sum += (weights[i] ?? 0) * (body.charCodeAt(i) - 48);
  return `${body}${'10X98765432'[sum % 11] ?? ''}`;
}

/**
 * Address code 350405 exists only since 2021, so an adult with it was practically never issued a number: fictional by
 * construction. Sequences below 100 are the samples', above 899 the simulators' special cases.
 */
const addressCode = '350405';
const firstBirthday = Date.UTC(1962, 0, 1);
const birthdays = 15_706;
const sequences = 800;
const residentsMax = birthdays * sequences;
/** A prime, so that counting up visits every number once. */
const stride = 7_368_787;
const dayMillis = 86_400_000;

/** How many people one application may have at most; numbers of different applications never meet. */
export const peoplePerApplication = 32;

const surnames = Array.from('林陈黄郑吴刘邓杨徐苏罗叶曾赖谢卢邱魏江廖范傅乐洪严巫俞池章余丘童肖连姜汤');
const givenFirst = Array.from('一子文晓雨思嘉梓云若书景安承亦可秋清润知宁怀望修远念芷庭念初如希与立静敏');
const givenLast = Array.from('言川禾舟桐宁衡远帆谷歌原珩溪岑棠野遥澈朴宸然岚墨笙晏时珂森屿澜淇');

/** The `member`-th fictional adult of the application at `index`; distinct for all applications of one seed. */
export function residentAt(seed: number, index: number, member: number, random: Random): Person {
  if (member >= peoplePerApplication) throw new RangeError('too many people in one application');
  const serial = ((index * peoplePerApplication + member) * stride + mix(seed, 1)) % residentsMax;
  const born = new Date(firstBirthday + (serial % birthdays) * dayMillis).toISOString().slice(0, 10);
  const sequence = 100 + Math.floor(serial / birthdays);
  return {
    name: `${random.pick(surnames)}${random.pick(givenFirst)}${random.pick(givenLast)}`,
    document: {
      type: 'RESIDENT_ID',
      number: residentNumber(`${addressCode}${born.replaceAll('-', '')}${String(sequence)}`),
    },
    nationality: 'CHN',
    // 154 is allocated to no operator: nobody's telephone rings.
    mobile: `154${String(serial).padStart(8, '0')}`,
    email: `r${String(serial)}@example.com`,
    address: `福建省三明市沙县区虬江街道虚居路${String(1 + (serial % 9973))}号${String(101 + Math.floor(serial / 9973))}室`,
    declaresEligible: true,
  };
}
