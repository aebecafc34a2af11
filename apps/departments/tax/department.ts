import { knowsOrchestratorEvent, taxSection } from '@yichuang/contracts';
import { consultationDesk, department, withOfficers } from '@yichuang/host';
import { taxCoreSimulator } from './ports/tax-core.simulator.js';
import { taxRegistrationSimulator } from './ports/tax-registration.simulator.js';
import { registrationDesk } from './registration/desk.js';
import { officers } from './registration/officers.js';

export const tax = department({
  name: 'tax',
  title: { 'zh-CN': '税务', en: 'Tax' },
  desks: [withOfficers(registrationDesk, officers), consultationDesk('tax')],
  section: { name: 'tax', schema: taxSection },
  hears: ['orchestrator'],
  knows: knowsOrchestratorEvent,
  simulators: [taxCoreSimulator, taxRegistrationSimulator],
});
