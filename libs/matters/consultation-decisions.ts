import { alreadySo, decided, type Decision } from '@yichuang/kernel';
import { due, minutes } from '@yichuang/working-time';
import type { CardIssued } from './card-events.js';
import { explainedBy } from './card-evolve.js';
import { calendarOf } from './case-clocks.js';
import type { CaseEvent } from './case-events.js';
import type { Book } from './case-evolve.js';
import { hasEnded, type CaseState } from './case-state.js';
import { actingIn } from './entrustment.js';
import { CONSULTATION_MINUTES, isOpen, silenceRule, type Consultation } from './consultation.js';
import type {
  ConsultationWithdrawn,
  NoObjectionDeemed,
  OpenConsultation,
  TakeOpinion,
  WithdrawConsultation,
} from './consultation-events.js';
import { departmentsOf } from './plan.js';
import type { Run } from './settle.js';
import { waitsForOfficerAt } from './waiting.js';

type Given = Decision<CaseEvent>;

/**
 * The time counts from when it is sent on, for nobody can answer what has not reached him.
 * @throws TypeError for a department the plan does not have: the contract is broken, and the case is parked.
 */
export function openConsultation(run: Run, command: OpenConsultation, state: CaseState): Given {
  const { at, id, department: from, desk, to, by: askedBy, question, step, round } = command;
  const { plan, calendars } = run.book;
  if (hasEnded(state) || round < state.round || state.consultations.some((one) => one.id === id)) return alreadySo;
  if (!departmentsOf(plan).includes(to) || to === from || plan.steps.every((one) => one.id !== step))
    throw new TypeError(`${from} asked ${to} about ${step}`);
  const budget = command.minutes ?? plan.consultationMinutes ?? CONSULTATION_MINUTES;
  const { dueAt, calendarVersion } = due(
    calendarOf(calendars, state.hall, command.calendarVersion),
    at,
    minutes(budget),
  );
  const { number, authority, hall, principal } = state;
  const asked = { at, id, from, desk, to, step, round, minutes: budget, dueAt, calendarVersion };
  const [, ...agents] = command.agentless === true ? [] : actingIn(state);
  const whose = { number, authority, hall, principal, ...(agents.length === 0 ? {} : { agents }) };
  return decided<CaseEvent>(
    { type: 'ConsultationOpened', ...asked },
    { type: 'OpinionSought', at, id, from, to, question, askedBy, dueAt, ...whose },
  );
}

/**
 * An answer counts when it was given in time, however late it is heard.
 * @throws TypeError for the word of a department that was not asked
 */
export function takeOpinion(_run: Run, command: TakeOpinion, state: CaseState): Given {
  const { at, department, id, opinion, reason, article, by } = command;
  const found = asked(state, id, 'to', department);
  const answeredAt = Math.min(command.answeredAt, at);
  if (!isOpen(found) || answeredAt >= found.dueAt) return alreadySo;
  const { from, desk, to } = found;
  const said = { opinion, reason, article, by };
  return decided<CaseEvent>({ type: 'ConsultationAnswered', at, id, from, desk, to, answeredAt, ...said });
}

/** Taken back in time by whoever asked. @throws TypeError for a question another department asked */
export function withdrawConsultation(_run: Run, command: WithdrawConsultation, state: CaseState): Given {
  const { at, department, id } = command;
  // a question that came when the case had ended was never opened
  if (state.consultations.every((one) => one.id !== id)) return alreadySo;
  const found = asked(state, id, 'from', department);
  const asOf = Math.min(command.withdrawnAt, at);
  return isOpen(found) && asOf < found.dueAt ? decided<CaseEvent>(withdrawn(found, at, asOf, 'TAKEN_BACK')) : alreadySo;
}

function asked({ consultations }: CaseState, id: string, as: 'from' | 'to', department: string): Consultation {
  const found = consultations.find((one) => one.id === id);
  if (found?.[as] !== department) throw new TypeError(`${department} speaks of ${id}, which is not its own`);
  return found;
}

const withdrawn = (
  { id, from, desk, to }: Consultation,
  at: number,
  asOf: number,
  because: ConsultationWithdrawn['because'],
): ConsultationWithdrawn => ({ type: 'ConsultationWithdrawn', at, id, from, desk, to, asOf, because });

/** Who said nothing until `until`: each silence counts once, and each is a yellow card of the silent one. */
export function silences(
  book: Book,
  state: CaseState,
  until: number,
  calendarVersion?: string,
): readonly (NoObjectionDeemed | CardIssued)[] {
  return state.consultations
    .filter((one) => isOpen(one) && one.dueAt <= until)
    .sort((a, b) => a.dueAt - b.dueAt)
    .flatMap(({ id, from, desk, to, dueAt: at }) => {
      const { id: rule, article, text: said } = silenceRule;
      const { endsAt: explainBy, calendarVersion: reached } = explainedBy(book, state, at, calendarVersion);
      const words = `${said['zh-CN']}（${id}） ${said.en} (${id})`;
      const card = { card: `${id}/yellow`, kind: 'yellow' as const, department: to, by: `SYSTEM:${rule}`, words };
      return [
        { type: 'NoObjectionDeemed' as const, at, id, from, desk, to, rule, article, dueAt: at },
        { type: 'CardIssued' as const, at, ...card, explainBy, calendarVersion: reached },
      ];
    });
}

/**
 * With what closes questions nobody waits for any more: the case has ended, the form was handed in anew, or the step that asked
 * needs no officer now, since a source spoke. Nobody is silent to a question that is gone.
 */
export function mootClosed(run: Run, before: CaseState, decision: Given): Given {
  if (decision.kind === 'rejection' || decision.events.length === 0 || !before.consultations.some(isOpen))
    return decision;
  const after = run.after(before, decision.events);
  const at = Math.max(...decision.events.map((event) => event.at));
  const moot = after.consultations.filter((one) => isOpen(one) && isMoot(run, one, before, after));
  return decided(...decision.events, ...moot.map((one) => withdrawn(one, at, at, 'MOOT')));
}

function isMoot({ book: { plan } }: Run, { step, round }: Consultation, before: CaseState, after: CaseState): boolean {
  if (hasEnded(after) || round !== after.round) return true;
  return waitsForOfficerAt(plan, before, step) && !waitsForOfficerAt(plan, after, step);
}
