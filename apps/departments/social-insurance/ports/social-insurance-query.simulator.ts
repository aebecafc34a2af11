import type { SocialInsuranceSection } from '@yichuang/contracts';
import type { SimulatorDefinition } from '@yichuang/host';
import { insuredPersons } from '../reference/insured-persons.js';
import { insuredEffects } from './insured-effects.js';

/** 模拟社保核心: is an employee insured by another employer, by its list or by what it did for another case? */
export const socialInsuranceQuerySimulator: SimulatorDefinition = {
  name: 'social-insurance-query',
  ledger: 'social-insurance-core',
  title: { 'zh-CN': '社保核心系统（模拟）：参保查询', en: 'Social insurance core (simulator): query' },
  nature: 'question',
  looks: ({ section, tag }) => [...insuredEffects(section as SocialInsuranceSection, tag).values()],
  answer: ({ section, found, caseId, tag }) => {
    const given = section as SocialInsuranceSection;
    const others = new Set(found.filter((one) => one.caseId !== caseId).map(({ effect }) => effect));
    const elsewhere = [...insuredEffects(given, tag)]
      .filter(([ref, effect]) => {
        const number = given.people[ref]?.document.number.toUpperCase() ?? '';
        return others.has(effect) || insuredPersons.documentNumbers.includes(number);
      })
      .map(([ref]) => ref);
    return { answer: { elsewhere, list: insuredPersons.version, simulated: true } };
  },
};
