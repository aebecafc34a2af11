import { clientOf } from '../client.js';
import type { Options } from '../options.js';
import { bytesOf } from './file-bytes.js';
import { casePath } from './case-path.js';

interface Kept {
  readonly attachmentId: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly content: string;
  readonly scannedBy: string;
}

/** A scan for a draft or a case; its fingerprint is what a paper of the form names. */
export async function attach(file: string, options: Options): Promise<void> {
  const path = `/api/v1/attachments/${encodeURIComponent(String(options['to']))}`;
  const kept = await clientOf(options).upload<Kept>(path, await bytesOf(file));
  const { attachmentId, sha256, content } = kept;
  process.stdout.write(
    `${options['json'] === true ? JSON.stringify(kept) : `${attachmentId}  ${content}  ${sha256}`}\n`,
  );
}

/** As the counter prints it, or as data. */
export const receipt = (id: string, options: Options): Promise<void> => print(`${casePath(id)}/receipt`, options);

/** By its number, or the end of it. */
export const document = (id: string, number: string, options: Options): Promise<void> =>
  print(`${casePath(id)}/documents/${encodeURIComponent(number)}`, options);

async function print(path: string, options: Options): Promise<void> {
  const client = clientOf(options);
  const said =
    options['json'] === true ? `${JSON.stringify(await client.get(path))}\n` : await client.text(path, 'text/plain');
  process.stdout.write(said);
}
