import { describe, expect, it } from '@jest/globals';
import { knowsOrchestratorEvent, orchestratorEvents } from '@yichuang/contracts';
import { companyOpeningPlan, planDecider, toyPlan } from '@yichuang/matters';
import { defaultCalendar } from '@yichuang/working-time';

describe('the events of the orchestrator', () => {
  it.each([companyOpeningPlan, toyPlan])('stand in the contract one and all, and nothing else does', (plan) => {
    const { evolve } = planDecider({ plan, calendars: () => defaultCalendar() });
    expect([...orchestratorEvents].sort()).toEqual(Object.keys(evolve).sort());
  });

  it('are known from the orchestrator alone', () => {
    expect(orchestratorEvents.every((type) => knowsOrchestratorEvent('orchestrator', type))).toBe(true);
    expect(knowsOrchestratorEvent('vault', 'ApplicationAccepted')).toBe(false);
    expect(knowsOrchestratorEvent('orchestrator', 'ApplicationAcceptedTwice')).toBe(false);
  });
});
