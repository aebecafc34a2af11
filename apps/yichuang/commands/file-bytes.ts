import { readFile } from 'node:fs/promises';
import { text } from '@yichuang/kernel';
import { exitCodes, Failure } from '../failure.js';

/** A file the command line names. @throws Failure when it cannot be read */
export async function bytesOf(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'failed';
    throw new Failure(text(`文件无法读取（${reason}）`, `the file cannot be read (${reason})`), exitCodes.badInput);
  }
}
