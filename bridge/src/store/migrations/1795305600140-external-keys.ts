import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ExternalKeys1795305600140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE command ADD COLUMN system text, ADD COLUMN named text`);
    // the queue looks for earlier open commands of the same key
    await runner.query(`CREATE INDEX command_named ON command (named, seq) WHERE named IS NOT NULL AND status IN ('accepted', 'applying')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX command_named`);
    await runner.query(`ALTER TABLE command DROP COLUMN named, DROP COLUMN system`);
  }
}
