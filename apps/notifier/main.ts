import { serveUntilTold } from '@yichuang/host';
import { notifier } from './service.js';

await serveUntilTold(notifier);
