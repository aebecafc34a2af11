import { describe, expect, it } from '@jest/globals';
import { catalogue, departmentsOf } from '@yichuang/matters';
import { orchestrator } from '@yichuang/orchestrator';
import { services } from './start/services.js';

const heard = services.filter(({ name }) => orchestrator.hears.includes(name));
const publicTypes = ({ desks }: (typeof services)[number]): string[] =>
  desks.flatMap(({ audience }) => Object.keys(audience));

describe('what departments publish', () => {
  it('is heard from every department of the plans, each of which is a service of the house', () => {
    const asked = new Set(catalogue.plans.flatMap(departmentsOf));
    expect(heard.map(({ name }) => name).sort()).toEqual([...asked].sort());
  });

  it.each(heard.map((one) => [one.name, one] as const))('is known to the orchestrator, all of it: %s', (name, one) => {
    const unknown = publicTypes(one).filter((type) => orchestrator.knows?.(name, type) !== true);
    expect(unknown).toEqual([]);
  });

  it.each(heard.map((one) => [one.name, one] as const))('is all that the plans wait for: %s', (name, one) => {
    const waitedFor = catalogue.plans.flatMap(({ says }) => {
      const { answers = [], withdrawal } = says[name] ?? {};
      return [...answers, ...(withdrawal === undefined ? [] : [withdrawal.granted, withdrawal.refused])];
    });
    expect(waitedFor.length).toBeGreaterThan(0);
    expect(waitedFor.filter((type) => !publicTypes(one).includes(type))).toEqual([]);
  });
});
