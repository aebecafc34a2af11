import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import type { FastifyReply } from 'fastify';
import { checkedId } from './case-id.js';
import { House } from './house.js';
import { printedAs, type PageType } from './printed-as.js';
import { receiptHtml, receiptText, type ReceiptsView } from './receipt-page.js';

/** Of what is asked for, what can be printed. JSON where nothing of it is. */
const PRINTED = {
  'text/plain': receiptText,
  'text/html': receiptHtml,
} as const satisfies Readonly<Record<PageType, unknown>>;

/** 收件凭证, as data or as a page to print at the counter (`Accept: text/plain`, `text/html`). */
@Controller('api/v1/cases/:caseId/receipt')
export class ReceiptsController {
  constructor(@Inject(House) private readonly house: House) {}

  @Asks('case.read')
  @Get()
  async read(
    @Param('caseId') caseId: string,
    @Query() query: Readonly<Record<string, string>>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const path = `/cases/${checkedId(caseId)}/receipt?${new URLSearchParams(query).toString()}`;
    const receipts = await this.house.orchestrator.get<ReceiptsView>(path);
    void reply.header('vary', 'accept');
    const type = printedAs(accept);
    if (type === null) return receipts;
    void reply.header('content-type', `${type}; charset=utf-8`);
    return PRINTED[type](receipts);
  }
}
