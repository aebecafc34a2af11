import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, SignedIn } from '@yichuang/host';
import { Cases } from './cases.js';
import { instant, position, readQuery } from './query.js';
import { shownReceipts } from './shown-receipts.js';

const momentReaders = { at: instant, after: position };

/** 收件凭证 of a case, for whoever may read it. */
@Controller('cases/:caseId/receipt')
export class ReceiptsController {
  constructor(@Inject(Cases) private readonly cases: Cases) {}

  @Asks('case.read')
  @Get()
  async read(
    @Param('caseId') caseId: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @SignedIn() actor: Actor,
  ): Promise<object> {
    return shownReceipts(await this.cases.getFor(actor, 'case.read', caseId, readQuery(query, momentReaders)));
  }
}
