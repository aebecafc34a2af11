import { act, thresholdAt, type Calendar, type Clock, type ClockAct } from '@yichuang/working-time';
import { acted, type CaseClock, type Mark } from './case-clocks.js';

/**
 * A clock after an act, with the marks that lie ahead moved with it. A mark that was passed before stays where it was:
 * its card is due once, whether or not it has been raised already.
 * @throws RangeError when the act has no place: the decision has looked before. CalendarNotCovered.
 */
export function moved(calendar: Calendar, of: CaseClock, asked: ClockAct): CaseClock {
  const clock = acted(act(calendar, of.clock, asked));
  const longer = asked.type === 'extend' ? asked.millis : 0;
  const marks = of.marks.map((mark) => (isPassed(mark, asked.at) ? mark : remarked(calendar, clock, mark, longer)));
  return { ...of, clock, marks };
}

const isPassed = ({ dueAt }: Mark, at: number): boolean => dueAt !== null && dueAt <= at;

function remarked(calendar: Calendar, clock: Clock, mark: Mark, longer: number): Mark {
  const millis = mark.millis + longer;
  return { ...mark, millis, dueAt: thresholdAt(calendar, clock, { afterMillis: millis - clock.budgetMillis }) };
}
