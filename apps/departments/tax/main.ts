import { serveUntilTold } from '@yichuang/host';
import { tax } from './department.js';

await serveUntilTold(tax);
