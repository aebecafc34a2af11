import { pointer, text, type Text } from '@yichuang/kernel';
import type { z } from 'zod';
import type { Fault } from './problem.js';

/** Every fault zod found, under its JSON pointer, in words that never repeat the value. */
export function faultsOfZod(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue) => {
    const path = pointer(issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: pointer([...issue.path, key]),
        code: 'UNKNOWN_FIELD',
        text: text('没有这个字段', 'there is no such field'),
      }));
    }
    return [{ path, ...(named(issue) ?? { code: issue.code.toUpperCase(), text: words(issue.code) }) }];
  });
}

type Named = Omit<Fault, 'path'>;

/** What a schema of ours adds to its own issue, so that the fault has a name and words. */
export const faultParams = (code: string, said: Text): { params: { fault: Named } } => ({
  params: { fault: { code, text: said } },
});

const named = (issue: z.core.$ZodIssue): Named | undefined =>
  issue.code === 'custom' ? (issue.params?.['fault'] as Named | undefined) : undefined;

function words(code: string): Text {
  switch (code) {
    case 'invalid_type':
      return text('缺少该项或类型不对', 'missing, or of another type');
    case 'too_big':
      return text('过大或过长', 'too big or too long');
    case 'too_small':
      return text('过小或为空', 'too small or empty');
    case 'invalid_format':
      return text('格式不对', 'not in the expected format');
    case 'invalid_value':
      return text('不是允许的值', 'not one of the values allowed');
    default:
      return text('不合要求', 'not as required');
  }
}
