import { caseEntrusted, entrustmentRevoked, type CaseEntrusted, type EntrustmentRevoked } from '@yichuang/contracts';
import type { Heard, Hearing } from '../desk.js';
import type { NoteAgent } from './commands.js';

/**
 * 经办人: nobody acts on a case in which he acts for the applicant (R-SOD-02). A task says who does by then; of whoever is
 * named, or is one no more, between two tasks the desk hears by itself.
 */

/** Whoever was named since, and whoever is no agent any more, by id. */
export type AgentsHeard = Readonly<Record<string, boolean>>;

/** A desk's ear for it. A case in which nobody is entrusted after it was handed in says none of this. */
export function hearAgents(): Readonly<Record<string, Hearing<NoteAgent, unknown>>> {
  const from = 'orchestrator';
  const noted = (at: number, agent: string, acts: boolean): NoteAgent => ({ type: 'NoteAgent', at, agent, acts });
  return {
    CaseEntrusted: {
      from,
      schema: caseEntrusted,
      // a helper acts for nobody: who was an agent before is none any more
      command: ({ now, body: { to, as } }: Heard<CaseEntrusted>) => noted(now, to, as === 'agent'),
    },
    EntrustmentRevoked: {
      from,
      schema: entrustmentRevoked,
      command: ({ now, body }: Heard<EntrustmentRevoked>) => noted(now, body.from, false),
    },
  };
}

/** Whoever applies and whoever acts for him, as far as this desk knows. */
export function applicantsOf(
  of: { readonly principal: string; readonly agents?: readonly string[] | undefined } | undefined,
  heard: AgentsHeard,
): string[] {
  if (of === undefined) return [];
  const told = (of.agents ?? []).filter((id) => heard[id] !== false);
  const since = Object.keys(heard).filter((id) => heard[id] === true && !told.includes(id));
  return [of.principal, ...told, ...since];
}
