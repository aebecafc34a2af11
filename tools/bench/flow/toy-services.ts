import type { Department } from '@yichuang/host';
import { toyDepartments, toyPlan } from '@yichuang/matters';
import { orchestratorOf } from '@yichuang/orchestrator';
import { withKept } from './kept.controller.js';
import { toyDepartment } from './toy-desk.js';
import { toyWindow } from './window.js';

/** The orchestrator's own code over the toy matter, six departments without law, a window where the ends are heard. */
export const toyServices: readonly Department[] = [
  withKept(orchestratorOf({ plans: [toyPlan] })),
  ...toyDepartments.map((name) => withKept(toyDepartment(name))),
  toyWindow,
];
