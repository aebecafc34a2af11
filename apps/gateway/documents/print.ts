import { receiptsOf } from './department-receipts.js';
import { licencePage } from './licence-page.js';
import { coverPage, receiptPage, registrationNotice } from './package-pages.js';
import type { PrintJob } from './print-job.js';
import { addPage, bytesOf, foot, ink, newSheet, section, watermark, type Sheet } from './sheet.js';
import { codePointOf, missingIn } from './typeface.js';

/** A PDF with its font in it: of the licence, or of everything the case gave out. Equal jobs make equal bytes. */
export async function print(job: PrintJob): Promise<Buffer> {
  const { licence } = job.licence;
  const { companyName: name, authority, issuedOn: on } = licence;
  const title = job.kind === 'licence' ? `营业执照 ${name}` : `企业开办大礼包 ${name}`;
  const sheet = newSheet({ title, author: authority, on });
  if (job.kind === 'licence')
    section(sheet, licence.demo, () => {
      licencePage(sheet, job.licence);
    });
  else packagePages(sheet, job);
  unprintable(sheet, job);
  return bytesOf(sheet);
}

interface Part {
  readonly title: string;
  readonly demo: boolean;
  readonly draw: () => void;
}

function packagePages(sheet: Sheet, job: Extract<PrintJob, { kind: 'package' }>): void {
  const { licence, case: of } = job;
  const { demo } = licence.licence;
  const receipts = receiptsOf(of.departments);
  const parts: readonly Part[] = [
    {
      title: '登记通知书',
      demo,
      draw: () => {
        registrationNotice(sheet, licence, of);
      },
    },
    {
      title: '营业执照（正本）',
      demo,
      draw: () => {
        licencePage(sheet, licence);
      },
    },
    ...receipts.map((receipt) => ({
      title: receipt.title,
      demo: receipt.simulated,
      draw: () => {
        receiptPage(sheet, receipt, licence, of.number);
      },
    })),
  ];
  // the cover names the pages of what comes after it, so it is drawn when they are known and lies first
  const pages: number[] = [];
  addPage(sheet, 'portrait');
  for (const { demo: isDemo, draw } of parts) {
    pages.push(sheet.bufferedPageRange().count + 1);
    section(sheet, isDemo, draw);
  }
  sheet.switchToPage(0);
  coverPage(
    sheet,
    licence,
    of,
    parts.map(({ title }, index) => ({ title, page: pages[index] ?? 0 })),
  );
  if (demo) watermark(sheet);
  const { count } = sheet.bufferedPageRange();
  for (let page = 1; page < count; page += 1) foot(sheet, page, 26, `${String(page + 1)} / ${String(count)}`, ink.soft);
}

/** Characters the font has not stand on the pages by their code points; the first page tells which they are. */
function unprintable(sheet: Sheet, job: PrintJob): void {
  const missing = missingIn(Object.values(job.licence.licence).join(''));
  if (missing.length === 0) return;
  const words = `字库缺字，以编码表示：${missing.map(codePointOf).join(' ')}`;
  foot(sheet, 0, 52, words, ink.red);
}
