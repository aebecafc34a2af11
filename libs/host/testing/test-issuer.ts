import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTHeaderParameters } from 'jose';

/** A pair of keys, and how the public one is shown. */
export interface Pair {
  readonly kid: string;
  readonly alg: string;
  readonly secret: CryptoKey;
  readonly shown: JWK;
}

export async function newPair(kid: string, alg = 'ES256'): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, secret: privateKey, shown: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

export interface Spoken {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Takes the question and never answers. */
  readonly silent?: true;
}

/** What a provider of sign-in is to those who check its tokens: two documents over HTTP, and a key that signs. */
export class TestIssuer {
  /** Those whose public halves are shown. */
  pairs: readonly Pair[] = [];
  /** What is said instead of the discovery document, or instead of the keys. */
  says: { discovery?: Spoken; keys?: Spoken } = {};
  readonly asked = { discovery: 0, keys: 0 };
  private server: Server | null = null;
  private port = 0;

  static async open(...pairs: readonly Pair[]): Promise<TestIssuer> {
    const opened = new TestIssuer();
    opened.pairs = pairs;
    await opened.comeBack();
    return opened;
  }

  get issuer(): string {
    return `http://127.0.0.1:${String(this.port)}/people`;
  }

  async comeBack(): Promise<void> {
    const server = createServer((request, reply) => {
      const said = this.answerTo(request.url ?? '');
      if (said.silent) return;
      reply.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers }).end(said.body);
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
  }

  async goAway(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server === null) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  private answerTo(path: string): Spoken {
    if (path === '/people/.well-known/openid-configuration') {
      this.asked.discovery += 1;
      return this.says.discovery ?? { body: JSON.stringify({ issuer: this.issuer, jwks_uri: `${this.issuer}/keys` }) };
    }
    if (path !== '/people/keys') return { status: 404 };
    this.asked.keys += 1;
    return this.says.keys ?? { body: JSON.stringify({ keys: this.pairs.map(({ shown }) => shown) }) };
  }

  /** A claim or header that is `undefined` is left out. */
  async token(
    claims: Readonly<Record<string, unknown>> = {},
    { pair = this.pairs[0], ...header }: { pair?: Pair | undefined } & Partial<JWTHeaderParameters> = {},
  ): Promise<string> {
    if (pair === undefined) throw new TypeError('there is no key to sign with');
    const now = Math.floor(Date.now() / 1000);
    const whole = { iss: this.issuer, aud: 'yichuang', sub: 'zhang', iat: now, exp: now + 300, roles: ['clerk'] };
    return new SignJWT({ ...whole, ...claims })
      .setProtectedHeader({ alg: pair.alg, kid: pair.kid, typ: 'at+jwt', ...header })
      .sign(pair.secret);
  }
}
