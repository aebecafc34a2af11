import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';

/** What wraps the keys of the cases: a file in development, a key management service elsewhere. */
export interface MasterKey {
  wrap(key: Uint8Array): Promise<Uint8Array>;
  /** @throws when the wrapped key was not made by this master key */
  unwrap(wrapped: Uint8Array): Promise<Buffer>;
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Makes the file where it is missing (`wx`: never over an existing one), readable by its owner alone. */
export async function makeMasterKeyFile(file: string): Promise<void> {
  try {
    await writeFile(file, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await chmod(file, 0o600);
  }
}

/** @throws when others may read the file or it holds no key of 32 bytes. */
export async function fileMasterKey(file: string): Promise<MasterKey> {
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) throw new Error('the master key file may be read by others: set its mode to 0600');
  const master = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64');
  if (master.length !== KEY_BYTES) throw new Error('the master key file does not hold 32 bytes in base64');
  return {
    wrap(key) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', master, nonce);
      const body = Buffer.concat([cipher.update(key), cipher.final()]);
      return Promise.resolve(Buffer.concat([nonce, cipher.getAuthTag(), body]));
    },
    unwrap(bytes) {
      const decipher = createDecipheriv('aes-256-gcm', master, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Promise.resolve(
        Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]),
      );
    },
  };
}
