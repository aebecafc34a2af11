import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, SignedIn } from '@yichuang/host';
import type { LicenceKeys } from '@yichuang/licence';
import { checkedId } from '../case-id.js';
import { House } from '../house.js';
import { namedService } from '../named-service.js';
import { Permits } from '../permits.js';
import type { LicenceDocument } from './document-answers.js';

const AUTHORITY = 'market-regulation';

/** What a case gives out. The authority signs its licences itself; the door only hands them on. */
@Controller('api/v1')
export class DocumentsController {
  constructor(
    @Inject(House) private readonly house: House,
    @Inject(Permits) private readonly permits: Permits,
  ) {}

  /** @throws Problem 404 as long as no licence was issued */
  @Asks('case.read')
  @Get('cases/:caseId/licence')
  async licence(@Param('caseId') caseId: string, @SignedIn() actor: Actor): Promise<LicenceDocument> {
    await this.permits.check(actor, 'case.read', checkedId(caseId));
    return namedService(this.house, AUTHORITY).get<LicenceDocument>(`/cases/${checkedId(caseId)}/licence`);
  }

  /** Anybody may verify. Old keys stay, so an answer may be kept for a while. */
  @Asks('api.read')
  @Get('licence-keys')
  @Header('cache-control', 'public, max-age=3600')
  async keys(): Promise<LicenceKeys> {
    return namedService(this.house, AUTHORITY).get<LicenceKeys>('/licence-keys');
  }
}
