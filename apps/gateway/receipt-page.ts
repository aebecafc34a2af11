import { text, type Text } from '@yichuang/kernel';
import type { Signing } from '@yichuang/matters';
import type { z } from 'zod';
import type { receiptsView } from './answers-intake.js';
import { escaped } from './escaped.js';
import { both } from './both.js';

export type ReceiptsView = z.infer<typeof receiptsView>;
type Receipt = ReceiptsView['receipts'][number];

/** A line of a receipt: what it is, and what it says. */
interface Line {
  readonly title: Text;
  readonly says: string;
}

const TITLE = text('收件凭证', 'Receipt');
const PAPERS = text('材料', 'Papers');
const NO_PAPER = text('无', 'none');

const signed: Readonly<Record<Signing, Text>> = {
  paper: text('纸质签名', 'signed on paper'),
  pad: text('手写板签名', 'signed on the pad'),
  seal: text('加盖印章', 'sealed'),
};

function linesOf({ number, title, hall, promise }: ReceiptsView, receipt: Receipt): Line[] {
  const { clerk } = receipt;
  const takenBy = clerk === null ? text('网上专窗', 'the online window') : takenAtCounter(clerk);
  return [
    { title: text('凭证编号', 'Number of the receipt'), says: receipt.number },
    { title: text('办件编号', 'Number of the case'), says: number },
    { title: text('事项', 'Matter'), says: `${both(title)} · ${both(receipt.what.text)}` },
    { title: text('大厅', 'Hall'), says: hall },
    { title: text('收到时间', 'Received at'), says: receipt.receivedAt },
    { title: text('提交人', 'Handed in by'), says: receipt.handedInBy },
    { title: text('收件人', 'Taken by'), says: both(takenBy) },
    ...(receipt.answerDueAt === null
      ? []
      : [{ title: text('答复期限', 'Answer at the latest'), says: receipt.answerDueAt }]),
    { title: text('办结承诺', 'Promised end'), says: both(promise.text) },
  ];
}

function takenAtCounter({ id, hall, signed: how }: NonNullable<Receipt['clerk']>): Text {
  const said = signed[how];
  return text(`${hall} ${id}，${said['zh-CN']}`, said.en);
}

const papersOf = ({ papers }: Receipt): readonly string[] =>
  papers.map(({ text: kind, sha256 }) => `${both(kind)}  SHA-256 ${sha256}`);

/** Every receipt of a case for a printer that knows nothing but lines. */
export const receiptText = (view: ReceiptsView): string =>
  `${view.receipts
    .map((receipt) => {
      const papers = papersOf(receipt);
      return [
        both(TITLE),
        ...linesOf(view, receipt).map(({ title, says }) => `${both(title)}: ${says}`),
        `${both(PAPERS)}: ${papers.length === 0 ? both(NO_PAPER) : ''}`.trimEnd(),
        ...papers.map((paper, index) => `  ${String(index + 1)}. ${paper}`),
      ].join('\n');
    })
    .join('\n\n')}\n`;

/** The same as a page: a sheet for each receipt. */
export const receiptHtml = (view: ReceiptsView): string =>
  [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
    `<title>${escaped(`${both(TITLE)} ${view.number}`)}</title>`,
    '<style>body{font:12pt/1.5 serif;margin:2cm}section{break-after:page}dt{color:#555}dd{margin:0 0 .4em}',
    'li{overflow-wrap:anywhere}</style></head><body>',
    ...view.receipts.map((receipt) => sheet(view, receipt)),
    '</body></html>\n',
  ].join('\n');

function sheet(view: ReceiptsView, receipt: Receipt): string {
  const papers = papersOf(receipt);
  return [
    `<section><h1>${escaped(both(TITLE))}</h1><dl>`,
    ...linesOf(view, receipt).map(({ title, says }) => `<dt>${escaped(both(title))}</dt><dd>${escaped(says)}</dd>`),
    `<dt>${escaped(both(PAPERS))}</dt><dd>${papers.length === 0 ? escaped(both(NO_PAPER)) : ''}`,
    ...(papers.length === 0 ? [] : ['<ol>', ...papers.map((paper) => `<li>${escaped(paper)}</li>`), '</ol>']),
    '</dd></dl></section>',
  ].join('\n');
}
