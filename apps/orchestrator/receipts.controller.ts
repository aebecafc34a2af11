import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, SignedIn } from '@yichuang/host';
import { Attachments } from './attachment/attachments.js';
import { Cases } from './cases.js';
import { instant, position, readQuery } from './query.js';
import { shownReceipts } from './shown-receipts.js';

const momentReaders = { at: instant, after: position };

/** 收件凭证 of a case, for whoever may read it. */
@Controller('cases/:caseId/receipt')
export class ReceiptsController {
  constructor(
    @Inject(Cases) private readonly cases: Cases,
    @Inject(Attachments) private readonly attachments: Attachments,
  ) {}

  @Asks('case.read')
  @Get()
  async read(
    @Param('caseId') caseId: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @SignedIn() actor: Actor,
  ): Promise<object> {
    const found = await this.cases.getFor(actor, 'case.read', caseId, readQuery(query, momentReaders));
    return shownReceipts(found, await this.attachments.of(caseId));
  }
}
