import { statSync } from 'node:fs';
import { importJWK, jwtVerify, type JWTHeaderParameters } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { distrustOf, NotTrusted } from './distrust.js';
import { readPublicKeys, serviceOf, type PublicKey } from './service-keys.js';
import { KEYS_LOOK_MILLIS, TOKENS_VERIFIED_MAX, TOKEN_SECONDS, TOKEN_SKEW_SECONDS } from './limits.js';

interface Verified {
  readonly service: string;
  /** Machine time, epoch ms. */
  readonly until: number;
}

/** The public keys of the house, by which a service knows who calls it. A changed file is taken without a restart. */
export class HouseKeys {
  private keys: ReadonlyMap<string, PublicKey> = new Map();
  private seen = '';
  private lookedAt = 0;
  private readonly verified = new LRUCache<string, Verified>({ max: TOKENS_VERIFIED_MAX });

  constructor(
    private readonly file: string,
    private readonly audience: string,
    private readonly log: Pick<Logger, 'warn'>,
  ) {
    this.look();
  }

  /** @returns the service that signed the token for this one. @throws NotTrusted */
  async callerOf(token: string): Promise<string> {
    if (Date.now() - this.lookedAt > KEYS_LOOK_MILLIS) this.look();
    const known = this.verified.get(token);
    if (known !== undefined && Date.now() < known.until) return known.service;
    const verified = await this.verify(token);
    this.verified.set(token, verified);
    return verified.service;
  }

  private async verify(token: string): Promise<Verified> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, (header) => this.keyOf(header), {
        algorithms: ['EdDSA'],
        audience: this.audience,
        requiredClaims: ['iss', 'iat', 'exp'],
        // whoever signs for longer is not believed for longer
        maxTokenAge: TOKEN_SECONDS + TOKEN_SKEW_SECONDS,
        clockTolerance: TOKEN_SKEW_SECONDS,
      });
      const service = serviceOf(protectedHeader.kid ?? '');
      if (payload.iss !== service) throw new NotTrusted('wrong-issuer');
      return { service, until: ((payload.exp ?? 0) + TOKEN_SKEW_SECONDS) * 1000 };
    } catch (error) {
      throw error instanceof NotTrusted ? error : new NotTrusted(distrustOf(error) ?? 'unreadable');
    }
  }

  private async keyOf({ kid = '' }: JWTHeaderParameters): Promise<Awaited<ReturnType<typeof importJWK>>> {
    // one that was added this moment
    if (!this.keys.has(kid)) this.look();
    const key = this.keys.get(kid);
    if (key === undefined) throw new NotTrusted('unknown-key');
    return importJWK(key, 'EdDSA');
  }

  private look(): void {
    this.lookedAt = Date.now();
    try {
      const { mtimeMs, ino, size } = statSync(this.file);
      const stands = [mtimeMs, ino, size].join(' ');
      if (stands === this.seen) return;
      this.keys = new Map(readPublicKeys(this.file).map((key) => [key.kid, key]));
      this.seen = stands;
      this.verified.clear();
    } catch (error) {
      if (this.seen === '') throw error;
      this.log.warn({ error: (error as Error).message }, 'the public keys of the house cannot be read; the last stand');
    }
  }
}
