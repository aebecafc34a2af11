import { serveUntilTold } from '@yichuang/host';
import { medicalInsurance } from './department.js';

await serveUntilTold(medicalInsurance);
