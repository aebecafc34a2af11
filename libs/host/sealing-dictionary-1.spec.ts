import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { dictionary1 } from './sealing-dictionary-1.js';

interface Sample {
  readonly name: { readonly trade: string };
  readonly company: { readonly phone: string };
  readonly seat: { readonly address: string; readonly owner: { readonly name: string } };
  readonly people: Readonly<Record<string, Person>>;
  readonly organisations?: Readonly<Record<string, Person>>;
  readonly papers: readonly { readonly sha256: string }[];
}
interface Person {
  readonly name: string;
  readonly document: { readonly number: string };
  readonly mobile?: string;
  readonly email?: string;
  readonly address?: string;
}

const folder = new URL('../../samples/', import.meta.url);
const files = [folder, new URL('faulty/', folder)].flatMap((where) =>
  readdirSync(where)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => new URL(name, where)),
);

const privateWords = (sample: Sample): string[] => [
  sample.name.trade,
  sample.company.phone,
  sample.seat.address,
  sample.seat.owner.name,
  ...sample.papers.map(({ sha256 }) => sha256),
  ...[...Object.values(sample.people), ...Object.values(sample.organisations ?? {})].flatMap((one) =>
    [one.name, one.document.number, one.mobile, one.email, one.address].filter((word) => word !== undefined),
  ),
];

describe('dictionary 1', () => {
  it('may never change, only be followed by another: whatever was sealed with it would be lost', () => {
    expect(dictionary1.length).toBe(5435);
    expect(createHash('sha256').update(dictionary1).digest('hex')).toBe(
      'e5b69dce7f95ada14f0cc702a2230279056ac91ec29c11122b8aa7e4c9111b1e',
    );
  });

  it('holds no name, number or address of anybody it was made from', () => {
    const words = files.flatMap((file) => privateWords(parse(readFileSync(file, 'utf8')) as Sample));
    expect(words.length).toBeGreaterThan(500);
    const text = dictionary1.toString('utf8');
    expect(words.filter((word) => text.includes(word))).toEqual([]);
  });

  it('holds no number but those of references, of the division, of a standard and two defaults', () => {
    const numbers = dictionary1.toString('utf8').match(/(?<![a-z\d])\d+/g);
    expect([...new Set(numbers)].sort()).toEqual(['0', '1', '350400', '350405']);
  });
});
