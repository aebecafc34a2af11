import { knowsOrchestratorEvent, medicalInsuranceSection } from '@yichuang/contracts';
import { consultationDesk, department, withOfficers } from '@yichuang/host';
import { enrolmentDesk } from './enrolment/desk.js';
import { officers } from './enrolment/officers.js';
import { medicalInsuranceCoreSimulator } from './ports/medical-insurance-core.simulator.js';
import { medicalInsuranceQuerySimulator } from './ports/medical-insurance-query.simulator.js';

export const medicalInsurance = department({
  name: 'medical-insurance',
  title: { 'zh-CN': '医疗保险', en: 'Medical insurance' },
  desks: [withOfficers(enrolmentDesk, officers), consultationDesk('medical-insurance')],
  section: { name: 'medical-insurance', schema: medicalInsuranceSection },
  hears: ['orchestrator'],
  knows: knowsOrchestratorEvent,
  simulators: [medicalInsuranceQuerySimulator, medicalInsuranceCoreSimulator],
});
