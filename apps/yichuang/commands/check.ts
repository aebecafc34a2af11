import { check as checkCode, kinds } from '@yichuang/identifiers';
import { text } from '@yichuang/kernel';
import { exitCodes, Failure } from '../failure.js';
import type { Language } from '../words.js';

/** One line a code; exit 1 when one of them is invalid. */
export function check(
  kind: string,
  codes: readonly string[],
  options: Readonly<Record<string, unknown>>,
  language: Language,
): void {
  if (!kinds.includes(kind as (typeof kinds)[number])) {
    throw new Failure(
      text(`没有这种代码；可用：${kinds.join(' ')}`, `no such kind; known are: ${kinds.join(' ')}`),
      exitCodes.other,
    );
  }
  for (const code of codes) {
    const result = checkCode(kind as (typeof kinds)[number], code);
    if (options['json'] === true) {
      process.stdout.write(`${JSON.stringify(result)}\n`);
    } else {
      const faults = result.faults.map((fault) => `  ${fault.text[language]}`);
      process.stdout.write(
        [
          `${code}: ${result.valid ? text('有效', 'valid')[language] : text('无效', 'invalid')[language]}`,
          ...faults,
          '',
        ].join('\n'),
      );
    }
    if (!result.valid) process.exitCode = exitCodes.other;
  }
}
