import { text } from '@yichuang/kernel';
import { escaped } from '../escaped.js';
import type { DocumentView } from './document-answers.js';
import { both } from '../both.js';

const DOCUMENT = text('文书编号', 'Number');
const CASE = text('办件编号', 'Case');
const MATTER = text('事项', 'Matter');
const DATE = text('日期', 'Date');
const AUTHORITY = text('有权机关', 'Competent authority');

/** What stands above and below the reasons, in order. */
const headOf = ({ number, case: of, matter, date, competentAuthority }: DocumentView): readonly string[] => [
  `${both(DOCUMENT)}: ${number}`,
  `${both(CASE)}: ${of}`,
  `${both(MATTER)}: ${both(matter)}`,
  `${both(DATE)}: ${date}`,
  ...(competentAuthority === null ? [] : [`${both(AUTHORITY)}: ${competentAuthority}`]),
];

const reasonsOf = ({ defects }: DocumentView): readonly string[] =>
  defects.map(({ text: wrong, article, path, code }) =>
    [both(wrong), article, path === '' ? code : `${code} ${path}`].join('  '),
  );

const saidIn = ({ text: said, remediesText }: DocumentView): readonly string[] =>
  [said, remediesText].flatMap((one) => (one === null || one === undefined ? [] : [both(one)]));

/** One document for a printer that knows nothing but lines. */
export const documentText = (view: DocumentView): string =>
  `${[
    both(view.title),
    ...headOf(view),
    ...reasonsOf(view).map((reason, index) => `  ${String(index + 1)}. ${reason}`),
    ...saidIn(view),
  ].join('\n')}\n`;

/** The same as a page. */
export const documentHtml = (view: DocumentView): string => {
  const reasons = reasonsOf(view).map((reason) => `<li>${escaped(reason)}</li>`);
  return [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
    `<title>${escaped(`${both(view.title)} ${view.number}`)}</title>`,
    '<style>body{font:12pt/1.5 serif;margin:2cm}li{overflow-wrap:anywhere}</style></head><body>',
    `<h1>${escaped(both(view.title))}</h1>`,
    ...headOf(view).map((line) => `<p>${escaped(line)}</p>`),
    ...(reasons.length === 0 ? [] : ['<ol>', ...reasons, '</ol>']),
    ...saidIn(view).map((line) => `<p>${escaped(line)}</p>`),
    '</body></html>\n',
  ].join('\n');
};
