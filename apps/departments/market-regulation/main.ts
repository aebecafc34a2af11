import { serveUntilTold } from '@yichuang/host';
import { marketRegulation } from './department.js';

await serveUntilTold(marketRegulation);
