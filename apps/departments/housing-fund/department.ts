import { knowsOrchestratorEvent, housingFundSection } from '@yichuang/contracts';
import { consultationDesk, department, withOfficers } from '@yichuang/host';
import { accountDesk } from './account/desk.js';
import { officers } from './account/officers.js';
import { housingFundCoreSimulator } from './ports/housing-fund-core.simulator.js';

export const housingFund = department({
  name: 'housing-fund',
  title: { 'zh-CN': '住房公积金', en: 'Housing fund' },
  desks: [withOfficers(accountDesk, officers), consultationDesk('housing-fund')],
  section: { name: 'housing-fund', schema: housingFundSection },
  hears: ['orchestrator'],
  knows: knowsOrchestratorEvent,
  simulators: [housingFundCoreSimulator],
});
