import type { FastifyReply } from 'fastify';

/** What can be printed for whoever asks for a page. */
export type PageType = 'text/plain' | 'text/html';
const PAGES: readonly string[] = ['text/plain', 'text/html'] satisfies readonly PageType[];

/** As which page this is answered, and the answer says so; `null`, data, for who takes anything. */
export function pageFor(reply: FastifyReply): PageType | null {
  void reply.header('vary', 'accept');
  const type = wishedFor(reply.request.headers.accept);
  if (type !== null) void reply.header('content-type', `${type}; charset=utf-8`);
  return type;
}

/** The first of the wished for that is known here. */
function wishedFor(accept = ''): PageType | null {
  for (const wish of accept.split(',')) {
    const type = wish.split(';')[0]?.trim().toLowerCase() ?? '';
    if (type === 'application/json') return null;
    if (PAGES.includes(type)) return type as PageType;
  }
  return null;
}
