import { createHash } from 'node:crypto';
import { shardOf } from '@yichuang/event-store';
import { organisationCheck, usccCheckCharacter } from '@yichuang/identifiers';
import { caseNumbers, companyOpeningPlan } from '@yichuang/matters';
import { pinyin } from 'pinyin-pro';

/** What tells one case from every other, wherever it is written; in a copy each part is as long as in the original. */
export interface Identity {
  readonly caseId: string;
  /** Digits of the speakable number: day, serial, check digit. */
  readonly number: string;
  /** The last ten of the uniform code: the company's own part of it, which licences repeat. */
  readonly codeTail: string;
  readonly tradeName: string;
  /** How the trade name sounds. */
  readonly sound: string;
  /** What the sequence of the first seal's number counts on from. */
  readonly seals: number;
}

export interface Original {
  readonly identity: Identity;
  readonly hall: string;
  /** When it was handed in, epoch ms. */
  readonly at: number;
}

const ID_LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const ID_LENGTH = 24;
const CODE_LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** The simulator counts its codes up from `MAFB0000`; those of copies begin with the next letter. */
const CODE_SUBJECT = 'MAFC';
const CODE_DIGITS = 4;
/** The simulator counts its seals up from 1; those of copies begin where it never gets to in a measurement. */
const SEALS_FROM = 5_000_000;
const SEALS_A_CASE = 10;
/** Applications ask for names that begin with 虚: none of these is theirs, or sounds like one, or is part of one. */
const FIRST_CHARACTERS = '仿拟';
/** Three sets of different characters: what repeats in a name has parts that are the same. */
const CHARACTERS = [
  '樾枫柚榛桦芸蕊蓝蓉蒲茉笙汐泓漪湛沛霖霞岱岑晴星鹏骐璟铄帆迢途恺霜桃杨柑葵苔萏穗滩坝亭灯钟箜弦词磐镯绣',
  '棠桐梓槐柠茗萱薇茵芦莉簌沁淼涟漫浔雯雪嶂昕朗辰雁骥珂笺舟舫恬冽栋梅楮枇葛藤芊湖湾渡楼烛鼓篌诗册砂钗锁',
  '槿楠桉橡栀苓蕙芙萤荻菊籁沐渊淞瀚霏霓峻崖旻曙翠隼瑶珞篆驰骋恒冰梁柳椴杷蒿藻稻泉礁桥榭鼎瑟曲卷笔环簪绸',
] as const;

/** Gives copies of cases identities that are new, never the same twice, each in the shard of its original. */
export class Identities {
  private given = 0;
  private drawn = 0;
  private readonly numbers: Set<string>;

  constructor(
    private readonly shards: number,
    originals: readonly Original[],
  ) {
    this.numbers = new Set(originals.map(({ identity }) => identity.number));
  }

  copyOf({ identity, hall, at }: Original): Identity {
    const caseId = this.idIn(shardOf(identity.caseId, this.shards));
    this.given += 1;
    const tradeName = tradeNameOf(this.given);
    return {
      caseId,
      number: this.numberOf(hall, caseId, at),
      codeTail: codeTailOf(this.given),
      tradeName,
      sound: soundOf(tradeName),
      seals: SEALS_FROM + this.given * SEALS_A_CASE,
    };
  }

  private idIn(shard: number): string {
    for (;;) {
      this.drawn += 1;
      const digest = createHash('sha256')
        .update(`copy ${String(this.drawn)}`)
        .digest();
      const id = Array.from(digest.subarray(0, ID_LENGTH), (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join('');
      if (shardOf(id, this.shards) === shard) return id;
    }
  }

  /** The first of its numbers that is free, as a case gets it. @throws RangeError when all are taken */
  private numberOf(hall: string, caseId: string, at: number): string {
    const free = caseNumbers({ plan: companyOpeningPlan, hall, caseId, at })
      .map(digitsOf)
      .find((number) => !this.numbers.has(number));
    if (free === undefined) throw new RangeError(`every number of ${caseId} is taken`);
    this.numbers.add(free);
    return free;
  }
}

/** `20261125-2740-5905-8` of `沙开办20261125-2740-5905-8`. */
export const digitsOf = (number: string): string => /\d{8}-\d{4}-\d{4}-\d/.exec(number)?.[0] ?? number;

const readings = new Map<string, string>();

/** As the name desk hears it: one reading a character, tones left aside. */
export const soundOf = (tradeName: string): string => Array.from(tradeName, readingOf).join(' ');

function readingOf(character: string): string {
  const reading = readings.get(character) ?? pinyin(character, { toneType: 'none' });
  readings.set(character, reading);
  return reading;
}

function codeTailOf(serial: number): string {
  const subject = `${CODE_SUBJECT}${codeDigits(serial)}`;
  const body = `${subject}${organisationCheck(subject)}`;
  return `${body}${usccCheckCharacter(`91350405${body}`)}`;
}

function tradeNameOf(serial: number): string {
  let rest = serial;
  let name = '';
  for (const set of [...CHARACTERS].reverse()) {
    name = `${set.charAt(rest % set.length)}${name}`;
    rest = Math.floor(rest / set.length);
  }
  const first = FIRST_CHARACTERS.charAt(rest);
  if (first === '') throw new RangeError('there are not so many trade names');
  return `${first}${name}`;
}

/** @throws RangeError when the places do not hold it */
function codeDigits(serial: number): string {
  let [rest, text] = [serial, ''];
  for (let place = 0; place < CODE_DIGITS; place += 1) {
    text = `${CODE_LETTERS.charAt(rest % CODE_LETTERS.length)}${text}`;
    rest = Math.floor(rest / CODE_LETTERS.length);
  }
  if (rest > 0) throw new RangeError('there are not so many codes');
  return text;
}
