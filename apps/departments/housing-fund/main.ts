import { serveUntilTold } from '@yichuang/host';
import { housingFund } from './department.js';

await serveUntilTold(housingFund);
