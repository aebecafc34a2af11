import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnlySql, grantsSql, tablesSql } from './sql/tables.js';
import { turnOpenSql } from './sql/turn-open.js';
import { claimSql, turnWriteSql } from './sql/turn-write.js';

/** Run by the role that owns the tables, under a lock, before a service serves. A migration never touches an event. */
class CreateEventStore implements MigrationInterface {
  readonly name = 'CreateEventStore1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [tablesSql, appendOnlySql, turnOpenSql, claimSql, turnWriteSql, grantsSql])
      await runner.query(sql);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('the events of a service are not dropped by a migration'));
  }
}

export const storeMigrations: readonly (new () => MigrationInterface)[] = [CreateEventStore];
