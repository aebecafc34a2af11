import type { MigrationInterface, QueryRunner } from 'typeorm';
import { packsSql } from './sql/packs.js';
import { textPartsSql } from './sql/parts.js';
import { holdingsSql, leanHoldersSql, leanPackedSql } from './sql/slim.js';
import { appendOnlySql, grantsSql, tablesSql } from './sql/tables.js';
import { turnOpenSql } from './sql/turn-open.js';
import { claimSql, registerWriteSql, turnWriteSql } from './sql/turn-write.js';

/** Run by the role that owns the tables, under a lock, before a service serves. A migration never touches an event. */
class CreateEventStore implements MigrationInterface {
  readonly name = 'CreateEventStore1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    const made = [tablesSql, appendOnlySql, turnOpenSql, claimSql, turnWriteSql, registerWriteSql, grantsSql];
    for (const sql of made) await runner.query(sql);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('the events of a service are not dropped by a migration'));
  }
}

/** The function that ends a turn, as it is today: it learned to put a secret in the place of another. */
class ReplaceSecrets implements MigrationInterface {
  readonly name = 'ReplaceSecrets1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(turnWriteSql);
  }

  async down(): Promise<void> {
    return Promise.resolve();
  }
}

/** Old events may stand in packs, and a turn knows a stream that stands nowhere else. */
class PackEvents implements MigrationInterface {
  readonly name = 'PackEvents1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [packsSql, turnOpenSql]) await runner.query(sql);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('the events of a service are not dropped by a migration'));
  }
}

/** Holders of claims with the one small index that a statement uses. */
class LeanHolders implements MigrationInterface {
  readonly name = 'LeanHolders1764410000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [leanHoldersSql, claimSql, turnWriteSql]) await runner.query(sql);
  }

  async down(): Promise<void> {
    return Promise.resolve();
  }
}

/** What a stream leaves with its claims stands once. */
class ShareHoldings implements MigrationInterface {
  readonly name = 'ShareHoldings1764420000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [holdingsSql, claimSql, turnWriteSql]) await runner.query(sql);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('what streams hold is not written out in full again'));
  }
}

/** The index of packs, smaller; nothing it says is another. */
class LeanPacked implements MigrationInterface {
  readonly name = 'LeanPacked1764430000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(leanPackedSql);
  }

  async down(): Promise<void> {
    return Promise.resolve();
  }
}

/** Registers may be found by any part of a text. */
class FindByParts implements MigrationInterface {
  readonly name = 'FindByParts1764440000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(textPartsSql);
  }

  async down(): Promise<void> {
    return Promise.resolve();
  }
}

export const storeMigrations: readonly (new () => MigrationInterface)[] = [
  CreateEventStore,
  ReplaceSecrets,
  PackEvents,
  LeanHolders,
  ShareHoldings,
  LeanPacked,
  FindByParts,
];
