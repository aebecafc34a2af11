import { knowsOrchestratorEvent, sealSection } from '@yichuang/contracts';
import { department } from '@yichuang/host';
import { orderDesk } from './order/desk.js';
import { sealMakerSimulator } from './ports/seal-maker.simulator.js';

export const seal = department({
  name: 'seal',
  title: { 'zh-CN': '公章刻制', en: 'Seals' },
  desks: [orderDesk],
  section: { name: 'seal', schema: sealSection },
  hears: ['orchestrator'],
  knows: knowsOrchestratorEvent,
  simulators: [sealMakerSimulator],
});
