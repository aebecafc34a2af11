import { serve, type Service } from '@yichuang/host';
import { toyServices } from './toy-services.js';
import type { ToySettings } from './toys.js';

/**
 * All toy services in this one process, as `npm start` runs the real ones. Settings come over the channel to the parent,
 * where each is found when ready is said there; the end of the channel ends the process.
 */
const running: Service[] = [];
process.once('message', (settings: ToySettings) => void start(settings));
process.once('disconnect', () => {
  void Promise.all(running.map((service) => service.stop())).then(() => process.exit(0));
});

async function start(settings: ToySettings): Promise<void> {
  running.push(...(await Promise.all(toyServices.map((one) => serve(one, settings[one.name])))));
  const urls = await Promise.all(running.map(async ({ name, app }) => [name, await app.getUrl()] as const));
  process.send?.(Object.fromEntries(urls));
}
