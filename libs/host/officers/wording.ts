import { text } from '@yichuang/kernel';
import { z } from 'zod';
import { faultParams } from '../faults.js';

/** A reason is a sentence or two; whoever needs more writes a paper. */
const WORDING_CHARACTERS_MAX = 500;

/** A resident's number, or a mobile telephone's, wherever it stands: separators are no disguise. */
const PRIVATE = /(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)/;
const SEPARATORS = /[\s\-‐-―.·]/g;

/**
 * What an officer writes that is published with the decision: reasons and articles. It must say nothing private; what can be
 * told by its shape (a resident's number, a mobile number) is turned away under its path and never repeated.
 */
export const wording = z
  .string()
  .trim()
  .min(1)
  .max(WORDING_CHARACTERS_MAX)
  .superRefine((written, context) => {
    if (!PRIVATE.test(written) && !PRIVATE.test(written.replace(SEPARATORS, ''))) return;
    context.addIssue({
      code: 'custom',
      ...faultParams(
        'PRIVATE_VALUE',
        text(
          '公开的理由中不得写入身份证号码或手机号码',
          'a reason is published: no resident’s number and no mobile number may stand in it',
        ),
      ),
    });
  });
