import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { Asks } from '@yichuang/host';
import type { FastifyReply } from 'fastify';
import { checkedId } from './case-id.js';
import type { House } from './house.js';
import { OnBehalf } from './on-behalf.js';
import { pageFor, type PageType } from './printed-as.js';
import { receiptHtml, receiptText, type ReceiptsView } from './receipt-page.js';

/** Of what is asked for, what can be printed. JSON where nothing of it is. */
const PRINTED = {
  'text/plain': receiptText,
  'text/html': receiptHtml,
} as const satisfies Readonly<Record<PageType, unknown>>;

/** 收件凭证, as data or as a page to print at the counter (`Accept: text/plain`, `text/html`). */
@Controller('api/v1/cases/:caseId/receipt')
export class ReceiptsController {
  @Asks('case.read')
  @Get()
  async read(
    @OnBehalf() house: House,
    @Param('caseId') caseId: string,
    @Query() query: Readonly<Record<string, string>>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const path = `/cases/${checkedId(caseId)}/receipt?${new URLSearchParams(query).toString()}`;
    const receipts = await house.orchestrator.get<ReceiptsView>(path);
    const type = pageFor(reply);
    return type === null ? receipts : PRINTED[type](receipts);
  }
}
