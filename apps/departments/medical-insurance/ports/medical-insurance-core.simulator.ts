import type { MedicalInsuranceSection } from '@yichuang/contracts';
import type { SimulatorDefinition } from '@yichuang/host';
import { dateOf } from '@yichuang/working-time';
import type { MedicalOrder } from '../enrolment/events.js';
import { insuredEffects } from './insured-effects.js';

const SEQUENCE_DIGITS = 8;

/** 模拟医保核心: registers the unit and enrols everybody who is not insured elsewhere, once for a key. */
export const medicalInsuranceCoreSimulator: SimulatorDefinition = {
  name: 'medical-insurance-core',
  ledger: 'medical-insurance-core',
  title: { 'zh-CN': '医保核心系统（模拟）：单位与职工参保', en: 'Medical insurance core (simulator): enrolment' },
  nature: 'effect',
  looks: ({ section, tag }) => [...insuredEffects(section as MedicalInsuranceSection, tag).values()],
  answer: ({ ask, section, found, caseId, serial, now, tag }) => {
    const { uscc } = ask as MedicalOrder;
    const others = new Set(found.filter((one) => one.caseId !== caseId).map(({ effect }) => effect));
    const everybody = [...insuredEffects(section as MedicalInsuranceSection, tag)];
    const enrolled = everybody.filter(([, effect]) => !others.has(effect)).map(([, effect]) => effect);
    return {
      answer: {
        unitNumber: `YB350405${String(serial).padStart(SEQUENCE_DIGITS, '0')}`,
        registeredOn: dateOf(now),
        enrolled: enrolled.length,
        elsewhere: everybody.filter(([, effect]) => others.has(effect)).map(([ref]) => ref),
        simulated: true,
      },
      effects: [`unit:${uscc}`, ...enrolled],
    };
  },
};
