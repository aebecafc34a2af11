import { text, type Text } from '@yichuang/kernel';
import { dateOf } from '@yichuang/working-time';
import type { Ladder, Plan } from './plan.js';

/** The ladder of a hall from a day on. A published one is never edited: a change is the next version. */
export interface PublishedLadder {
  /** `<hall>.<n>`; the event that starts a clock names it. */
  readonly version: string;
  readonly hall: string;
  /** `YYYY-MM-DD` from which clocks start under it. */
  readonly from: string;
  readonly source: Text;
  readonly ladder: Ladder;
}

const usual: Ladder = { earlyWarning: 0.5, yellow: 0.75, red: 1, escalationMinutes: 60 };
const ours = text(
  '效能监察阈值由效能办设定；各地实践中黄牌在 75% 至 90% 之间',
  'the efficiency office sets the thresholds; practice elsewhere puts yellow between 75 and 90 per cent',
);

/** 督办阶梯: those of each hall, in the order of their days. */
export const publishedLadders: readonly PublishedLadder[] = [
  { version: '350405.1', hall: '350405', from: '2025-01-01', source: ours, ladder: usual },
  { version: '350400.1', hall: '350400', from: '2025-01-01', source: ours, ladder: usual },
];

/** A ladder, and the version it was published under; `null`: the plan's own. */
export interface ChosenLadder {
  readonly ladder: Ladder;
  readonly version: string | null;
}

/** Under which ladder a clock starts: the plan's own where it has one, else that of the hall on that day. @throws RangeError where there is none. */
export function ladderFor(
  plan: Plan,
  hall: string,
  at: number,
  published: readonly PublishedLadder[] = publishedLadders,
): ChosenLadder {
  if (plan.ladder !== undefined) return { ladder: plan.ladder, version: null };
  const day = dateOf(at);
  const found = published.findLast((one) => one.hall === hall && one.from <= day);
  if (found === undefined) throw new RangeError(`no ladder of hall ${hall} on ${day}`);
  return { ladder: found.ladder, version: found.version };
}

/** The ladder an event was recorded under. @throws RangeError for a version nobody knows. */
export function ladderOf(plan: Plan, version: string | undefined): Ladder {
  const found = version === undefined ? plan.ladder : publishedLadders.find((one) => one.version === version)?.ladder;
  if (found === undefined) throw new RangeError(`no ladder ${version ?? ''} of ${plan.matter} ${plan.version}`);
  return found;
}

/** What is wrong with a ladder; nothing when it can be climbed. */
export const ladderFaults = ({ earlyWarning, yellow, red, escalationMinutes }: Ladder): string[] => [
  ...(0 < earlyWarning && earlyWarning < yellow && yellow < red ? [] : ['the ladder does not rise']),
  ...(escalationMinutes > 0 ? [] : ['escalation does not come after the red card']),
];
