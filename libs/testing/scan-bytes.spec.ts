import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Scanner } from './scan-bytes.js';
import { needlesOf } from './scan-needles.js';

const secrets = [
  { label: 'name', value: '林志' },
  { label: 'number', value: '35040519880512001x' },
  { label: 'e-mail', value: 'Person1@Example.com' },
  { label: 'address', value: '福建省三明市沙县区虬江街道虚居路1号' },
];
const scanner = new Scanner(secrets);
const labels = (bytes: Uint8Array): string[] => [...new Set(scanner.scan(bytes).map(({ secret }) => secret.label))];

const around = fc.tuple(
  fc.uint8Array({ maxLength: 40 }),
  fc.constantFrom(...secrets),
  fc.uint8Array({ maxLength: 40 }),
);
const buffer = (before: Uint8Array, value: string, after: Uint8Array): Buffer =>
  Buffer.concat([before, Buffer.from(value), after]);

describe('a scan', () => {
  it.each([
    ['clear', (bytes: Buffer) => bytes],
    ['hex', (bytes: Buffer) => Buffer.from(bytes.toString('hex'))],
    ['upper-case hex', (bytes: Buffer) => Buffer.from(bytes.toString('hex').toUpperCase())],
    ['base64', (bytes: Buffer) => Buffer.from(bytes.toString('base64'))],
    ['base64 for URLs', (bytes: Buffer) => Buffer.from(bytes.toString('base64url'))],
  ])('finds a secret in %s wherever it stands', (_, write) => {
    fc.assert(
      fc.property(around, ([before, { label, value }, after]) => {
        expect(labels(write(buffer(before, value, after)))).toContain(label);
      }),
    );
  });

  it('finds it in the other case too, in clear and under each writing', () => {
    const [, { value }] = secrets as [unknown, { value: string }];
    for (const one of [value.toUpperCase(), value.toLowerCase()]) {
      expect(labels(Buffer.from(`no: ${one}.`))).toEqual(['number']);
      expect(labels(Buffer.from(Buffer.from(`no: ${one}.`).toString('base64')))).toEqual(['number']);
      expect(labels(Buffer.from(Buffer.from(`no: ${one}.`).toString('hex')))).toEqual(['number']);
    }
  });

  it('finds it as JSON and URLs escape it', () => {
    expect(scanner.scanText('{"name":"\\u6797\\u5FD7"}')).toEqual([{ secret: secrets[0], guise: 'escaped' }]);
    expect(scanner.scanText('/people?name=%E6%9e%97%E5%BF%97')).toEqual([{ secret: secrets[0], guise: 'percent' }]);
  });

  it('finds nothing in what only resembles it', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => scanner.scan(bytes).length === 0));
    expect(scanner.scanText('林 志 350405198805120019 福建省三明市沙县区虬江街道虚居路2号')).toEqual([]);
  });

  it('takes no secret that would be found by chance', () => {
    expect(() => needlesOf({ label: 'name', value: '林' })).toThrow(RangeError);
  });

  it('looks for thousands at once in one pass', () => {
    const many = Array.from({ length: 3_000 }, (_, n) => ({
      label: `a${String(n)}`,
      value: `虬江街道虚居路${String(n + 1)}号`,
    }));
    const text = many.map(({ value }) => Buffer.from(value).toString('base64')).join(' ');
    const found = new Set(new Scanner(many).scanText(text).map(({ secret }) => secret.label));
    expect(found.size).toBe(many.length);
  });
});
