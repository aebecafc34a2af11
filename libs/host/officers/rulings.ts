import type { PastDeed, ReportedFinding, StepAnswer } from '@yichuang/contracts';
import { alreadySo, decided, type Rejection, type Verdict } from '@yichuang/kernel';
import type { OfficersRuling } from '../assessment.js';
import type { DecideStep, InspectItem, Officer, OverrideStep, RecommendStep } from './commands.js';
import type { OfficerRuled, Ruling } from './events.js';
import { barred, first, unclaimed, waits, type Matter, type Said } from './matter.js';
import { objectionHolds, opinionsHold } from './questions.js';
import * as no from './rejections.js';
import { saidBefore } from './sent-back.js';
import { claimAt, type OfficersState } from './state.js';

export function recommendStep({ at, officer, rulings, opinion }: RecommendStep, matter: Matter): Said {
  const { state, elsewhere } = matter;
  const { answer, recommended } = state;
  if (recommended?.by === officer.id && same([recommended.rulings, recommended.opinion], [rulings, opinion]))
    return alreadySo;
  if (!waits(matter) || answer === null) return no.nothingWaits();
  const { step, round } = answer;
  return (
    first(
      () => barred(matter, officer, 'review'),
      () => unclaimed(matter, at, officer),
      () => badlyAnswered(state, answer, rulings),
      () => saidBefore(state, rulings),
    ) ?? decided({ type: 'StepRecommended', at, by: officer.id, step, round, rulings, opinion, ...asSeen(elsewhere) })
  );
}

/** The ruling that decides; the law's answer to it is the desk's. */
export function ruleToDecide(
  { at, officer, rulings, ...command }: DecideStep,
  matter: Matter,
): OfficerRuled | Rejection | null {
  const { state } = matter;
  const { answer } = state;
  const reason = command.reason ?? null;
  if (isRuled(matter, 'decide', officer, rulings, reason)) return null;
  if (!waits(matter) || answer === null) return no.nothingWaits();
  const bar = first(
    () => barred(matter, officer, 'approve'),
    () => unclaimed(matter, at, officer),
    () => (state.recommended === null ? no.notRecommended() : null),
    () => badlyAnswered(state, answer, rulings),
    () => saidBefore(state, rulings),
    () => opinionsHold(state),
    () => objectionHolds(state, rulings, reason),
  );
  if (bar !== null) return bar;
  return {
    type: 'OfficerRuled',
    at,
    by: officer.id,
    how: 'decide',
    reason,
    ...laidUpon(answer, rulings, matter),
  };
}

/** As {@link ruleToDecide}, of what a machine has decided: an approver, with a reason, while there is a way back. */
export function ruleToOverride(
  { at, officer, rulings, reason }: OverrideStep,
  matter: Matter,
): OfficerRuled | Rejection | null {
  const { state, open } = matter;
  const { answer, calls } = state;
  if (isRuled(matter, 'override', officer, rulings, reason)) return null;
  if (!open || answer === null) return no.notOverridable();
  const verdicts = verdictsOf(answer);
  const strange = rulings.filter(({ rule, verdict }) => {
    const stands = verdicts.get(rule);
    return stands === undefined || stands === verdict;
  });
  const waiting = rulings.filter(({ rule }) => waits(matter) && calls.some((call) => call.rule === rule));
  const claim = claimAt(state, at);
  const bar = first(
    () => barred(matter, officer, 'approve'),
    () => (claim !== null && claim.by !== officer.id ? no.claimedByAnother() : null),
    () => (waiting.length > 0 ? no.rulesWait(ids(waiting)) : null),
    () => (strange.length > 0 ? no.rulesNotOpen(ids(strange)) : null),
    () => opinionsHold(state),
  );
  if (bar !== null) return bar;
  return { type: 'OfficerRuled', at, by: officer.id, how: 'override', reason, ...laidUpon(answer, rulings, matter) };
}

/** Whoever goes and looks does not work at the desk: two go together, and one of them may have it claimed. */
export function inspectItem({ at, officer, findings }: InspectItem, matter: Matter): Said {
  const { state, open } = matter;
  if (state.inspections.some((one) => one.by === officer.id && one.findings === findings)) return alreadySo;
  if (!open || state.answer === null) return no.nothingWaits();
  const { step, round } = state.answer;
  return (
    barred(matter, officer, 'inspect') ?? decided({ type: 'ItemInspected', at, by: officer.id, step, round, findings })
  );
}

/** Every rule that waits is answered, and none that a machine has told. */
function badlyAnswered(
  { calls }: OfficersState,
  { findings }: StepAnswer,
  rulings: readonly Ruling[],
): Rejection | null {
  const missing = calls.filter(({ rule }) => !rulings.some((one) => one.rule === rule));
  if (missing.length > 0) return no.rulesNotAnswered(ids(missing));
  const open = new Set(ids([...calls, ...findings.filter(isForOfficer)]));
  const strange = rulings.filter(({ rule }) => !open.has(rule));
  return strange.length > 0 ? no.rulesNotOpen(ids(strange)) : null;
}

const isForOfficer = ({ verdict, disposal }: ReportedFinding): boolean =>
  disposal !== 'tag' && (verdict === 'unknown' || disposal === 'review');

/** Rule → what stands there; a mark is nothing to decide. */
function verdictsOf({ rules, findings }: StepAnswer): ReadonlyMap<string, Verdict> {
  const found = findings.filter(({ disposal }) => disposal !== 'tag');
  return new Map<string, Verdict>([
    ...rules.pass.map((rule) => [rule, 'pass'] as const),
    ...found.map(({ rule, verdict }) => [rule, verdict] as const),
  ]);
}

/** The rulings with what they are made about, and what was seen when they were made. */
function laidUpon(
  answer: StepAnswer,
  rulings: readonly Ruling[],
  { approver, seen, elsewhere }: Matter,
): Pick<OfficerRuled, 'step' | 'round' | 'rulings' | 'seen' | 'elsewhere'> {
  const { step, round } = answer;
  const laid = rulings.map((one) => laidOver(answer, one, approver));
  return { step, round, rulings: laid, seen, ...asSeen(elsewhere) };
}

const asSeen = (elsewhere: readonly PastDeed[]): { readonly elsewhere?: readonly PastDeed[] } =>
  elsewhere.length === 0 ? {} : { elsewhere };

function laidOver(answer: StepAnswer, ruling: Ruling, officer: string): OfficersRuling {
  return { ...ruling, over: verdictsOf(answer).get(ruling.rule) ?? 'unknown', officer };
}

/** The same ruling of the same officer to the same step: decided twice it adds nothing. */
function isRuled(
  { state: { ruled, answer } }: Matter,
  how: OfficerRuled['how'],
  { id }: Officer,
  rulings: readonly Ruling[],
  reason: string | null,
): boolean {
  if (ruled?.by !== id || ruled.how !== how || ruled.reason !== reason) return false;
  const sameStep = answer === null || (answer.step === ruled.step && answer.round === ruled.round);
  return sameStep && same(ruled.rulings.map(asSaid), rulings.map(asSaid));
}

const asSaid = ({ rule, verdict, reason, article, competentAuthority }: Ruling) => [
  rule,
  verdict,
  reason,
  article,
  competentAuthority,
];
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const ids = (of: readonly { readonly rule: string }[]): string[] => [...new Set(of.map(({ rule }) => rule))];
