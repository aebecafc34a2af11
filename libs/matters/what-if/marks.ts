import type { CaseEvent } from '../case-events.js';
import type { CaseState } from '../case-state.js';

/** Something that happened to a case, by name, and when it was heard, epoch ms. */
export interface Mark {
  readonly name: string;
  readonly at: number;
}

export const inputMark = (index: number): string => `input ${String(index)}`;
export const taskMark = (step: string, round: number): string => `task ${step} ${String(round)}`;
export const questionMark = (id: string): string => `question ${id}`;
export const phaseMark = ({ phase, round }: CaseState): string => `phase ${phase} ${String(round)}`;

/** What events let happen that others may have waited for. */
export function marksOf(events: readonly CaseEvent[], before: CaseState, after: CaseState): string[] {
  const [from, to] = [phaseMark(before), phaseMark(after)];
  return [
    ...(from === to ? [] : [to]),
    ...events.flatMap((event) => {
      if (event.type === 'DepartmentTaskDispatched') return [taskMark(event.step, event.round)];
      if (event.type === 'ConsultationOpened') return [questionMark(event.id)];
      return 'card' in event ? [`card ${event.card}`] : [];
    }),
  ];
}
