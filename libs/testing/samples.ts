import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const folder = fileURLToPath(new URL('../../samples/', import.meta.url)).replace(/dist\/samples\/$/, 'samples/');

/** One line of a notice as a sample's header foretells it. */
export interface Foretold {
  readonly department: string;
  readonly code: string;
  readonly path: string;
}

/** A sample and what its header says of it: `status: …`, and lines `expect|review|decline|tag: department CODE path`. */
export interface Sample {
  /** Below `samples/`. */
  readonly name: string;
  readonly file: string;
  readonly form: unknown;
  readonly status: string;
  readonly expect: readonly Foretold[];
  readonly review: readonly Foretold[];
  readonly decline: readonly Foretold[];
  readonly tag: readonly Foretold[];
}

export function sample(name: string): Sample {
  const file = `${folder}${name}`;
  const source = readFileSync(file, 'utf8');
  const said = (word: string): string[] =>
    source.split('\n').flatMap((line) => (line.startsWith(`# ${word}: `) ? [line.slice(word.length + 4)] : []));
  const foretold = (word: string): Foretold[] =>
    said(word).map((line) => {
      const [department = '', code = '', path = ''] = line.split(' ');
      return { department, code, path };
    });
  return {
    name,
    file,
    form: parse(source),
    status: said('status').join(),
    expect: foretold('expect'),
    review: foretold('review'),
    decline: foretold('decline'),
    tag: foretold('tag'),
  };
}

/** Every negative sample. */
export const faultySamples = (): Sample[] =>
  readdirSync(`${folder}faulty`)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => sample(`faulty/${name}`));
