import type { SimulatorDefinition } from '@yichuang/host';
import { dateOf } from '@yichuang/working-time';
import type { TaxOrder } from '../registration/events.js';

/** 登记序号 has 20 digits; those of the simulator begin with zeros after the office, as no real one does. */
const NUMBER_DIGITS = 20;

/** 模拟金税核心: registers the taxpayer, once for a key. */
export const taxRegistrationSimulator: SimulatorDefinition = {
  name: 'tax-registration',
  title: { 'zh-CN': '税务核心系统（模拟）：登记信息确认', en: 'Tax core system (simulator): registration' },
  nature: 'effect',
  answer: ({ ask, serial, now }) => {
    const { uscc, office } = ask as TaxOrder;
    return {
      answer: {
        registrationNumber: `${office}${String(serial).padStart(NUMBER_DIGITS - office.length, '0')}`,
        confirmedOn: dateOf(now),
        simulated: true,
      },
      effects: [`tax:${uscc}`],
    };
  },
};
