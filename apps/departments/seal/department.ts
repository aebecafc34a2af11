import { knowsOrchestratorEvent, sealSection } from '@yichuang/contracts';
import { consultationDesk, department, withOfficers } from '@yichuang/host';
import { orderDesk } from './order/desk.js';
import { officers } from './order/officers.js';
import { OrdersModule } from './orders.module.js';
import { sealMakerSimulator } from './ports/seal-maker.simulator.js';

export const seal = department({
  name: 'seal',
  title: { 'zh-CN': '公章刻制', en: 'Seals' },
  desks: [withOfficers(orderDesk, officers), consultationDesk('seal')],
  section: { name: 'seal', schema: sealSection },
  hears: ['orchestrator'],
  knows: knowsOrchestratorEvent,
  simulators: [sealMakerSimulator],
  modules: [OrdersModule],
});
