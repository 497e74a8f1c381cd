import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ExpectedVersion1795305600130 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE command ADD COLUMN expected_version bigint CHECK (expected_version >= 0)`);
    // the field of a line that holds it, as key_field
    await runner.query(`ALTER TABLE bulk ADD COLUMN version_field text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE bulk DROP COLUMN version_field`);
    await runner.query(`ALTER TABLE command DROP COLUMN expected_version`);
  }
}
