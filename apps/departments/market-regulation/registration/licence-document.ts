import { demoFace, statementOf, textOf, toBeSigned, type LicenceFacts } from '@yichuang/licence';
import type { Text } from '@yichuang/kernel';
import type { LicenceSigner } from '../ports/licence-signer.js';
import type { LicenceIssued } from './events.js';

/** 营业执照 as everybody may have it: its facts, and the text of its QR code, signed by the authority. */
export interface LicenceDocument {
  readonly licence: LicenceFacts;
  /** What stands across a licence that is none. */
  readonly face: Text | null;
  readonly kid: string;
  readonly signed: string;
}

/** Of the recorded event, under the key that was in force when it was issued: the same whenever it is asked for. */
export async function licenceDocument(
  issued: LicenceIssued,
  signer: Pick<LicenceSigner, 'keyAt'>,
): Promise<LicenceDocument> {
  const licence = factsOf(issued);
  const key = await signer.keyAt(issued.at);
  const statement = statementOf(licence, key.kid);
  const signed = textOf(statement, await key.sign(toBeSigned(statement)));
  return { licence, face: licence.demo ? demoFace : null, kid: key.kid, signed };
}

const factsOf = ({ capital, ...facts }: LicenceIssued): LicenceFacts => ({
  number: facts.number,
  uscc: facts.uscc,
  companyName: facts.companyName,
  companyType: facts.companyType,
  legalRepresentative: facts.legalRepresentative,
  capitalFen: capital.fen,
  currency: capital.currency,
  seat: facts.seat,
  scope: facts.scope,
  authority: facts.authority,
  establishedOn: facts.establishedOn,
  issuedOn: facts.issuedOn,
  copies: facts.copies,
  demo: facts.demo,
});
