import { text, type Text } from '@yichuang/kernel';
import type { Calendar } from './calendar.js';
import type { Clock } from './clock.js';
import { thresholdAt, type Threshold } from './clock-reading.js';
import { minutes } from './duration.js';

export type RungName = 'EARLY_WARNING' | 'YELLOW_CARD' | 'RED_CARD' | 'ESCALATION';

/** One rung of the warning ladder (效能监察): its card is raised once when the clock reaches it. */
export interface Rung {
  readonly name: RungName;
  readonly threshold: Threshold;
  readonly text: Text;
}

/** Thresholds are the efficiency office's to set; practice elsewhere puts yellow between 75 and 90 per cent. */
export const defaultLadder: readonly Rung[] = [
  { name: 'EARLY_WARNING', threshold: { share: 0.5 }, text: text('预警', 'early warning') },
  { name: 'YELLOW_CARD', threshold: { share: 0.75 }, text: text('黄牌', 'yellow card') },
  { name: 'RED_CARD', threshold: { share: 1 }, text: text('红牌', 'red card') },
  { name: 'ESCALATION', threshold: { afterMillis: minutes(60) }, text: text('升级督办', 'escalation') },
];

/** When the clock reaches each rung, as `thresholdAt` says it. @throws CalendarNotCovered */
export const rungsAt = (
  calendar: Calendar,
  clock: Clock,
  ladder: readonly Rung[] = defaultLadder,
): { readonly name: RungName; readonly at: number | null }[] =>
  ladder.map(({ name, threshold }) => ({ name, at: thresholdAt(calendar, clock, threshold) }));
