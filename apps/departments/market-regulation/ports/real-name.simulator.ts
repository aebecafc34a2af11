import type { MarketRegulationSection } from '@yichuang/contracts';
import type { SimulatorDefinition } from '@yichuang/host';
import { simulatedPersons } from '../reference/simulated-persons.js';

/** 模拟身份核验: does the identity register confirm those who say that they have shown who they are? */
export const realNameSimulator: SimulatorDefinition = {
  name: 'real-name',
  title: { 'zh-CN': '身份核验系统（模拟）：实名验证', en: 'Identity register (simulator): real-name check' },
  nature: 'question',
  answer: ({ ask, section }) => {
    const { people } = section as MarketRegulationSection;
    const { persons } = ask as { readonly persons: readonly string[] };
    const unconfirmed = persons.filter((ref) => {
      const person = people[ref];
      return (
        person?.realName !== undefined && simulatedPersons.unconfirmed.includes(person.document.number.toUpperCase())
      );
    });
    return { answer: { unconfirmed, version: simulatedPersons.version, simulated: true } };
  },
};
