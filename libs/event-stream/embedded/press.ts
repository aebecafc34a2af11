import { constants, brotliCompress, brotliDecompress } from 'node:zlib';
import { promisify } from 'node:util';
import { packQuality } from '../limits.js';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** Brotli (RFC 7932) with a window that reaches over the whole. */
export async function press(plain: Buffer): Promise<Buffer> {
  const bits = Math.ceil(Math.log2(plain.length + 16));
  return compress(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: packQuality,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
      [constants.BROTLI_PARAM_LGWIN]: Math.min(
        constants.BROTLI_MAX_WINDOW_BITS,
        Math.max(constants.BROTLI_MIN_WINDOW_BITS, bits),
      ),
    },
  });
}

/** @throws Error for bytes that were not pressed, or not whole */
export const unpress = (body: Buffer): Promise<Buffer> => decompress(body);
