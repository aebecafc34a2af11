import { paperWords } from '@yichuang/contracts';
import { text, type Text } from '@yichuang/kernel';
import { PROMISE_PAPER, receiptsOf, type Promised, type Receipt } from '@yichuang/matters';
import { formatInstant } from '@yichuang/working-time';
import type { AttachmentState } from './attachment/attachment.js';
import type { FoundCase } from './cases.js';

const isoOrNull = (at: number | null): string | null => (at === null ? null : formatInstant(at));

/** The receipts of a case as JSON shows them; instants as ISO with +08:00. */
export function shownReceipts({ book, state, events, at, position }: FoundCase, { all }: AttachmentState): object {
  const { receipts, promise, ...of } = receiptsOf(book, state, events);
  const attached = new Map(all.map(({ sha256, attachmentId }) => [sha256, attachmentId]));
  const { acceptedAt, dueAt, endedAt, budgetMinutes } = promise;
  return {
    ...of,
    title: book.plan.title,
    at: formatInstant(at),
    position,
    receipts: receipts.map((receipt) => shownReceipt(receipt, attached)),
    promise: {
      acceptedAt: isoOrNull(acceptedAt),
      dueAt: isoOrNull(dueAt),
      endedAt: isoOrNull(endedAt),
      budgetMinutes,
      text: promised(promise),
    },
  };
}

function shownReceipt(of: Receipt, attached: ReadonlyMap<string, string>): object {
  const { document, what, receivedAt, answerDueAt, papers, ...receipt } = of;
  return {
    number: document.number,
    date: document.date,
    what: { code: what, text: whatWords[what] },
    ...receipt,
    receivedAt: formatInstant(receivedAt),
    answerDueAt: isoOrNull(answerDueAt),
    papers: papers.map(({ kind, sha256 }) => ({
      kind,
      text: paperText(kind),
      sha256,
      // the scan of it, where one of this fingerprint was handed in
      attachmentId: attached.get(sha256) ?? null,
    })),
  };
}

const whatWords: Readonly<Record<Receipt['what'], Text>> = {
  application: text('申请', 'application'),
  correction: text('补正', 'correction'),
  promise: text('容缺受理承诺', 'promise of the papers owed'),
  'owed-papers': text('容缺补交', 'papers that were owed'),
  commitment: text('告知承诺', 'commitment'),
};

const wordsOfPapers: ReadonlyMap<string, Text> = new Map([
  ...Object.entries(paperWords),
  [PROMISE_PAPER, text('容缺受理承诺书', 'Promise of the papers owed')],
]);
const paperText = (kind: string): Text => wordsOfPapers.get(kind) ?? text(kind, kind);

/** One honest sentence: an instant once it is known, and before how it will be reckoned. */
function promised({ acceptedAt, dueAt, budgetMinutes, endedAt }: Promised): Text {
  if (endedAt !== null)
    return text(`已于 ${formatInstant(endedAt)} 办结或者终结`, `it ended at ${formatInstant(endedAt)}`);
  if (dueAt !== null) return text(`承诺于 ${formatInstant(dueAt)} 前办结`, `promised by ${formatInstant(dueAt)}`);
  const hours = String(Math.round((budgetMinutes / 60) * 10) / 10);
  if (acceptedAt !== null)
    return text(
      `承诺自受理起 ${hours} 个工作时内办结；时钟现已依法暂停`,
      `promised within ${hours} working hours from acceptance; the clock now stands still`,
    );
  return text(
    `自受理起 ${hours} 个工作时内办结；受理前须先答复是否受理或者需要补正`,
    `within ${hours} working hours from acceptance; before, you are told whether it is accepted or must be corrected`,
  );
}
