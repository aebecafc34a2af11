import type { TaxSection } from '@yichuang/contracts';
import type { SimulatorDefinition } from '@yichuang/host';
import { riskPersons } from '../reference/risk-persons.js';

/** 模拟金税核心: is one of those who answer for the company tied to an abnormal taxpayer or to arrears? */
export const taxCoreSimulator: SimulatorDefinition = {
  name: 'tax-core',
  title: { 'zh-CN': '税务核心系统（模拟）：涉税风险查询', en: 'Tax core system (simulator): risk query' },
  nature: 'question',
  answer: ({ section }) => {
    const { posts, people } = section as TaxSection;
    const asked = new Set([posts.legalRepresentative, posts.financeHead, posts.taxHandler]);
    const hits = [...asked].filter((ref) => {
      const person = people[ref];
      return person !== undefined && Object.hasOwn(riskPersons.byDocumentNumber, person.document.number.toUpperCase());
    });
    return { answer: { hits, list: riskPersons.version, simulated: true } };
  },
};
