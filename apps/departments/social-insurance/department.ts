import { knowsOrchestratorEvent, socialInsuranceSection } from '@yichuang/contracts';
import { consultationDesk, department, withOfficers } from '@yichuang/host';
import { enrolmentDesk } from './enrolment/desk.js';
import { officers } from './enrolment/officers.js';
import { socialInsuranceCoreSimulator } from './ports/social-insurance-core.simulator.js';
import { socialInsuranceQuerySimulator } from './ports/social-insurance-query.simulator.js';

export const socialInsurance = department({
  name: 'social-insurance',
  title: { 'zh-CN': '社会保险', en: 'Social insurance' },
  desks: [withOfficers(enrolmentDesk, officers), consultationDesk('social-insurance')],
  section: { name: 'social-insurance', schema: socialInsuranceSection },
  hears: ['orchestrator'],
  knows: knowsOrchestratorEvent,
  simulators: [socialInsuranceQuerySimulator, socialInsuranceCoreSimulator],
});
