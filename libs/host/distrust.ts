import { errors } from 'jose';

/** Why a token is not taken, for the record: nothing of the token itself. */
export type Distrust =
  | 'missing'
  | 'unreadable'
  | 'wrong-algorithm'
  | 'unknown-key'
  | 'wrong-signature'
  | 'expired'
  | 'not-yet'
  | 'wrong-audience'
  | 'wrong-issuer'
  | 'wrong-type'
  | 'wrong-claims';

export class NotTrusted extends Error {
  override readonly name = 'NotTrusted';
  constructor(readonly distrust: Distrust) {
    super(`the token is not taken: ${distrust}`);
  }
}

/** What a failed verification says of the token; `null` where it is no fault of the token's. */
export function distrustOf(error: unknown): Distrust | null {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'wrong-signature';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'wrong-algorithm';
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'unknown-key';
  if (error instanceof errors.JWTClaimValidationFailed) return distrustOfClaim(error);
  return error instanceof errors.JOSEError ? 'unreadable' : null;
}

const byClaim: Readonly<Record<string, Distrust>> = {
  aud: 'wrong-audience',
  iss: 'wrong-issuer',
  typ: 'wrong-type',
};

function distrustOfClaim({ claim, reason }: errors.JWTClaimValidationFailed): Distrust {
  // a time that is there and fails has not come yet: one that is over is an error of its own
  if ((claim === 'nbf' || claim === 'iat') && reason === 'check_failed') return 'not-yet';
  return byClaim[claim] ?? 'wrong-claims';
}
