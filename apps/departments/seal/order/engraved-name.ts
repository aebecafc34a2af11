import type { SealSection } from '@yichuang/contracts';
import type { Rejection } from '@yichuang/kernel';
import { lawOf } from './law.js';
import * as no from './rejections.js';
import { receiptOf, type SealState } from './state.js';

/**
 * Why nobody is told whose name an order’s name seal carries; `null`: whoever engraves it by hand is, as long as he does. A
 * maker that is connected reads it in the section it is handed.
 */
export function barredFromName(state: SealState): Rejection | null {
  if (receiptOf(state) !== null) return no.madeAlready;
  if (state.status !== 'making') return no.noOrder;
  if (state.order.byHand !== true) return no.filledByMachine;
  const { specification } = lawOf(state.check.ruleSet);
  const named = state.order.kinds.some((kind) => specification(kind).inscription === 'legal-representative');
  return named ? null : no.noNameSeal;
}

/**
 * The name on the seal of the legal representative (法定代表人名章), and nothing else of anybody.
 *
 * @throws TypeError where he does not stand among the people of the form: such an order was never given
 */
export function engravedName({ posts, people }: SealSection): string {
  const person = people[posts.legalRepresentative];
  if (person === undefined) throw new TypeError('the legal representative is not among the people of the form');
  return person.name;
}
