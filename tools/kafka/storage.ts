import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Guard } from './guard.js';
import { javaProgram, type Jars } from './jars.js';
import { propertiesOf } from './properties.js';
import { scramUsers, securedProperties, type Credentials } from './security.js';
import type { Site, Sites } from './sites.js';

/** What the brokers of one cluster have in common. */
export interface Layout {
  readonly cluster: string;
  readonly sites: Sites;
  readonly jars: Jars;
  readonly guard: Guard;
  readonly credentials: Credentials | null;
  /** Where clients go for each broker, where something stands between. */
  readonly fronts: ReadonlyMap<Site, string>;
}

/** What StorageTool needs of Java: to be there soon, and little. */
const toolFlags = ['-Xmx64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** Writes the settings of a broker and formats its storage. @returns the path of the settings */
export async function layOut(layout: Layout, site: Site): Promise<string> {
  const { sites, guard, credentials } = layout;
  const folder = join(guard.directory, `broker-${String(site.id)}`);
  const front = layout.fronts.get(site);
  const own = [`CLIENT://${site.address}`, ...(credentials === null ? [] : [`SECURED://${site.secured}`])];
  const place = {
    id: site.id,
    listeners: [...own, ...(front === undefined ? [] : [`BEHIND://${site.behind}`]), `CONTROLLER://${site.controller}`],
    advertised: [...own, ...(front === undefined ? [] : [`BEHIND://${front}`])],
    interBroker: 'CLIENT',
    voters: sites.map(({ id, controller }) => `${String(id)}@${controller}`),
    dataDirectory: folder,
  };
  const secured = credentials === null ? {} : securedProperties(credentials);
  const settings = Object.entries({ ...propertiesOf(place), ...secured });
  const path = `${folder}.properties`;
  await writeFile(path, settings.map(([name, value]) => `${name}=${value}\n`).join(''));
  await format(layout, path);
  return path;
}

async function format({ jars, guard, cluster, credentials }: Layout, settings: string): Promise<void> {
  const users = credentials === null ? [] : scramUsers(credentials);
  const tool = ['kafka.tools.StorageTool', 'format', '-t', cluster, '-c', settings, ...users];
  const args = [...toolFlags, ...jars.flags, '-cp', jars.classPath, ...tool];
  const { ended } = await guard.run(javaProgram('java'), args, () => undefined);
  const { code, lastLines } = await ended;
  if (code !== 0) throw new Error(`the storage of a broker cannot be formatted: ${lastLines.join(' ')}`);
}
