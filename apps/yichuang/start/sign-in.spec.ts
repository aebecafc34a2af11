import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { start } from '../commands/start.js';
import { startSignIn, type SignIn } from './sign-in.js';

describe('the sign-in of a house', () => {
  const data = mkdtempSync(join(tmpdir(), 'yichuang-test-'));
  let signIn: SignIn;
  beforeAll(async () => {
    signIn = await startSignIn({ signIn: join(data, 'first') }, 0);
  });
  afterAll(async () => {
    await signIn.close();
    rmSync(data, { recursive: true });
  });

  it('is what the services are told of, as a demo', () => {
    const { issuer } = signIn;
    expect(signIn.settings).toEqual({ OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'yichuang', OIDC_DEMO: 'true' });
  });

  it('has no place where another is, and says by which option to choose one', async () => {
    const port = Number(new URL(signIn.issuer).port);
    await expect(startSignIn({ signIn: join(data, 'second') }, port)).rejects.toThrow(
      `port ${String(port)} cannot be used (EADDRINUSE): choose another with --sign-in-port, 0 for any`,
    );
  });

  it.each(['70000', '-1', 'x', '1.5'])('takes no port %s', async (port) => {
    const options = { data: join(data, 'third'), port: '0', signInPort: port };
    await expect(start(options, 'en')).rejects.toThrow('--sign-in-port is a whole number from 0 to 65535');
  });
});
