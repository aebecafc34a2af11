import type { SocialInsuranceSection } from '@yichuang/contracts';
import type { SimulatorDefinition } from '@yichuang/host';
import { dateOf } from '@yichuang/working-time';
import type { EnrolmentOrder } from '../enrolment/events.js';
import { insuredEffects } from './insured-effects.js';

const SEQUENCE_DIGITS = 8;

/** 模拟社保核心: registers the unit and enrols everybody who is not insured elsewhere, once for a key. */
export const socialInsuranceCoreSimulator: SimulatorDefinition = {
  name: 'social-insurance-core',
  ledger: 'social-insurance-core',
  title: { 'zh-CN': '社保核心系统（模拟）：单位与职工参保', en: 'Social insurance core (simulator): enrolment' },
  nature: 'effect',
  looks: ({ section, tag }) => [...insuredEffects(section as SocialInsuranceSection, tag).values()],
  answer: ({ ask, section, found, caseId, serial, now, tag }) => {
    const { uscc } = ask as EnrolmentOrder;
    const others = new Set(found.filter((one) => one.caseId !== caseId).map(({ effect }) => effect));
    const everybody = [...insuredEffects(section as SocialInsuranceSection, tag)];
    const enrolled = everybody.filter(([, effect]) => !others.has(effect)).map(([, effect]) => effect);
    return {
      answer: {
        unitNumber: `SB350405${String(serial).padStart(SEQUENCE_DIGITS, '0')}`,
        registeredOn: dateOf(now),
        enrolled: enrolled.length,
        elsewhere: everybody.filter(([, effect]) => others.has(effect)).map(([ref]) => ref),
        simulated: true,
      },
      effects: [`unit:${uscc}`, ...enrolled],
    };
  },
};
