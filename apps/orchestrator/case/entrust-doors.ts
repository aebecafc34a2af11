import { account, trusts } from '@yichuang/contracts';
import type { Door } from '@yichuang/host';
import type { CaseCommand, CaseState } from '@yichuang/matters';
import { z } from 'zod';

export const entrustInput = z.strictObject({ to: account, as: z.enum(trusts) });
export const revokeInput = z.strictObject({ from: account });

type EntrustDoor = Door<CaseCommand, CaseState>;
const answer = ({ entrusted }: CaseState): object => ({ entrusted });

/** 委托: another may act, or help, from now on; or no more. */
export const entrustDoors: Readonly<Record<'entrust' | 'revoke', EntrustDoor>> = {
  entrust: {
    action: 'case.entrust',
    schema: entrustInput,
    command: (given: z.infer<typeof entrustInput>, { now: at, actor }) => ({
      type: 'EntrustCase',
      at,
      by: actor.id,
      ...given,
    }),
    answer,
  },
  revoke: {
    action: 'case.entrust',
    schema: revokeInput,
    command: (given: z.infer<typeof revokeInput>, { now: at, actor }) => ({
      type: 'RevokeEntrustment',
      at,
      by: actor.id,
      ...given,
    }),
    answer,
  },
};
