import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as wordsOf } from 'node:stream/consumers';
import { text, type Text } from '@yichuang/kernel';
import {
  demoFace,
  factTitles,
  licenceKeys,
  readOut,
  verifyLicence,
  type LicenceKeys,
  type Verdict,
} from '@yichuang/licence';
import { exitCodes, Failure, type ExitCode } from '../failure.js';
import type { Options } from '../options.js';
import { publicLicenceKeysIn } from '../public-licence-keys.js';
import type { Language } from '../words.js';

const codes: Readonly<Record<Verdict['verdict'], ExitCode>> = {
  genuine: exitCodes.done,
  forged: exitCodes.other,
  'unknown-key': exitCodes.other,
  unreadable: exitCodes.badInput,
};

const words: Readonly<Record<Verdict['verdict'], Text>> = {
  genuine: text('真实：内容与登记机关所签一致', 'GENUINE: it is as the registration authority signed it'),
  forged: text('伪造', 'FORGED'),
  'unknown-key': text('不能确认真伪', 'NOT PROVEN'),
  unreadable: text('无法识别', 'UNREADABLE'),
};

/** Is a licence genuine? Asks no server: it needs what is held out, and the authority's public keys. */
export async function verify(given: string, options: Options, language: Language): Promise<void> {
  const verdict = verifyLicence(await contentOf(given), await keysOf(options));
  process.stdout.write(`${options['json'] === true ? JSON.stringify(verdict) : lines(verdict, language).join('\n')}\n`);
  process.exitCode = codes[verdict.verdict];
}

function lines(verdict: Verdict, language: Language): string[] {
  const head = words[verdict.verdict][language];
  if (verdict.verdict === 'genuine') return [head, ...facts(verdict, language)];
  const why = `${head}${language === 'en' ? ': ' : '：'}${verdict.why[language]}`;
  if (verdict.verdict === 'unreadable') return [why];
  const differing = verdict.verdict === 'forged' ? verdict.differing.map((name) => titleOf(name)[language]) : [];
  return [
    why,
    ...(differing.length === 0
      ? []
      : [text(`与所签不同：${differing.join('、')}`, `not as signed: ${differing.join(', ')}`)[language]]),
    text('以下内容不可信：', 'What follows cannot be trusted:')[language],
    ...facts(verdict, language),
  ];
}

function facts({ said, kid }: Exclude<Verdict, { verdict: 'unreadable' }>, language: Language): string[] {
  return [
    ...(said.demo ? [`*** ${demoFace[language]} ***`] : []),
    ...readOut(said).map(({ title, says }) => `  ${title[language]}: ${says[language]}`),
    `  ${text('签名公钥', 'Signed under key')[language]}: ${kid}`,
  ];
}

const titleOf = (name: string): Text =>
  Object.hasOwn(factTitles, name) ? factTitles[name as keyof typeof factTitles] : text(name, name);

/** The text of a QR code as it is; else a file, or standard input for `-`. */
async function contentOf(given: string): Promise<string> {
  if (given.startsWith('YC1:')) return given;
  const content = given === '-' ? await wordsOf(process.stdin) : await read(given);
  if (content.startsWith('%PDF'))
    throw new Failure(
      text(
        'PDF 的版面可以任意修改，不能作为核验对象：请扫描其二维码，或取得执照的 JSON 文件',
        'a page of a PDF may show anything and is no proof: scan its QR code, or take the licence’s JSON',
      ),
      exitCodes.badInput,
    );
  return content;
}

async function keysOf(options: Options): Promise<LicenceKeys> {
  const file = typeof options['keys'] === 'string' ? options['keys'] : publicLicenceKeysIn(String(options['data']));
  const parsed = licenceKeys.safeParse(json(await read(file)));
  if (parsed.success) return parsed.data;
  throw new Failure(
    text(
      `${file} 不是执照公钥集（JWKS，见 /api/v1/licence-keys）`,
      `${file} is no set of licence keys (JWKS, see /api/v1/licence-keys)`,
    ),
    exitCodes.badInput,
  );
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(resolve(file), 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'failed';
    throw new Failure(text(`${file} 不能读取（${reason}）`, `${file} cannot be read (${reason})`), exitCodes.badInput);
  }
}

function json(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
}
