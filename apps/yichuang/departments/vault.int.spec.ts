import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest, withDatabase } from '@yichuang/testing';
import { makeMasterKeyFile, vault } from '@yichuang/vault';
import pg from 'pg';

const folder = mkdtempSync(join(tmpdir(), 'yichuang-vault-'));
let service: ServiceUnderTest;
beforeAll(async () => {
  await makeMasterKeyFile(join(folder, 'own'));
  service = await ServiceUnderTest.start(vault, {
    settings: { MASTER_KEY_FILE: join(folder, 'own'), ORCHESTRATOR: join(folder, 'orchestrator.sock') },
  });
});
afterAll(async () => {
  await service.end();
  rmSync(folder, { recursive: true });
});

/** A database that takes no session, as one that restarts. */
async function awayWhile(act: () => Promise<void>): Promise<void> {
  const url = new URL(String(service.settingsOf()['DATABASE_OWNER_URL']));
  const database = pg.escapeIdentifier(url.pathname.slice(1));
  await withDatabase(String(process.env['YICHUANG_TEST_POSTGRES']), async (admin) => {
    await admin.query(`alter database ${database} allow_connections false`);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      url.pathname.slice(1),
    ]);
    try {
      await act();
    } finally {
      await admin.query(`alter database ${database} allow_connections true`);
    }
  });
}

describe('a vault whose database is away', () => {
  it('says that it is away and not that it failed, so that nobody sets a case aside for it', async () => {
    expect((await service.get('/keys/somecase')).status).toBe(200);
    await awayWhile(async () => {
      expect(await service.get('/keys/somecase')).toMatchObject({ status: 503, body: { code: 'TRY_LATER' } });
    });
  });
});
