import { describe, expect, it } from '@jest/globals';
import { companyOpeningPlan, departmentsOf } from '@yichuang/matters';
import { orchestrator } from '@yichuang/orchestrator';
import { services } from './start/services.js';

const heard = services.filter(({ name }) => orchestrator.hears.includes(name));
const publicTypes = ({ desks }: (typeof services)[number]): string[] =>
  desks.flatMap(({ audience }) => Object.keys(audience));

describe('what departments publish', () => {
  it('is heard from every department of the plan', () => {
    expect(heard.map(({ name }) => name).sort()).toEqual(departmentsOf(companyOpeningPlan).sort());
  });

  it.each(heard.map((one) => [one.name, one] as const))('is known to the orchestrator, all of it: %s', (name, one) => {
    const unknown = publicTypes(one).filter((type) => orchestrator.knows?.(name, type) !== true);
    expect(unknown).toEqual([]);
  });

  it.each(heard.map((one) => [one.name, one] as const))('is all that the plan waits for: %s', (name, one) => {
    const voice = companyOpeningPlan.says[name];
    const decides = voice?.withdrawal === undefined ? [] : [voice.withdrawal.granted, voice.withdrawal.refused];
    const never = [...(voice?.answers ?? []), ...decides].filter((type) => !publicTypes(one).includes(type));
    expect(never).toEqual([]);
  });
});
