import { ACT_OF } from './card-evolve.js';
import type { ActOnACard, CardActEvent, CardIssued, IssueCard } from './card-events.js';

/** The command behind what a person did about a card. */
export function recallCardAct(event: CardIssued | CardActEvent): IssueCard | ActOnACard {
  const { at, by, card, words } = event;
  if (event.type === 'CardIssued') {
    const { kind, department } = event;
    return { type: 'IssueCard', at, by, kind, department, words };
  }
  const department = 'department' in event ? event.department : null;
  return { type: 'ActOnCard', act: ACT_OF[event.type], at, by, card, words, department };
}
