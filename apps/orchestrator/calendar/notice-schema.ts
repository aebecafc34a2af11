import { faultParams } from '@yichuang/host';
import { partsOfPointer } from '@yichuang/kernel';
import { readNotice, type HolidayNotice } from '@yichuang/working-time';
import { z } from 'zod';

/** A notice as it comes in; all that is wrong with it is a fault under its path in the notice. */
export const noticeSchema = z.unknown().transform((input, context): HolidayNotice => {
  const read = readNotice(input);
  if (read.kind === 'notice') return read.notice;
  for (const { path, code, text } of read.faults)
    context.addIssue({ code: 'custom', path: partsOfPointer(path), ...faultParams(code, text) });
  return z.NEVER;
});
