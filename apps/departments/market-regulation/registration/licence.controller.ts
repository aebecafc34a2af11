import { Controller, Get, Inject, Param } from '@nestjs/common';
import { Asks, decodeEvent, Desks, Problem } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import type { LicenceKeys } from '@yichuang/licence';
import type { LicenceSigner } from '../ports/licence-signer.js';
import type { RegistrationEvent } from './events.js';
import { licenceDocument, type LicenceDocument } from './licence-document.js';

export const LICENCE_SIGNER = Symbol('licence signer');

/** Licences and the keys they are verified by. All of it is public; who may ask for a case is the public door's to say. */
@Controller()
export class LicenceController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(LICENCE_SIGNER) private readonly signer: LicenceSigner,
  ) {}

  /** @throws Problem 404 as long as no licence was issued */
  @Asks('nobody')
  @Get('cases/:caseId/licence')
  async licence(@Param('caseId') caseId: string): Promise<LicenceDocument> {
    const stored = await this.desks.events('registration', caseId);
    const found = stored.find(({ type }) => type === 'LicenceIssued');
    const issued = found === undefined ? null : (decodeEvent(found) as RegistrationEvent);
    if (issued?.type !== 'LicenceIssued')
      throw new Problem(404, 'NO_LICENCE', text('此办件没有营业执照', 'no licence was issued in this case'));
    return licenceDocument(issued, this.signer);
  }

  @Asks('nobody')
  @Get('licence-keys')
  async keys(): Promise<LicenceKeys> {
    return this.signer.publicKeys();
  }
}
