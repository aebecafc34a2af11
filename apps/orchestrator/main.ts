import { serveUntilTold } from '@yichuang/host';
import { orchestrator } from './service.js';

await serveUntilTold(orchestrator);
