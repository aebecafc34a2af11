import { examination, joined, obstacles, ruled, type Asked, type Examination } from '@yichuang/host';
import { dateOf } from '@yichuang/working-time';
import { authorityOf } from '../reference/authorities.js';
import { lawOf } from './law.js';
import type { NameHeld } from './name-in-force.js';
import type { Check } from './state.js';

/** What the law finds in a case, and what it amounts to. */

/** At the pre-check: by the law of the day of filing. */
export const checkedFindings = ({ ruleSet, facts, said, rulings }: Check): Examination =>
  ruled(examination(lawOf(ruleSet).rules, { ...facts, said, on: facts.filedOn }), rulings);

/** At registration: once more, as of the day the licence would bear, and with the name. */
export function registeringFindings(
  { ruleSet, facts, said, rulings, owed }: Check,
  name: NameHeld | null,
  at: number,
): Examination {
  const law = lawOf(ruleSet);
  const on = dateOf(at);
  const examined = joined(examination(law.rules, { ...facts, said, on }), examination(law.registering, { name, on }));
  return owing(examined, ruled(examined, rulings), owed);
}

/**
 * 容缺受理: a rule that misses a promised paper refuses nothing before the deadline, and nobody may answer it in the
 * place of the paper: the result comes only when everything is here.
 */
function owing(by: Examination, said: Examination, owed: readonly string[] = []): Examination {
  const open = by.findings.filter(({ rule, verdict }) => owed.includes(rule) && verdict !== 'pass');
  const findings = said.findings.map((found) => {
    const missed = open.find(({ rule }) => rule === found.rule);
    return missed === undefined
      ? found
      : { ...missed, verdict: 'unknown' as const, evidence: { ...missed.evidence, owed: true } };
  });
  return open.length === 0 ? said : { ...said, findings };
}

export type Outlook = 'clear' | 'review' | 'refused';

/** What the law forbids is refused; whatever else did not pass is an officer's. */
export function outlookOf(examined: Examination): Outlook {
  const inTheWay = obstacles(examined);
  if (inTheWay.some(({ verdict, disposal }) => verdict === 'fail' && disposal === 'block')) return 'refused';
  return inTheWay.length > 0 ? 'review' : 'clear';
}

export const asked = (
  { step, round }: { readonly step: string; readonly round: number },
  { ruleSet, facts }: Check,
): Asked => ({ step, round, ruleSet, accountable: authorityOf(facts.authority).name });
