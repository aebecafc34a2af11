import { serveUntilTold } from '@yichuang/host';
import { toyServices } from './toy-services.js';

/** One toy service as a process of its own: `node toy-service-main.js tax`, its settings in the environment. */
const name = process.argv[2] ?? '';
const service = toyServices.find((one) => one.name === name);
if (service === undefined) throw new TypeError(`there is no toy service ${name}`);
await serveUntilTold(service);
