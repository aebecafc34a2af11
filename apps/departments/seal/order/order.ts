import {
  evidenceOf,
  examination,
  joined,
  obstacles,
  reasonsOf,
  refusedByOfficer,
  remedies,
  ruled,
  stepAnswerOf,
  type Asked,
  type Examination,
  type Opening,
} from '@yichuang/host';
import { alreadySo, decided, type Decider } from '@yichuang/kernel';
import { dateOf } from '@yichuang/working-time';
import type { SealKind } from '../reference/seal-specifications.js';
import type {
  FilledOrder,
  Holders,
  ManualReviewRequired,
  SealRefused,
  SealCommand,
  SealEvent,
  SealFiled,
  SealOrder,
  SealOrdered,
  SealPreChecked,
  SealReceipt,
} from './events.js';
import { lawOf } from './law.js';
import { filledAlready, filledByMachine, noOrder } from './rejections.js';
import {
  checkOf,
  initial,
  madeOf,
  makingOf,
  openingOf,
  receiptOf,
  waitingSince,
  type Check,
  type SealState,
} from './state.js';

/** Who answers for what this desk decides: makers engrave and file, public security keeps the filing. */
export const ACCOUNTABLE = '三明市公安局沙县分局';

/** The seals a company has in use, at most one of a kind: who holds the key leaves with it which kinds are his. */
export const claimOf = (uscc: string): string => `seal/${uscc}`;

/** What the holder of {@link claimOf} leaves with it. */
export interface SealsHeld {
  readonly kinds: readonly SealKind[];
}

/** As seals were held before: a key a kind. Orders of that time hold them still. */
const claimOfKind = (uscc: string, kind: SealKind): string => `seal/${uscc}/${kind}`;

/** What an order must see: who has seals of this company already. */
export const claimsOf = ({ facts }: Check, { company: { uscc } }: Opening): readonly string[] => [
  claimOf(uscc),
  ...[...new Set(facts.kinds)].map((kind) => claimOfKind(uscc, kind)),
];

const holds = ({ key, data }: Holders[number], uscc: string, kind: SealKind): boolean =>
  key === claimOf(uscc) ? (data as SealsHeld).kinds.includes(kind) : key === claimOfKind(uscc, kind);

const asked = ({ step, round }: { readonly step: string; readonly round: number }, { ruleSet }: Check): Asked => ({
  step,
  round,
  ruleSet,
  accountable: ACCOUNTABLE,
});

const checked = ({ ruleSet, facts }: Check): Examination => examination(lawOf(ruleSet).preCheck, facts);

export function preChecked(check: Check, at: number): SealPreChecked {
  const findings = ruled(checked(check), check.rulings);
  const answer = stepAnswerOf(asked(check, check), 'checked', findings);
  return { type: 'SealPreChecked', at, answer, evidence: evidenceOf(findings) };
}

const openable = (check: Check, { company }: Opening, active: readonly SealKind[], at: number): Examination =>
  joined(
    checked(check),
    examination(lawOf(check.ruleSet).opening, {
      kinds: check.facts.kinds,
      active,
      company,
      on: dateOf(at),
    }),
  );

const refused = (
  { check, opening, seen }: Pick<Making, 'check' | 'opening'> & { readonly seen: Holders },
  findings: Examination,
  at: number,
): SealRefused => ({
  type: 'SealRefused',
  at,
  answer: stepAnswerOf(asked(opening, check), 'refused', findings),
  opening,
  seen,
  remedies,
});

type Opened = SealOrdered | ManualReviewRequired | SealRefused;

/** The company exists: ordered at once where every rule passed, else an officer looks, and what he finds broken is refused. */
export function opened(check: Check, opening: Opening, seen: Holders, at: number): Opened {
  const { company } = opening;
  const { kinds, material, delivery, maker, on } = check.facts;
  const active = kinds.filter((kind) => seen.some((holder) => holds(holder, company.uscc, kind)));
  const findings = ruled(openable(check, opening, active, at), check.rulings);
  if (refusedByOfficer(findings)) return refused({ check, opening, seen }, findings, at);
  if (obstacles(findings).length > 0) {
    const answer = stepAnswerOf(asked(opening, check), 'review', findings);
    return { type: 'ManualReviewRequired', at, answer, opening, seen };
  }
  const { uscc, companyName } = company;
  const { turns: turnsOn, byHand } = lawOf(check.ruleSet);
  const code = maker?.code ?? null;
  const given = {
    maker: code,
    turns: maker === null ? turnsOn(on) : [],
    ...(byHand(code) ? { byHand: true as const } : {}),
  };
  const order: SealOrder = { uscc, companyName, kinds, material, delivery, ...given };
  return { type: 'SealOrdered', at, opening, seen, order };
}

