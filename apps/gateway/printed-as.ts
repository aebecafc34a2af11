/** What can be printed for whoever asks for a page. */
export type PageType = 'text/plain' | 'text/html';
const PAGES: readonly string[] = ['text/plain', 'text/html'] satisfies readonly PageType[];

/** The first of the wished for that is known here; `null`, data, for who takes anything. */
export function printedAs(accept = ''): PageType | null {
  for (const wish of accept.split(',')) {
    const type = wish.split(';')[0]?.trim().toLowerCase() ?? '';
    if (type === 'application/json') return null;
    if (PAGES.includes(type)) return type as PageType;
  }
  return null;
}
