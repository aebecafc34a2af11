import type { Entrusted, Trust } from '@yichuang/contracts';
import { alreadySo, decided, rejected, text, type Decider, type Decision, type Text } from '@yichuang/kernel';
import type { CaseCommand } from './case-commands.js';
import type { CaseEvent } from './case-events.js';
import * as no from './case-rejections.js';
import type { CaseState } from './case-state.js';

/** 委托: the applicant lets another act for him, or look on and help, and takes it back (民法典 a.165, 173). */

/** An agent's office and a helper; whoever entrusts it to more has another purpose. */
export const ENTRUSTED_MAX = 20;

/** Somebody who acts in a case that is another's. */
export type EntrustedAs = Required<Entrusted>;

interface Act {
  /** Domain time, epoch ms. */
  readonly at: number;
  /** `actor.id`. */
  readonly by: string;
}

export interface EntrustCase extends Act {
  readonly type: 'EntrustCase';
  /** `actor.id` of whoever may act from now on. */
  readonly to: string;
  readonly as: Trust;
}

export interface RevokeEntrustment extends Act {
  readonly type: 'RevokeEntrustment';
  readonly from: string;
}

export interface CaseEntrusted extends Act {
  readonly type: 'CaseEntrusted';
  readonly to: string;
  readonly as: Trust;
}

export interface EntrustmentRevoked extends Act {
  readonly type: 'EntrustmentRevoked';
  readonly from: string;
}

/** Also of a case that has ended: whoever is entrusted may read it. */
export function entrust({ at, by, to, as }: EntrustCase, state: CaseState): Decision<CaseEvent> {
  const barred = barredFromEntrusting(by, state);
  if (barred !== null) return barred;
  const { entrusted, principal, intake, correctionsTakenBy } = state;
  if (to === principal || entrusted.some((one) => one.id === to && one.as === as)) return alreadySo;
  if (to === intake?.by || correctionsTakenBy.includes(to))
    return no.onHisOwnCase(text('收件人不得代办本办件', 'the clerk who took an application acts for nobody in it'));
  if (as === 'agent' && to === state.manager?.id)
    return no.onHisOwnCase(text('首席代办不得任经办人', 'whoever manages a case for the hall acts for nobody in it'));
  if (entrusted.length >= ENTRUSTED_MAX && !entrusted.some(({ id }) => id === to)) return toTooMany;
  return decided<CaseEvent>({ type: 'CaseEntrusted', at, by, to, as });
}

export function revoke({ at, by, from }: RevokeEntrustment, state: CaseState): Decision<CaseEvent> {
  const barred = barredFromEntrusting(by, state);
  if (barred !== null) return barred;
  return state.entrusted.some(({ id }) => id === from)
    ? decided<CaseEvent>({ type: 'EntrustmentRevoked', at, by, from })
    : alreadySo;
}

/** An agent hands on to nobody what was entrusted to him (民法典 a.169). */
function barredFromEntrusting(by: string, { phase, principal }: CaseState) {
  if (phase === 'none') return no.noSuchCase();
  return by === principal ? null : notYours;
}

const notYours = rejected(
  'NOT_PERMITTED',
  text('只有申请人本人可以委托或者收回委托', 'only the person whose case it is entrusts it, or takes it back'),
);
const toTooMany = rejected(
  'ENTRUSTED_TO_TOO_MANY',
  text(`至多委托 ${String(ENTRUSTED_MAX)} 人`, `a case is entrusted to ${String(ENTRUSTED_MAX)} at most`),
);

export const entrustmentEvolve: Pick<
  Decider<CaseCommand, CaseState, CaseEvent>['evolve'],
  'CaseEntrusted' | 'EntrustmentRevoked'
> = {
  CaseEntrusted: (state, { to: id, as }) => ({ ...state, entrusted: withEntrusted(state.entrusted, [{ id, as }]) }),
  EntrustmentRevoked: (state, { from }) => ({ ...state, entrusted: state.entrusted.filter(({ id }) => id !== from) }),
};

/** Each person once, as what he was named last. */
export const withEntrusted = (before: readonly EntrustedAs[], more: readonly EntrustedAs[]): readonly EntrustedAs[] =>
  more.reduce((all, one) => [...all.filter(({ id }) => id !== one.id), one], before);

/** Whoever applies, and whoever acts for him: no officer's act may be one of theirs (R-SOD-02). */
export const actingIn = ({ principal, entrusted }: Pick<CaseState, 'principal' | 'entrusted'>): readonly string[] => [
  principal,
  ...entrusted.filter(({ as }) => as === 'agent').map(({ id }) => id),
];

export const recallEntrustment = (event: CaseEntrusted | EntrustmentRevoked): EntrustCase | RevokeEntrustment =>
  event.type === 'CaseEntrusted' ? { ...event, type: 'EntrustCase' } : { ...event, type: 'RevokeEntrustment' };

const AS: Readonly<Record<Trust, Text>> = { agent: text('经办人', 'agent'), helper: text('帮办', 'helper') };

export const entrustedText = ({ to, as }: CaseEntrusted): Text =>
  text(`委托 ${to} 为${AS[as]['zh-CN']}`, `entrusted to ${to} as ${AS[as].en}`);

export const revokedText = ({ from }: EntrustmentRevoked): Text =>
  text(`收回对 ${from} 的委托`, `no longer entrusted to ${from}`);