export interface Making {
  readonly check: Check;
  readonly opening: Opening;
  readonly order: SealOrder;
}

/** The seals are there: filed where they are what was ordered, else an officer looks before anybody takes them. */
export function filed(
  { check, opening, order }: Making,
  receipt: SealReceipt,
  at: number,
): SealFiled | ManualReviewRequired | SealRefused {
  const law = lawOf(check.ruleSet);
  const made = joined(openable(check, opening, [], at), examination(law.made, { order, receipt }));
  const findings = ruled(made, check.rulings);
  if (refusedByOfficer(findings)) return refused({ check, opening, seen: [] }, findings, at);
  if (obstacles(findings).length > 0) {
    const answer = stepAnswerOf(asked(opening, check), 'review', findings);
    return { type: 'ManualReviewRequired', at, answer, opening, seen: [] };
  }
  const { maker, seals, filing, simulated } = receipt;
  const { material, delivery } = order;
  const result = {
    material,
    delivery,
    maker: { code: maker, name: law.makerName(maker, check.facts.on) },
    seals: seals.map((seal) => ({ ...seal, ...law.specification(seal.kind) })),
    filing,
    simulated,
  };
  return { type: 'SealFiled', at, answer: stepAnswerOf(asked(opening, check), 'done', findings, result) };
}

const isSame = ({ engravedName, seals, filing }: SealReceipt, filled: FilledOrder): boolean =>
  JSON.stringify([engravedName, seals, filing]) === JSON.stringify([filled.engravedName, filled.seals, filled.filing]);

export const order: Decider<SealCommand, SealState, SealEvent> = {
  initial,

  decide: {
    PreCheck: ({ type: _type, holders: _holders, ...task }, state) => {
      const fresh = state.status === 'idle' || (state.status === 'checked' && task.round > state.check.round);
      return fresh ? decided<SealEvent>({ ...task, type: 'SealTaskTaken' }, preChecked(task, task.at)) : alreadySo;
    },

    Open: ({ at, opening, holders = [] }, state) => {
      if (state.status === 'idle' || state.status === 'ended') {
        throw new TypeError(`no seals can be ordered in a case that is ${state.status}`);
      }
      return state.status === 'checked' ? decided(opened(state.check, opening, holders, at)) : alreadySo;
    },

    TakeReceipt: ({ at, receipt }, state) =>
      state.status === 'making'
        ? decided<SealEvent>({ type: 'SealMade', at, receipt }, filed(state, receipt, at))
        : alreadySo,

    FillOrder: ({ at, by, filled }, state) => {
      const made = receiptOf(state);
      if (made !== null) return isSame(made, filled) ? alreadySo : filledAlready;
      if (state.status !== 'making') return noOrder;
      const { order } = state;
      if (order.maker === null || order.byHand !== true) return filledByMachine;
      const receipt: SealReceipt = { maker: order.maker, ...filled, simulated: false };
      return decided<SealEvent>({ type: 'SealMade', at, receipt, by }, filed(state, receipt, at));
    },

    EndCase: ({ at, reason }, state) =>
      state.status === 'checked' ? decided({ type: 'SealCaseEnded', at, reason }) : alreadySo,
  },

  evolve: {
    SealTaskTaken: (_state, { type: _type, at: _at, ...check }) => ({ status: 'checked', check }),
    SealPreChecked: (state) => state,
    SealOrdered: (state, { at, opening, order: made }) => ({
      status: 'making',
      check: checkOf(state),
      opening,
      since: at,
      order: made,
      receipt: null,
    }),
    ManualReviewRequired: (state, { at, answer, opening }) => ({
      status: 'review',
      check: checkOf(state),
      opening,
      since: waitingSince(state) ?? at,
      why: reasonsOf(answer),
      made: madeOf(state),
    }),
    SealRefused: (state, { at, answer, opening }) => ({
      status: 'refused',
      check: checkOf(state),
      opening,
      since: waitingSince(state) ?? at,
      why: reasonsOf(answer),
      made: madeOf(state),
    }),
    SealMade: (state, { receipt }) => ({ ...makingOf(state), receipt }),
    SealFiled: (state) => {
      const made = madeOf(state);
      if (made === null) throw new TypeError('seals are filed that were never made');
      return { status: 'done', check: checkOf(state), opening: openingOf(state), receipt: made.receipt };
    },
    SealCaseEnded: (_state, { reason }) => ({ status: 'ended', reason }),
  },
};
