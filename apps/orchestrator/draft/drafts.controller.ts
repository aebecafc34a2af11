import { Controller, Get, Inject, Param } from '@nestjs/common';
import type { Actor } from '@yichuang/contracts';
import { Asks, SignedIn } from '@yichuang/host';
import { Drafts } from './drafts.js';

/** Drafts as the door reads them: the content is the ciphertext the door has sealed. What changes a draft comes by the desk's doors. */
@Controller('drafts')
export class DraftsController {
  constructor(@Inject(Drafts) private readonly drafts: Drafts) {}

  @Asks('case.draft')
  @Get()
  list(@SignedIn() actor: Actor): Promise<readonly object[]> {
    return this.drafts.of(actor);
  }

  @Asks('case.draft')
  @Get(':draftId')
  async read(@Param('draftId') draftId: string, @SignedIn() actor: Actor): Promise<object> {
    const { state, sealed } = await this.drafts.get(draftId, actor);
    const { status, owner, sharedWith, hall, matter, version, savedAt, savedBy, expiresAt } = state;
    return {
      draftId,
      ...{ status, owner, sharedWith, hall, matter, version, savedAt, savedBy, expiresAt },
      sealed: sealed === null ? null : Buffer.from(sealed).toString('base64'),
    };
  }
}
