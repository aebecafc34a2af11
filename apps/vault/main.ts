import { serveUntilTold } from '@yichuang/host';
import { vault } from './service.js';

await serveUntilTold(vault);
