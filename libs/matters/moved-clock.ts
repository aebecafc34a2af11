import { act, thresholdAt, type Calendar, type Clock, type ClockAct } from '@yichuang/working-time';
import { acted, type CaseClock, type Mark } from './case-clocks.js';

/**
 * A clock after an act, with the marks that lie ahead moved with it. A mark that was passed before stays where it was:
 * its card is due once, whether or not it has been raised already. A term that begins anew has all of its marks ahead.
 * @throws RangeError when the act has no place: the decision has looked before. CalendarNotCovered.
 */
export function moved(calendar: Calendar, of: CaseClock, asked: ClockAct): CaseClock {
  const clock = acted(act(calendar, of.clock, asked));
  // What was granted on top of a term ends with it.
  const longer = clock.budgetMillis - of.clock.budgetMillis;
  const anew = asked.type === 'restart';
  const marks = of.marks.map((mark) =>
    !anew && isPassed(mark, asked.at) ? mark : remarked(calendar, clock, mark, longer),
  );
  return { ...of, clock, marks };
}

const isPassed = ({ dueAt }: Mark, at: number): boolean => dueAt !== null && dueAt <= at;

function remarked(calendar: Calendar, clock: Clock, mark: Mark, longer: number): Mark {
  const millis = mark.millis + longer;
  return { ...mark, millis, dueAt: thresholdAt(calendar, clock, { afterMillis: millis - clock.budgetMillis }) };
}
