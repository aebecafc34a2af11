import { check as checkCode, kinds, type Kind } from '@yichuang/identifiers';
import { text } from '@yichuang/kernel';
import { dateOf } from '@yichuang/working-time';
import { exitCodes, Failure } from '../failure.js';
import type { Language } from '../words.js';

/** One line a code with `--json`; exit 1 when one of them is invalid. */
export function check(
  kind: string,
  codes: readonly string[],
  options: Readonly<Record<string, unknown>>,
  language: Language,
): void {
  if (!isKind(kind)) {
    throw new Failure(
      text(`没有这种代码；可用：${kinds.join(' ')}`, `no such kind; known are: ${kinds.join(' ')}`),
      exitCodes.badInput,
    );
  }
  const today = dateOf(Date.now());
  for (const code of codes) {
    const result = checkCode(kind, code, today);
    if (options['json'] === true) {
      process.stdout.write(`${JSON.stringify(result)}\n`);
    } else {
      const verdict = result.valid ? text('有效', 'valid') : text('无效', 'invalid');
      const faults = result.faults.map((fault) => `  ${fault.text[language]}\n`);
      process.stdout.write(`${code}: ${verdict[language]}\n${faults.join('')}`);
    }
    if (!result.valid) process.exitCode = exitCodes.other;
  }
}

const isKind = (kind: string): kind is Kind => (kinds as readonly string[]).includes(kind);
