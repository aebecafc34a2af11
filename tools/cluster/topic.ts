import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseOf, services, type Ground } from '@yichuang/yichuang';
import pg from 'pg';

/**
 * The topic of a data directory: brokers that run elsewhere may carry those of several, and keep them over a restart of ours.
 */
export async function topicOf(directory: string): Promise<string> {
  const file = join(directory, 'topic');
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return known;
  const made = `company-opening-${randomUUID().slice(0, 8)}`;
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

/**
 * For brokers that begin empty beside databases that do not: every service publishes all of it again from the beginning, and
 * every consumer goes on where that begins. What it has heard already its watermarks drop.
 */
export async function publishAnew(ground: Ground): Promise<void> {
  for (const { name } of services.filter(({ desks }) => desks.length > 0)) {
    const client = new pg.Client({ connectionString: ground.databaseUrl(databaseOf(name)) });
    await client.connect();
    try {
      const { rows } = await client.query<{ any: boolean }>("select to_regclass('relay') is not null as any");
      if (rows[0]?.any !== true) continue;
      await client.query("update relay set cursor = 0, owner = null, leased_until = '-infinity'");
      await client.query('delete from place');
    } finally {
      await client.end();
    }
  }
}
