import { serveUntilTold } from '@yichuang/host';
import { gateway } from './service.js';

await serveUntilTold(gateway);
