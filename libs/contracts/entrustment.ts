import { z } from 'zod';
import { trusts } from './permissions.js';

/** 委托: who may act in a case from now on, and as what. An agent is one of those whose case it is, for the rules of separation. */
export const caseEntrusted = z.object({ to: z.string().min(1), as: z.enum(trusts) });
export type CaseEntrusted = z.infer<typeof caseEntrusted>;

export const entrustmentRevoked = z.object({ from: z.string().min(1) });
export type EntrustmentRevoked = z.infer<typeof entrustmentRevoked>;
