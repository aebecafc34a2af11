import { addLicenceKey, fileLicenceSigner } from '@yichuang/market-regulation';
import { text } from '@yichuang/kernel';
import { parseInstant } from '@yichuang/working-time';
import { exitCodes, Failure } from '../failure.js';
import type { Options } from '../options.js';
import type { Language } from '../words.js';

/** The public halves of the keys in a file, as a JWK set: what verifiers are given. */
export async function show(file: string): Promise<void> {
  process.stdout.write(`${JSON.stringify(await fileLicenceSigner(file).publicKeys(), null, 2)}\n`);
}

/** A new key signs from an instant on; the old ones stay, and so does what they signed. */
export async function add(file: string, options: Options, language: Language): Promise<void> {
  const from = parseInstant(String(options['from']));
  if (from.kind === 'fault') throw new Failure(from.text, exitCodes.badInput);
  try {
    await addLicenceKey(file, from.at);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure(
      text('已有密钥自更晚的时刻起签名', 'there is a key already that signs from a later instant'),
      exitCodes.badInput,
    );
  }
  const { keys } = await fileLicenceSigner(file).publicKeys();
  const kid = keys[0]?.kid ?? '';
  process.stdout.write(`${text(`新密钥：${kid}`, `new key: ${kid}`)[language]}\n`);
}
