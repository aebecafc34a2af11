import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channelsOf, portsOf, settings } from './settings.js';

const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yc-webhooks-'));
  writeFileSync(join(folder, 'secret'), SECRET, { mode: 0o600 });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function subscribed(over: object = {}, ...more: object[]): Record<string, string> {
  const path = join(folder, 'webhooks.yaml');
  const one = { name: 'bank', url: 'https://bank.example/hook', secretFile: 'secret', kinds: ['ready'], ...over };
  writeFileSync(path, JSON.stringify([one, ...more]));
  return { WEBHOOKS_FILE: path };
}
const faults = (given: Record<string, string>): string[] =>
  (settings.safeParse(given).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('what the notifier is told', () => {
  it('leaves a way that is not set off where cases are real, and simulates it where none is', () => {
    expect(channelsOf({})).toEqual({ ways: {}, subscriptions: [] });
    expect(channelsOf({ MODE: 'development' }).ways).toEqual({ mail: 'mail-simulator', sms: 'sms-simulator' });
    const set = { SMTP_URL: 'smtps://mail.example', SMTP_FROM: 'a@example.org' };
    expect(channelsOf(set).ways).toEqual({ mail: 'mail' });
    expect(portsOf(set).map(({ name }) => name)).toEqual(['mail', 'webhook']);
    expect(portsOf({}).map(({ name }) => name)).toEqual(['webhook']);
  });

  it('names a mail server without a sender, and what is no mail server', () => {
    expect(faults({ SMTP_URL: 'smtp://mail.example' })).toEqual(['SMTP_FROM: goes with SMTP_URL: both or none']);
    expect(faults({ SMTP_URL: 'https://mail.example', SMTP_FROM: 'no address' })).toHaveLength(2);
    expect(faults({ SMTP_URL: 'smtp://mail.example', SMTP_FROM: '企业开办 <a@example.org>' })).toEqual([]);
  });

  it('takes subscriptions with what they want to hear of, each secret from a file of its own', () => {
    const given = subscribed();
    expect(faults(given)).toEqual([]);
    expect(channelsOf(given).subscriptions).toEqual([{ name: 'bank', kinds: ['ready'] }]);
  });

  it.each([
    ['http', { url: 'http://bank.example/hook' }, 'bank: url is not https'],
    ['an address inside', { url: 'https://10.0.0.1/hook' }, 'bank: url leads inside'],
    ['this machine', { url: 'https://localhost/hook' }, 'bank: url leads inside'],
    ['a kind nobody tells', { kinds: ['everything'] }, '0.kinds.0'],
    ['a secret that is not there', { secretFile: 'none' }, 'bank: secretFile cannot be read'],
    ['what is no subscription', { more: 1 }, 'Unrecognized key'],
  ])('does not start with %s', (_what, over, said) => {
    const [fault, ...more] = faults(subscribed(over));
    expect(fault).toContain(said);
    expect(fault).toMatch(/^WEBHOOKS_FILE: /);
    expect(more).toEqual([]);
  });

  it('does not start with two of one name, a file that is none, or a secret that others may read', () => {
    const again = { name: 'bank', url: 'https://b.example', secretFile: 'secret', kinds: ['ready'] };
    expect(faults(subscribed({}, again))).toEqual(['WEBHOOKS_FILE: bank: there are two of this name']);
    chmodSync(join(folder, 'secret'), 0o644);
    const [fault] = faults(subscribed());
    expect(fault).toContain('may be read by others than its owner');
    expect(fault).not.toContain(SECRET);
    expect(faults({ ...subscribed(), WEBHOOKS_FILE: join(folder, 'none') })).toEqual([
      'WEBHOOKS_FILE: cannot be read as YAML',
    ]);
  });

  it('may call this machine, by http too, in development', () => {
    const given = { ...subscribed({ url: 'http://127.0.0.1:1/hook' }), MODE: 'development' };
    expect(faults(given)).toEqual([]);
  });
});
