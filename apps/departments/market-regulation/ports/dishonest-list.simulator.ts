import type { MarketRegulationSection } from '@yichuang/contracts';
import type { SimulatorDefinition } from '@yichuang/host';
import { simulatedPersons } from '../reference/simulated-persons.js';

interface Ask {
  readonly persons: readonly string[];
  readonly legalRepresentative: string;
}

/** 模拟信用信息: who of those in posts is on a list, who may not apply, how many companies has the legal representative? */
export const dishonestListSimulator: SimulatorDefinition = {
  name: 'dishonest-list',
  title: {
    'zh-CN': '失信被执行人和任职限制名单（模拟）',
    en: 'List of dishonest and disqualified persons (simulator)',
  },
  nature: 'question',
  answer: ({ ask, section }) => {
    const { people } = section as MarketRegulationSection;
    const { persons, legalRepresentative } = ask as Ask;
    const numberOf = (ref: string): string => people[ref]?.document.number.toUpperCase() ?? '';
    return {
      answer: {
        hits: persons.filter((ref) => simulatedPersons.disqualified.includes(numberOf(ref))),
        banned: Object.keys(people).filter((ref) => simulatedPersons.banned.includes(numberOf(ref))),
        heads: simulatedPersons.heads[numberOf(legalRepresentative)] ?? 0,
        version: simulatedPersons.version,
        simulated: true,
      },
    };
  },
};
