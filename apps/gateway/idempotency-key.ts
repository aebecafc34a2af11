import { Problem } from '@yichuang/host';
import { text } from '@yichuang/kernel';

/** Longest name of a key anybody needs; a UUID has 36. */
const KEY_LENGTH_MAX = 200;

/** @throws Problem 400 where a write carries none */
export function requiredKey(key: string | undefined): string {
  if (key !== undefined && key !== '' && key.length <= KEY_LENGTH_MAX) return key;
  throw new Problem(
    400,
    'IDEMPOTENCY_KEY_MISSING',
    text(
      '缺少 Idempotency-Key 请求头（不超过 200 个字符）',
      'the header Idempotency-Key is missing (at most 200 characters)',
    ),
  );
}
