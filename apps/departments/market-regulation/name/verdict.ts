import { evidenceOf, examination, joined, ruled, stepAnswerOf, type Examination } from '@yichuang/host';
import { standing } from '@yichuang/kernel';
import { dateOf } from '@yichuang/working-time';
import { articleOf, conflictsOf } from './comparison.js';
import type { Holders, NameVerdict, Reservation } from './events.js';
import type { Compared, NameFacts } from './facts.js';
import { rivalsOf } from './keys.js';
import { fitToCompare, lawOf } from './law.js';
import { sameFacts, type Check, type Held } from './state.js';
import { onConflict, onSimilarity } from './suggestions.js';

/** Who answers for what this desk decides. */
export const ACCOUNTABLE = '三明市沙县区市场监督管理局';

/** Everything a verdict on a name reads. */
export interface Matter {
  readonly check: Check;
  /** What was kept for this case before. */
  readonly held: Held | null;
  readonly seen: Holders;
  readonly at: number;
}

export function verdictOn(matter: Matter): NameVerdict {
  const { check } = matter;
  const compared = comparedOf(matter);
  const examined = examine(check, compared);
  const { form, substance, reviewBefore, reviewAfter } = standing(examined.findings);
  const rivals = conflictsOf(compared);
  // an officer may have found that the rival is none: a relation that was proved (NAME a.15, 17)
  if (compared.fit && rivals.length > 0 && isBroken(examined, 'R-NAME-03')) {
    return {
      type: 'NameConflictDetected',
      ...said(matter, examined, null),
      rivals: rivals.map((rival) => ({
        companyName: rival.companyName,
        status: rival.status,
        article: articleOf(rival),
      })),
      suggestions: onConflict,
    };
  }
  if (form.length + substance.length > 0) {
    const suggestions = substance.length > 0 ? onSimilarity : [];
    return { type: 'NameFaulty', ...said(matter, examined, null), suggestions };
  }
  const waits = reviewBefore.length + reviewAfter.length > 0;
  const reservation = keptFor(matter, waits ? 'pending' : 'reserved');
  if (!waits) return { type: 'NameReserved', ...said(matter, examined, reservation), reservation };
  const outcome = reviewBefore.length > 0 ? 'review' : 'checked';
  const { answer, ...rest } = said(matter, examined, reservation, outcome);
  return { type: 'ManualReviewRequired', ...rest, answer: { ...answer, instant: false } };
}

/** The company's name, taken for good. */
export const takenFor = ({ facts }: Check, companyName: string, at: number): Reservation => ({
  ...reservationOf(facts),
  companyName,
  kind: 'registered',
  since: dateOf(at),
  until: null,
});

/** A reservation runs from the day the name was first kept for this case: correcting the form does not lengthen it. */
function keptFor({ check, held, at }: Matter, kind: 'pending' | 'reserved'): Reservation {
  const name = reservationOf(check.facts);
  const on = dateOf(at);
  const before = held !== null && sameName(held.reservation, name) && isInForce(held, on) ? held.reservation : null;
  const since = before?.since ?? on;
  return { ...name, kind, since, until: lawOf(check.ruleSet).reservedUntil(check.facts, since) };
}

const reservationOf = (facts: NameFacts): Omit<Reservation, 'kind' | 'since' | 'until'> => ({
  authority: facts.authority,
  companyName: facts.companyName,
  tradeName: facts.parts.trade,
  sound: facts.sound,
  industry: facts.parts.industry,
  gbt4754Division: facts.gbt4754Division,
});

const isInForce = ({ reservation: { until } }: Held, on: string): boolean => until === null || until >= on;

function comparedOf({ check, held, seen, at }: Matter): Compared {
  const on = dateOf(at);
  const stands = held?.reservation.kind === 'reserved' && isInForce(held, on) && sameFacts(held.facts, check.facts);
  return {
    ...check.facts,
    fit: fitToCompare(check.ruleSet, check.facts),
    on,
    library: check.library,
    holders: rivalsOf(seen, on),
    reservedUntil: stands ? held.reservation.until : null,
  };
}

const examine = ({ ruleSet, facts, rulings }: Check, compared: Compared): Examination =>
  ruled(joined(examination(lawOf(ruleSet).form, facts), examination(lawOf(ruleSet).comparison, compared)), rulings);

const isBroken = ({ findings }: Examination, rule: string): boolean =>
  findings.some((found) => found.rule === rule && found.verdict === 'fail');

function said(
  { check, held, at }: Matter,
  examined: Examination,
  reservation: Reservation | null,
  outcome: 'checked' | 'review' = 'checked',
): Pick<NameVerdict, 'at' | 'answer' | 'evidence' | 'reservation' | 'released'> {
  const asked = { step: check.step, round: check.round, ruleSet: check.ruleSet, accountable: ACCOUNTABLE };
  const result =
    reservation?.kind === 'reserved'
      ? { companyName: reservation.companyName, reservedUntil: reservation.until }
      : undefined;
  return {
    at,
    answer: stepAnswerOf(asked, outcome, examined, result),
    evidence: evidenceOf(examined),
    reservation,
    released: releasedFor(reservation, held),
  };
}

/** What was kept before and is not what is kept now. */
export const releasedFor = (kept: Reservation | null, held: Held | null): Reservation | null =>
  held === null || sameName(held.reservation, kept) ? null : held.reservation;

type Named = Pick<Reservation, 'authority' | 'companyName' | 'tradeName'>;

const sameName = (a: Named, b: Named | null): boolean =>
  a.authority === b?.authority && a.companyName === b.companyName && a.tradeName === b.tradeName;
