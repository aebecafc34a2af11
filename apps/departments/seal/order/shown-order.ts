import { formatInstant } from '@yichuang/working-time';
import { lawOf } from './law.js';
import { makerIn, orderIn } from './maker.js';
import { checkOf, openingOf, receiptOf, type SealState } from './state.js';

/** An order as its maker sees it. What he needs to engrave, and what he said: of persons nothing stands in it. */
export function shownOrder(caseId: string, state: SealState): object {
  const { number, facts, ruleSet } = checkOf(state);
  const { company, dueAt } = openingOf(state);
  const receipt = receiptOf(state);
  const { specification } = lawOf(ruleSet);
  return {
    caseId,
    number,
    status: state.status,
    maker: makerIn(state),
    byHand: orderIn(state)?.byHand === true,
    companyName: company.companyName,
    uscc: company.uscc,
    seals: facts.kinds.map((kind) => ({
      kind,
      ...specification(kind),
      number: receipt?.seals.find((seal) => seal.kind === kind)?.number ?? null,
    })),
    material: facts.material,
    delivery: facts.delivery,
    dueAt: dueAt === null ? null : formatInstant(dueAt),
    filing: receipt?.filing ?? null,
  };
}
