import { serveUntilTold } from '@yichuang/host';
import { seal } from './department.js';

await serveUntilTold(seal);
