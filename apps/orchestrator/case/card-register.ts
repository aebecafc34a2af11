import type { DeskRegister } from '@yichuang/host';
import { holderOfCard, type Card, type CaseEvent, type CaseState } from '@yichuang/matters';

/** 督办牌台账: every card, as lists show and find it. A row tells of whose case it is, so that a list can stop where a reach does. */
export const cardRows: DeskRegister<CaseState, CaseEvent> = {
  table: {
    name: 'card_row',
    columns: {
      case_id: 'text',
      card: 'text',
      number: 'text',
      hall: 'text',
      authority: 'text',
      principal: 'text',
      departments: 'text[]',
      kind: 'text',
      clock: 'text',
      holder: 'text',
      officers: 'text[]',
      state: 'text',
      unexplained: 'boolean',
      issued_at: 'bigint',
      explain_by: 'bigint',
    },
    key: ['case_id', 'card'],
    indexes: [
      ['issued_at', 'case_id', 'card'],
      ['state', 'issued_at', 'case_id', 'card'],
      ['holder', 'issued_at', 'case_id', 'card'],
    ],
  },
  project: (event, state, caseId) => {
    const card = 'card' in event ? state.cards[event.card] : undefined;
    return card === undefined ? [] : [{ key: [caseId, card.id], row: rowOf(state, card, caseId) }];
  },
};

const rowOf = (state: CaseState, card: Card, caseId: string): Readonly<Record<string, unknown>> => ({
  case_id: caseId,
  card: card.id,
  number: state.number,
  hall: state.hall,
  authority: state.authority,
  principal: state.principal,
  departments: card.department === null ? [] : [card.department],
  kind: card.kind,
  clock: card.clock,
  holder: holderOfCard(card),
  officers: [...new Set(card.onDuty.map(({ officer }) => officer))],
  state: card.state,
  unexplained: card.unexplained,
  issued_at: card.dueAt,
  explain_by: card.explainBy,
});
