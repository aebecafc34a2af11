import { describe, expect, it } from '@jest/globals';
import { settings } from './settings.js';

const told = {
  OIDC_DEMO: 'true',
  VAULT: '/run/vault.sock',
  ORCHESTRATOR: 'http://one:80|http://two:80',
  SERVICE_KEY_FILE: '/keys/gateway',
  SERVICES: 'vault=/run/vault.sock,tax=http://tax:80',
};
const faultsOf = (more: object): string[] =>
  settings.safeParse({ ...told, ...more }).error?.issues.map(({ path, message }) => `${path.join()}: ${message}`) ?? [];

describe('with the demo sign-in the gateway', () => {
  it.each(['127.0.0.1:7800', '127.8.9.1:0', '[::1]:7800', 'localhost:80', '/run/gateway.sock'])(
    'listens on %s',
    (LISTEN) => {
      expect(faultsOf({ LISTEN })).toEqual([]);
    },
  );

  it.each(['0.0.0.0:7800', '10.0.0.1:80', '[::]:80', 'example.org:80', '127.0.0.1.example.org:80', ':80'])(
    'refuses to listen on %s, and says why, unless it is published on loopback alone',
    (LISTEN) => {
      expect(faultsOf({ LISTEN })).toEqual([expect.stringContaining('loopback only')]);
      expect(faultsOf({ LISTEN, PUBLISHED_ON: 'loopback' })).toEqual([]);
      expect(faultsOf({ LISTEN, PUBLISHED_ON: 'everywhere' })).not.toEqual([]);
    },
  );
});

describe('with sign-in', () => {
  it('the gateway listens wherever it is told', () => {
    expect(faultsOf({ LISTEN: '0.0.0.0:7800', OIDC_DEMO: 'false' })).toEqual([]);
  });
});

describe('where the services answer', () => {
  it('is told by name, and a list that cannot be read is refused', () => {
    expect(faultsOf({ LISTEN: '/s', SERVICES: 'tax' })).toEqual([
      'SERVICES: must be name=address, several with commas',
    ]);
  });
});
