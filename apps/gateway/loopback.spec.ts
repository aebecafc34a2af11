import { describe, expect, it } from '@jest/globals';
import { requireLoopback } from './loopback.js';

describe('without sign-in the gateway', () => {
  it.each(['127.0.0.1:7800', '127.8.9.1:0', '[::1]:7800', 'localhost:80', '/run/gateway.sock'])(
    'listens on %s',
    (one) => {
      expect(() => {
        requireLoopback(one);
      }).not.toThrow();
    },
  );

  it.each(['0.0.0.0:7800', '10.0.0.1:80', '[::]:80', 'example.org:80', '127.0.0.1.example.org:80', ':80'])(
    'refuses to listen on %s, and says why',
    (one) => {
      expect(() => {
        requireLoopback(one);
      }).toThrow('loopback only');
    },
  );
});
