import type { SimulatorDefinition } from '@yichuang/host';
import { dateOf } from '@yichuang/working-time';
import type { AccountOrder } from '../account/events.js';

const SEQUENCE_DIGITS = 8;

/** 模拟公积金核心: opens the unit's account and its employees', once for a key. */
export const housingFundCoreSimulator: SimulatorDefinition = {
  name: 'housing-fund-core',
  title: { 'zh-CN': '公积金核心系统（模拟）：单位缴存账户', en: 'Housing fund core (simulator): unit account' },
  nature: 'effect',
  answer: ({ ask, serial, now }) => {
    const { uscc } = ask as AccountOrder;
    return {
      answer: {
        accountNumber: `GJJ350405${String(serial).padStart(SEQUENCE_DIGITS, '0')}`,
        openedOn: dateOf(now),
        simulated: true,
      },
      effects: [`account:${uscc}`],
    };
  },
};
