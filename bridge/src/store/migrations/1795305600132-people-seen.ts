import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PeopleSeen1795305600132 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // people live at the identity provider; this is who came lately, and as what, so that a decision can be handed to them
    await runner.query(`
      CREATE TABLE person_seen (id text PRIMARY KEY CHECK (id LIKE 'person:%'), roles text[] NOT NULL, seen_at timestamptz NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE person_seen`);
  }
}
