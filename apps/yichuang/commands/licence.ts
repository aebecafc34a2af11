import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { clientOf } from '../client.js';
import { Failure } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';

const files = [
  ['licence', 'licence.json'],
  ['licence.pdf', 'licence.pdf'],
  ['package.pdf', 'package.pdf'],
] as const;

/** The licence of a case as data and as PDF, and its package as soon as there is one; a path a line. */
export async function get(id: string, options: Options, language: Language): Promise<void> {
  const client = clientOf(options);
  const directory = resolve(String(options['out']));
  const written: string[] = [];
  try {
    for (const [what, name] of files) {
      const bytes = await client.download(`/api/v1/cases/${encodeURIComponent(id)}/${what}`);
      await mkdir(directory, { recursive: true });
      await writeFile(join(directory, name), bytes);
      written.push(join(directory, name));
    }
  } catch (error) {
    if (!(error instanceof Failure) || error.problem?.['code'] !== 'NO_PACKAGE') throw error;
    process.stderr.write(`${error.text[language]}\n`);
  }
  process.stdout.write(`${written.join('\n')}\n`);
}
