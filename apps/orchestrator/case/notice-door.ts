import type { Door } from '@yichuang/host';
import { consentInput, type CaseCommand, type CaseState, type ConsentInput } from '@yichuang/matters';

/** 同意再次告知: whether the applicant may be sent back for what could have been told before. */
export const noticeDoor = (answer: (state: CaseState) => unknown): Door<CaseCommand, CaseState> => ({
  action: 'notice.consent',
  meets: ['reason'],
  schema: consentInput,
  command: (given: ConsentInput, { now: at, actor: { id: by, roles } }) => ({
    type: 'ConsentToNotice',
    at,
    by,
    roles,
    ...given,
  }),
  answer,
});
