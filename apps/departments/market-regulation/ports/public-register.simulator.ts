import type { SimulatorDefinition } from '@yichuang/host';
import { dateOf } from '@yichuang/working-time';

const NUMBER_DIGITS = 8;

/** 模拟公示系统: publishes a registered company, once for a key. */
export const publicRegisterSimulator: SimulatorDefinition = {
  name: 'public-register',
  title: {
    'zh-CN': '国家企业信用信息公示系统（模拟）',
    en: 'Public enterprise register (simulator)',
  },
  nature: 'effect',
  answer: ({ ask, serial, now }) => {
    const { uscc } = ask as { readonly uscc: string };
    return {
      answer: {
        noticeNumber: `MN350405${String(serial).padStart(NUMBER_DIGITS, '0')}`,
        publishedOn: dateOf(now),
        simulated: true,
      },
      effects: [`published:${uscc}`],
    };
  },
};
