import { createHash } from 'node:crypto';
import { actor, roles, type Actor, type Role } from '@yichuang/contracts';
import { jwtVerify, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { z } from 'zod';
import { distrustOf, NotTrusted } from './distrust.js';
import {
  ACCESS_TOKEN_CHARACTERS_MAX,
  ACCESS_TOKEN_SECONDS_MAX,
  ACTORS_KNOWN_MAX,
  TOKEN_SKEW_SECONDS,
} from './limits.js';
import { ProviderKeys } from './provider-keys.js';
import { BadSettings } from './settings.js';
import { issuerFaults, type ProviderSettings } from './settings-sign-in.js';

interface Known {
  readonly actor: Actor;
  /** Machine time, epoch ms. */
  readonly until: number;
}

/** A provider without secrets to share signs with a key pair; what one key both signs and checks could be made by us. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

const claimed = actor.extend({ roles: z.array(z.string()) });
const ours: ReadonlySet<string> = new Set(roles);
const noneKnown = (): LRUCache<string, Known> => new LRUCache({ max: ACTORS_KNOWN_MAX });

/** The people a provider has signed in, known by their access tokens (RFC 9068). Time is the machine's. */
export class Actors {
  private readonly keys: ProviderKeys;
  private known = noneKnown();
  private readonly underWay = new Map<string, Promise<Known>>();

  /** @throws BadSettings for an issuer that anybody on the way could speak for */
  constructor(
    private readonly settings: ProviderSettings,
    log: Pick<Logger, 'warn'>,
  ) {
    const { issuer, production } = settings;
    const faults = production ? issuerFaults(issuer) : [];
    if (faults.length > 0) throw new BadSettings(faults);
    this.keys = new ProviderKeys(issuer, production, log, () => {
      // another one, for what is being verified by the keys of before is not to be known by those of now
      this.known = noneKnown();
    });
  }

  /** @throws NotTrusted, or ProviderAway where it cannot be known */
  async actorOf(token: string): Promise<Actor> {
    if (token === '') throw new NotTrusted('missing');
    if (!isReadable(token)) throw new NotTrusted('unreadable');
    await this.keys.refreshed();
    // the token itself is kept nowhere
    const hash = createHash('sha256').update(token).digest('base64');
    const seen = this.known.get(hash);
    if (seen !== undefined && Date.now() < seen.until) return seen.actor;
    return (await this.verifiedOnce(hash, token)).actor;
  }

  private verifiedOnce(hash: string, token: string): Promise<Known> {
    const going = this.underWay.get(hash);
    if (going !== undefined) return going;
    const { known } = this;
    const verified = this.verify(token)
      .then((one) => {
        known.set(hash, one);
        return one;
      })
      .finally(() => this.underWay.delete(hash));
    this.underWay.set(hash, verified);
    return verified;
  }

  private async verify(token: string): Promise<Known> {
    const { issuer, audience, claims } = this.settings;
    try {
      const { payload } = await jwtVerify(token, this.keys.keyOf, {
        algorithms,
        issuer,
        audience,
        typ: 'at+jwt',
        requiredClaims: ['sub', 'iat', 'exp'],
        // whoever signs for longer is not believed for longer
        maxTokenAge: ACCESS_TOKEN_SECONDS_MAX,
        clockTolerance: TOKEN_SKEW_SECONDS,
      });
      return { actor: actorIn(payload, claims), until: endOf(payload) };
    } catch (error) {
      const distrust = distrustOf(error);
      throw distrust === null ? error : new NotTrusted(distrust);
    }
  }
}

/** Three parts, of which the last has one spelling only: the signature vouches for the other two. */
function isReadable(token: string): boolean {
  if (token.length > ACCESS_TOKEN_CHARACTERS_MAX) return false;
  const signature = /^[\w-]+\.[\w-]+\.([\w-]*)$/.exec(token)?.[1];
  return signature !== undefined && Buffer.from(signature, 'base64url').toString('base64url') === signature;
}

/** @throws NotTrusted when a claim has another shape. Roles of other houses are none of ours. */
function actorIn(payload: JWTPayload, names: ProviderSettings['claims']): Actor {
  const read = claimed.safeParse({
    id: payload.sub,
    roles: claimIn(payload, names.roles) ?? [],
    department: claimIn(payload, names.department) ?? null,
    division: claimIn(payload, names.division) ?? null,
  });
  if (!read.success) throw new NotTrusted('wrong-claims');
  return { ...read.data, roles: [...new Set(read.data.roles)].filter((one): one is Role => ours.has(one)) };
}

/** A claim by its name; one with dots may also be the way to it. */
function claimIn(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  return name.split('.').reduce<unknown>((inside, part) => {
    if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, part)) return undefined;
    return (inside as Record<string, unknown>)[part];
  }, payload);
}

const endOf = ({ exp = 0, iat = 0 }: JWTPayload): number => Math.min(exp, iat + ACCESS_TOKEN_SECONDS_MAX) * 1000;
