import type { MarketRegulationSection } from '@yichuang/contracts';
import type { SimulatorDefinition } from '@yichuang/host';
import { simulatedAddresses } from '../reference/simulated-addresses.js';

const unknownHouse = { propertyKnown: false, negative: false, companies: 0, addedIn30Days: 0 };

/** 模拟地址库: is the address a standard one, is the property on record, may a company sit there, how many do? */
export const addressLibrarySimulator: SimulatorDefinition = {
  name: 'address-library',
  title: { 'zh-CN': '标准地址库（模拟）', en: 'Library of standard addresses (simulator)' },
  nature: 'question',
  answer: ({ section }) => {
    const { address } = (section as MarketRegulationSection).seat;
    const street = Object.entries(simulatedAddresses.streets).find(([name]) => address.includes(name))?.[1];
    return {
      answer: {
        found: street !== undefined,
        ...(street ?? unknownHouse),
        version: simulatedAddresses.version,
        simulated: true,
      },
    };
  },
};
