import type { Officer, OfficerCommand } from './commands.js';
import { holdersOf } from './duties.js';
import type { OfficerEvent } from './events.js';
import type { OfficersRuling } from '../assessment.js';
import type { Ruling } from './events.js';

/** The command behind a decision that begins with what an officer did. */
export function recallOfficer(first: OfficerEvent): OfficerCommand {
  const { at } = first;
  switch (first.type) {
    case 'ItemClaimed':
      return { type: 'ClaimItem', at, officer: known(first.by), ...placing(first) };
    case 'ItemReleased':
      return { type: 'ReleaseItem', at, officer: known(first.by), ...placing(first) };
    case 'ItemHandedOver':
      return { type: 'HandOverItem', at, officer: known(first.by), to: first.to, ...placing(first) };
    case 'ItemAssigned':
      return { type: 'AssignItem', at, officer: known(first.by), to: first.to, ...placing(first) };
    case 'ClaimLapsed':
      return { type: 'LapseClaim', at, dueAt: first.dueAt, ...placing(first) };
    case 'StepRecommended':
      return {
        type: 'RecommendStep',
        at,
        officer: known(first.by),
        rulings: first.rulings,
        opinion: first.opinion,
        holders: holdersOf(first.elsewhere),
      };
    case 'OfficerRuled': {
      const said = {
        at,
        officer: known(first.by),
        rulings: first.rulings.map(asGiven),
        holders: [...first.seen, ...holdersOf(first.elsewhere)],
      };
      return first.how === 'decide'
        ? { type: 'DecideStep', ...said, ...(first.reason === null ? {} : { reason: first.reason }) }
        : { type: 'OverrideStep', ...said, reason: first.reason ?? '' };
    }
    case 'ConsultationRequested': {
      const { by, to, question, minutes } = first;
      return { type: 'ConsultDepartment', at, officer: known(by), to, question, minutes };
    }
    case 'ConsultationRequestWithdrawn':
      return { type: 'TakeBackQuestion', at, officer: known(first.by), consultation: first.id };
    case 'ConsultationDated':
      return { type: 'DateQuestion', at, consultation: first.id, dueAt: first.dueAt };
    case 'ConsultationEnded':
      return { type: 'EndQuestion', at, consultation: first.id, ending: first.ending };
    case 'FaultsSentBack': {
      const { proposal, by, reason, step, rules } = first;
      return { type: 'SendFaultsBack', at, proposal, by, reason, faults: [{ step, rules }] };
    }
    case 'SendingBackEnded':
      return { type: 'EndSendingBack', at, proposal: first.proposal };
    case 'AgentNoted':
      return { type: 'NoteAgent', at, agent: first.agent, acts: first.acts };
    case 'ItemInspected':
      return { type: 'InspectItem', at, officer: known(first.by), findings: first.findings };
  }
}

const placing = ({ step }: { readonly step?: string }): { readonly unplaced?: true } =>
  step === undefined ? { unplaced: true } : {};
const known = (id: string): Officer => ({ id, roles: [] });
const asGiven = ({ over: _over, officer: _officer, ...given }: OfficersRuling): Ruling => given;
