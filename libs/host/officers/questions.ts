import { alreadySo, decided, type Rejection } from '@yichuang/kernel';
import type { ConsultDepartment, DateQuestion, EndQuestion, TakeBackQuestion } from './commands.js';
import type { Ruling } from './events.js';
import { barred, first, unclaimed, waits, type Matter, type Said } from './matter.js';
import * as no from './rejections.js';
import { claimAt, questionsNow, type OfficersState, type Question } from './state.js';

/** Whoever works on an item may ask another department about it, one question at a time to each. */
export function consultDepartment({ at, officer, to, question, minutes }: ConsultDepartment, matter: Matter): Said {
  const { state, asks } = matter;
  const { answer, questions } = state;
  if (!waits(matter) || answer === null) return no.nothingWaits();
  const open = questionsNow(state).find((one) => one.to === to && one.ending === null);
  if (open?.by === officer.id && open.question === question && open.minutes === minutes) return alreadySo;
  const bar = first(
    () => barred(matter, officer, 'consult'),
    () => unclaimed(matter, at, officer),
    () => (asks.departments.includes(to) ? null : no.notConsulted(asks.departments)),
    () => (open === undefined ? null : no.askedAlready(to)),
  );
  if (bar !== null) return bar;
  const { step, round } = answer;
  const id = `${asks.name}.${String(questions.length + 1)}`;
  const asked = { id, desk: asks.desk, by: officer.id, to, question, minutes, step, round };
  return decided({ type: 'ConsultationRequested', at, ...asked });
}

/** By whoever asked, or has it in hand now. */
export function takeBackQuestion({ at, officer, consultation }: TakeBackQuestion, matter: Matter): Said {
  const { state } = matter;
  const found = state.questions.find(({ id }) => id === consultation);
  if (found === undefined) return no.noSuchQuestion();
  if (found.ending?.kind === 'withdrawn') return alreadySo;
  if (found.ending !== null || (found.dueAt !== null && at >= found.dueAt)) return no.questionEnded();
  if (found.by !== officer.id && claimAt(state, at)?.by !== officer.id) return no.notClaimed();
  const bar = barred(matter, officer, 'consult', []);
  if (bar !== null) return bar;
  return decided({ type: 'ConsultationRequestWithdrawn', at, id: consultation, by: officer.id });
}

/** What was said last holds: a published calendar may move the end. */
export function dateQuestion({ at, consultation: id, dueAt }: DateQuestion, { state }: Matter): Said {
  const found = openQuestion(state, id);
  return found !== undefined && found.dueAt !== dueAt
    ? decided({ type: 'ConsultationDated', at, id, dueAt })
    : alreadySo;
}

/** The first ending is the end, whatever comes after it. */
export const endQuestion = ({ at, consultation: id, ending }: EndQuestion, { state }: Matter): Said =>
  openQuestion(state, id) === undefined ? alreadySo : decided({ type: 'ConsultationEnded', at, id, ending });

const openQuestion = ({ questions }: OfficersState, consultation: string): Question | undefined =>
  questions.find(({ id, ending }) => id === consultation && ending === null);

/** Nobody decides while others are asked. */
export function opinionsHold(state: OfficersState): Rejection | null {
  const awaited = questionsNow(state).filter(({ ending }) => ending === null);
  return awaited.length === 0 ? null : no.opinionsAwaited(awaited.map(({ to }) => to));
}

/** An objection decides nothing: whoever lets pass what was objected to says why. */
export function objectionHolds(
  state: OfficersState,
  rulings: readonly Ruling[],
  reason: string | null,
): Rejection | null {
  if (reason !== null || rulings.some(({ verdict }) => verdict === 'fail')) return null;
  const objected = questionsNow(state).filter(({ ending }) => ending?.kind === 'objection');
  return objected.length === 0 ? null : no.objectionUnanswered(objected.map(({ to }) => to));
}
