import { TryLater } from '@yichuang/event-store';
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, type RemoteJWKSet } from 'jose';
import type { Logger } from 'pino';
import { z } from 'zod';
import { NotTrusted } from './distrust.js';
import {
  PROVIDER_BACK_OFF_FIRST_MILLIS,
  PROVIDER_BACK_OFF_MOST_MILLIS,
  PROVIDER_COOLDOWN_MILLIS,
  PROVIDER_KEYS_FRESH_MILLIS,
  PROVIDER_TIMEOUT_MILLIS,
} from './limits.js';

/** Whether a token is good cannot be known just now. HTTP 503. */
export class ProviderAway extends TryLater {
  constructor() {
    super('the provider of sign-in is away');
  }
}

const discovered = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/**
 * The public keys of an OpenID provider, found by its discovery document (OpenID Connect Discovery 1.0 §4). They are looked at
 * anew when they are old or lack the key of a token, never more often than its cooldown allows; while the provider is away the
 * last ones stand.
 */
export class ProviderKeys {
  private standing: RemoteJWKSet | null = null;
  private freshUntil = 0;
  private lookAgainAt = 0;
  private failures = 0;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly issuer: string,
    private readonly production: boolean,
    private readonly log: Pick<Logger, 'warn'>,
    /** Called when other keys stand than before. */
    private readonly onChange: () => void,
  ) {}

  /** For jose. @throws NotTrusted for a key that the provider does not name, ProviderAway where it cannot be asked */
  readonly keyOf: JWTVerifyGetKey = async (header, token) => {
    if (this.standing === null) await this.look();
    const first = await this.standing?.(header, token).catch(unknownAsNull);
    if (first) return first;
    // one that was made this moment, or none of the provider's
    await this.look();
    const second = await this.standing?.(header, token).catch(unknownAsNull);
    if (second) return second;
    throw new NotTrusted('unknown-key');
  };

  /** Keys that are old are looked at anew. While the provider is away nobody waits for it. */
  async refreshed(): Promise<void> {
    if (this.standing === null || Date.now() < this.freshUntil) return;
    const look = this.look().catch(() => undefined);
    if (this.failures === 0) await look;
  }

  /** One look at a time, and none before its time. @throws ProviderAway */
  private async look(): Promise<void> {
    if (this.looking === null && Date.now() < this.lookAgainAt) {
      if (this.failures > 0) throw new ProviderAway();
      return;
    }
    this.looking ??= this.lookNow().finally(() => {
      this.looking = null;
    });
    return this.looking;
  }

  private async lookNow(): Promise<void> {
    try {
      const keys = createRemoteJWKSet(await this.keysAddress(), {
        timeoutDuration: PROVIDER_TIMEOUT_MILLIS,
        // when to look again is decided here, for failures as well
        cooldownDuration: Infinity,
        cacheMaxAge: Infinity,
      });
      await keys.reload();
      this.take(keys);
    } catch (error) {
      this.failures += 1;
      const millis = PROVIDER_BACK_OFF_FIRST_MILLIS * 2 ** Math.min(this.failures - 1, 10);
      this.lookAgainAt = Date.now() + Math.min(PROVIDER_BACK_OFF_MOST_MILLIS, millis);
      this.log.warn({ error: wordsOf(error), failures: this.failures }, 'the keys of the provider cannot be looked at');
      throw new ProviderAway();
    }
  }

  private take(keys: RemoteJWKSet): void {
    this.failures = 0;
    this.freshUntil = Date.now() + PROVIDER_KEYS_FRESH_MILLIS;
    this.lookAgainAt = Date.now() + PROVIDER_COOLDOWN_MILLIS;
    const before = this.standing?.jwks();
    this.standing = keys;
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(keys.jwks())) this.onChange();
  }

  private async keysAddress(): Promise<URL> {
    const answer = await fetch(`${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MILLIS),
    });
    if (answer.status !== 200) throw new Error(`its discovery document was answered with ${String(answer.status)}`);
    const read = discovered.safeParse(await answer.json());
    if (!read.success) throw new Error('its discovery document names no issuer or no keys');
    // else whoever answers there could speak for another provider (§4.3)
    if (read.data.issuer !== this.issuer) throw new Error('its discovery document is of another issuer');
    const address = new URL(read.data.jwks_uri);
    if (this.production && address.protocol !== 'https:') throw new Error('its keys are not shown by https');
    return address;
  }
}

function unknownAsNull(error: unknown): null {
  if (error instanceof errors.JWKSNoMatchingKey) return null;
  throw error;
}

/** What fetch says of a broken connection stands in its cause. */
function wordsOf(error: unknown): string {
  const { message = 'failed', cause } = error as Partial<Error>;
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? `${message} (${code})` : message;
}
