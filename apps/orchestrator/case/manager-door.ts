import { account } from '@yichuang/contracts';
import type { Door } from '@yichuang/host';
import { caseManagerOf, type CaseCommand, type CaseState } from '@yichuang/matters';
import { formatInstant } from '@yichuang/working-time';
import { z } from 'zod';

export const managerInput = z.strictObject({ to: account });

/** 首席代办: who walks the case through from now on. */
export const managerDoor: Door<CaseCommand, CaseState> = {
  action: 'case.name-manager',
  schema: managerInput,
  command: ({ to }: z.infer<typeof managerInput>, { now: at, actor }) => ({
    type: 'NameCaseManager',
    at,
    by: actor.id,
    roles: actor.roles,
    to,
  }),
  answer: (state) => ({ caseManager: shownManager(state) }),
};

/** Whom the applicant turns to, as JSON shows it. */
export function shownManager(state: CaseState): object | null {
  const manager = caseManagerOf(state);
  return manager === null ? null : { ...manager, since: formatInstant(manager.since) };
}
