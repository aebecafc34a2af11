import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { text } from '@yichuang/kernel';
import { parse as parseYaml } from 'yaml';
import { clientOf } from '../client.js';
import { exitCodes, Failure, type ExitCode } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';
import { exitCodeOf, finalObject, type CaseView } from './case-object.js';
import { progress, summary } from './progress.js';
import { waitForEnd } from './wait.js';
import { bytesOf } from './file-bytes.js';

const WAIT_SECONDS = 120;

interface Taken {
  readonly caseId: string;
  readonly position: string;
}

/** Hands in each file in order. A bad file stops no other; the exit code is the first that applies over all. */
export async function open(files: readonly string[], options: Options, language: Language): Promise<void> {
  const client = clientOf(options);
  const codes: ExitCode[] = [];
  for (const file of files) {
    codes.push(
      await one(file, options, language, async () =>
        client.post<Taken>('/api/v1/cases', await readForm(file), randomUUID()),
      ),
    );
  }
  process.exitCode = worst(codes);
}

export async function correct(caseId: string, file: string, options: Options, language: Language): Promise<void> {
  const client = clientOf(options);
  process.exitCode = await one(file, options, language, async () =>
    client.post<Taken>(`/api/v1/cases/${encodeURIComponent(caseId)}/correct`, await readForm(file), randomUUID()),
  );
}

async function one(file: string, options: Options, language: Language, hand: () => Promise<Taken>): Promise<ExitCode> {
  const client = clientOf(options);
  const seconds = waitSeconds(options['wait']);
  const asJson = options['json'] === true;
  try {
    const { caseId, position } = await hand();
    if (!asJson) process.stdout.write(`${basename(file)}: ${caseId}\n`);
    const view =
      seconds === null
        ? await client.get<CaseView>(`/api/v1/cases/${caseId}?after=${encodeURIComponent(position)}`)
        : await waitForEnd(client, caseId, position, seconds, asJson ? () => undefined : progress(language));
    process.stdout.write(asJson ? `${JSON.stringify(finalObject(view))}\n` : summary(view, language));
    return exitCodeOf(view.status, seconds !== null);
  } catch (error) {
    return complain(error, file, language);
  }
}

/** The file's fault goes to standard error and the next file has its turn. */
function complain(error: unknown, file: string, language: Language): ExitCode {
  if (!(error instanceof Failure)) throw error;
  if (error.exitCode === exitCodes.badInput && error.problem !== undefined) {
    process.stderr.write(`${JSON.stringify({ file, ...error.problem })}\n`);
  } else {
    process.stderr.write(`yichuang: ${file}: ${error.text[language]}\n`);
  }
  return error.exitCode;
}

/** @throws Failure telling the place of what is wrong, never what stands there */
export async function readForm(file: string): Promise<unknown> {
  const content = Buffer.from(await bytesOf(file)).toString('utf8');
  try {
    // YAML is a superset of JSON: one reader for both
    return parseYaml(content);
  } catch (error) {
    // the parser's message quotes the line, and the line may hold a private value: only the place is told
    const at = (error as { linePos?: readonly { line: number; col: number }[] }).linePos?.[0];
    const place = at === undefined ? '' : ` ${String(at.line)}:${String(at.col)}`;
    throw new Failure(text(`不是有效的 YAML 或 JSON${place}`, `neither YAML nor JSON${place}`), exitCodes.badInput);
  }
}

function waitSeconds(asked: Options[string]): number | null {
  if (asked === undefined) return null;
  if (asked === true) return WAIT_SECONDS;
  const seconds = Number(asked);
  if (!Number.isFinite(seconds) || seconds <= 0) throw new Failure(text('--wait 应为正的秒数', '--wait takes seconds'));
  return seconds;
}

/** The first that applies of: anything else, bad input, ended otherwise, waits for a person, done. */
function worst(codes: readonly ExitCode[]): ExitCode {
  const order: readonly ExitCode[] = [exitCodes.other, exitCodes.badInput, exitCodes.endedOtherwise, exitCodes.waits];
  return order.find((code) => codes.includes(code)) ?? exitCodes.done;
}
