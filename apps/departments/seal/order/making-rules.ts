import type { OpenData } from '@yichuang/contracts';
import { isUscc } from '@yichuang/identifiers';
import { fail, failAt, pass, text, type Rule } from '@yichuang/kernel';
import type { SealKind } from '../reference/seal-specifications.js';
import type { SealOrder, SealReceipt } from './events.js';

/** The company that now exists, and the kinds of which another case holds an active seal of it. */
export interface OpeningFacts {
  readonly kinds: readonly SealKind[];
  readonly active: readonly SealKind[];
  readonly company: OpenData;
  /** Day of the order. */
  readonly on: string;
}

/** What was ordered and what the maker says it made and filed. */
export interface MadeFacts {
  readonly order: SealOrder;
  readonly receipt: SealReceipt;
}

const noneActive: Rule<OpeningFacts> = {
  id: 'R-SEAL-09',
  code: 'SEAL_KIND_DUPLICATE',
  article: '国发〔1999〕25号 a.24',
  text: text('公司没有同一种类的在用印章', 'The company has no active seal of the same kind'),
  phase: 'substance',
  // the company exists by now: nothing is refused any more, an officer looks
  disposal: 'review',
  test: ({ kinds, active }) =>
    failAt(kinds.flatMap((kind, index) => (active.includes(kind) ? [`/seal/kinds/${String(index)}`] : []))),
};

const licenceValid: Rule<OpeningFacts> = {
  id: 'R-SEAL-12',
  code: 'SEAL_LICENCE_INVALID',
  article: '国发〔1999〕25号 a.15; 市场主体登记管理条例 a.21',
  text: text(
    '营业执照有效：信用代码校验正确，名称齐全，成立日期已到',
    'The licence is valid: right credit code, a name, and a founding date that has come',
  ),
  phase: 'substance',
  disposal: 'review',
  test: ({ company: { uscc, companyName, establishedOn }, on }) =>
    isUscc(uscc) && companyName !== '' && establishedOn <= on
      ? pass({ establishedOn })
      : fail('/seal', { establishedOn, on }),
};

const nameIdentical: Rule<MadeFacts> = {
  id: 'R-SEAL-10',
  code: 'SEAL_NAME_MISMATCH',
  article: '国发〔1999〕25号 a.15',
  text: text('印章所刊名称与营业执照一致', 'The name on the seals is identical to the one on the licence'),
  phase: 'substance',
  // a long name may be engraved in a regulated short form: an officer looks
  disposal: 'review',
  test: ({ order, receipt }) => (receipt.engravedName === order.companyName ? pass() : fail('/seal')),
};

const asOrdered: Rule<MadeFacts> = {
  id: 'R-SEAL-11',
  code: 'SEAL_RECEIPT_INCOMPLETE',
  article: '印铸刻字业暂行管理规则 a.3; GA 241.1-2000',
  text: text(
    '由所选单位制作，每种一枚，编码十三位且不重复，印模和编码均已备案',
    'Made by the maker chosen, one of each kind, each with its own number of 13 digits, and filed with its impression',
  ),
  phase: 'substance',
  disposal: 'review',
  test: ({ order, receipt }) => {
    const faults: string[] = [];
    if (order.maker === null ? !order.turns.includes(receipt.maker) : order.maker !== receipt.maker) {
      faults.push('/seal/maker');
    }
    order.kinds.forEach((kind, index) => {
      if (receipt.seals.filter((seal) => seal.kind === kind).length !== 1) faults.push(`/seal/kinds/${String(index)}`);
    });
    const numbers = new Set(receipt.seals.map(({ number }) => number));
    if (receipt.seals.length !== order.kinds.length || numbers.size !== receipt.seals.length)
      faults.push('/seal/kinds');
    if (receipt.filing.impressions !== receipt.seals.length) faults.push('/seal');
    return failAt(faults, { maker: receipt.maker, seals: receipt.seals.length });
  },
};

export const openingRules2026: readonly Rule<OpeningFacts>[] = [noneActive, licenceValid];
export const madeRules2026: readonly Rule<MadeFacts>[] = [nameIdentical, asOrdered];
