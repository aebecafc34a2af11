import type { Action } from '@yichuang/contracts';
import type { Door } from '@yichuang/host';
import {
  cardActs,
  cardWordsInput,
  issueCardInput,
  type CardAct,
  type CaseCommand,
  type CaseState,
  type IssueCardInput,
} from '@yichuang/matters';
import { z } from 'zod';

const acting = cardWordsInput.extend({ card: z.string().min(1).max(100) });

const ACTIONS: Readonly<Record<CardAct, Action>> = {
  explain: 'card.explain',
  uphold: 'card.uphold',
  cancel: 'card.cancel',
  rectify: 'card.explain',
  close: 'card.uphold',
};

/** 效能监察: what becomes of a card, `explain-card` and so on; and a card nobody's clock can raise. */
export function cardDoors(
  answer: (state: CaseState) => unknown,
): Readonly<Record<string, Door<CaseCommand, CaseState>>> {
  const door = (act: CardAct): Door<CaseCommand, CaseState> => ({
    action: ACTIONS[act],
    meets: ['reason'],
    schema: acting,
    command: (given: z.infer<typeof acting>, { now: at, actor }) => ({
      type: 'ActOnCard',
      act,
      at,
      by: actor.id,
      department: actor.department,
      ...given,
    }),
    answer,
  });
  return {
    'issue-card': {
      action: 'card.issue',
      meets: ['reason'],
      schema: issueCardInput,
      command: (given: IssueCardInput, { now: at, actor }) => ({ type: 'IssueCard', at, by: actor.id, ...given }),
      answer,
    },
    ...Object.fromEntries(cardActs.map((act) => [`${act}-card`, door(act)])),
  };
}
