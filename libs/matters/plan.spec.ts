import { describe, expect, it } from '@jest/globals';
import { catalogue, currentPlan, getPlan } from './catalogue.js';
import { companyOpeningPlan } from './company-opening/plan.js';
import { formPath } from './company-opening/sections.js';
import { longestWayMinutes, validatePlan } from './plan-faults.js';
import { departmentsOf, inputsOf, valueOf, type Plan, type Step } from './plan.js';
import { toyPlan } from './toy/plan.js';

const changed = (id: string, over: Partial<Step>): Plan => ({
  ...companyOpeningPlan,
  steps: companyOpeningPlan.steps.map((step) => (step.id === id ? { ...step, ...over } : step)),
});

describe('a plan', () => {
  it.each(catalogue.plans.map((plan) => [plan.matter, plan] as const))('of the catalogue can be run: %s', (_, plan) => {
    expect(validatePlan(plan)).toEqual([]);
    expect(getPlan(catalogue, plan.matter, plan.version)).toBe(plan);
  });

  it('of the toy matter can be run', () => {
    expect(validatePlan(toyPlan)).toEqual([]);
  });

  it('for opening a company asks six departments and takes four working hours at the longest', () => {
    expect(departmentsOf(companyOpeningPlan)).toHaveLength(6);
    expect(longestWayMinutes(companyOpeningPlan)).toBe(240);
  });

  it('for opening a company reports faults of the name check where the form has them', () => {
    const places = companyOpeningPlan.steps.find((step) => step.id === 'name')?.places ?? {};
    expect(Object.keys(places)).not.toHaveLength(0);
    for (const [path, place] of Object.entries(places)) expect(formPath('market-regulation', path)).toBe(place);
  });

  it('of the toy matter gives fourteen step results', () => {
    expect(toyPlan.steps).toHaveLength(14);
  });

  it.each<[string, Plan, string]>([
    ['a circle', changed('register', { after: ['accept', 'package'] }), 'wait for each other'],
    ['an unknown step before it', changed('register', { after: ['accept', 'nothing'] }), 'unknown step nothing'],
    [
      'an unknown source',
      changed('seal', { data: { x: { step: 'nothing', field: 'y' } } }),
      'data from an unknown step',
    ],
    [
      'data from a step beside it',
      changed('seal', { data: { x: { step: 'tax', field: 'y' } } }),
      'need not be done before',
    ],
    [
      'data from a step that may be left out',
      changed('package', { data: { x: { step: 'seal', field: 'y' } } }),
      'may be left out',
    ],
    ['shares above the budget', changed('register', { shareMinutes: 91 }), '241 minutes'],
    ['a negative share', changed('register', { shareMinutes: -1 }), 'negative'],
    ['a section after acceptance', changed('seal', { sealed: true }), 'wants a section'],
    ['acceptance that does not wait', changed('accept', { after: ['name'] }), 'acceptance does not wait for tax-check'],
    ['work before acceptance', changed('register', { after: ['name'] }), 'register does not wait for acceptance'],
    ['a package that does not wait', changed('package', { after: ['seal'] }), 'the package does not wait for tax'],
    ['an act the orchestrator cannot do', changed('package', { task: 'sing' }), 'cannot do'],
    ['an optional step that binds', changed('register', { optional: true }), 'cannot be left out'],
    ['a step twice', { ...toyPlan, steps: [...toyPlan.steps, ...toyPlan.steps.slice(0, 1)] }, 'stands twice'],
    ['a stranger who decides withdrawals', { ...toyPlan, withdrawal: 'customs' }, 'customs decides withdrawals'],
    ['a department nobody would hear', { ...toyPlan, says: {} }, 'nobody knows how tax answers'],
    [
      'a withdrawal nobody would hear decided',
      { ...toyPlan, withdrawal: 'tax' },
      'nobody knows how tax answers a withdrawal',
    ],
    [
      'a ladder that falls',
      { ...toyPlan, ladder: { earlyWarning: 0.5, yellow: 0.4, red: 1, escalationMinutes: 30 } },
      'does not rise',
    ],
    ['no intake limit', { ...toyPlan, intakeMinutes: 0 }, 'not above 0'],
  ])('with %s is found out', (_, plan, said) => {
    expect(validatePlan(plan).join('\n')).toContain(said);
  });

  it('names the inputs it needs, and finds them on their way', () => {
    const inputs = { nameData: { name: { trade: '虚杉' }, gbt4754: '6513', preApprovalNeeded: false } };
    for (const input of inputsOf(companyOpeningPlan))
      expect(valueOf({ input }, inputs, () => undefined)).not.toBeUndefined();
    expect(valueOf({ input: 'nameData.name.form' }, inputs, () => undefined)).toBeUndefined();
    expect(valueOf({ input: 'nameData.gbt4754.length' }, inputs, () => undefined)).toBeUndefined();
  });

  it('that is current is the last of its matter', () => {
    const newer = { ...toyPlan, version: '2' };
    expect(currentPlan({ plans: [toyPlan, newer, companyOpeningPlan] }, 'toy')).toBe(newer);
    expect(() => getPlan(catalogue, 'toy', '9')).toThrow(RangeError);
  });
});
