import type { MedicalInsuranceSection } from '@yichuang/contracts';
import type { SimulatorDefinition } from '@yichuang/host';
import { insuredPersons } from '../reference/insured-persons.js';
import { insuredEffects } from './insured-effects.js';

/** 模拟医保核心: is an employee insured by another employer, by its list or by what it did for another case? */
export const medicalInsuranceQuerySimulator: SimulatorDefinition = {
  name: 'medical-insurance-query',
  ledger: 'medical-insurance-core',
  title: { 'zh-CN': '医保核心系统（模拟）：参保查询', en: 'Medical insurance core (simulator): query' },
  nature: 'question',
  looks: ({ section, tag }) => [...insuredEffects(section as MedicalInsuranceSection, tag).values()],
  answer: ({ section, found, caseId, tag }) => {
    const given = section as MedicalInsuranceSection;
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
