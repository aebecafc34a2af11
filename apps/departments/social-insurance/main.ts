import { serveUntilTold } from '@yichuang/host';
import { socialInsurance } from './department.js';

await serveUntilTold(socialInsurance);
