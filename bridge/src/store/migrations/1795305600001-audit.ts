import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Audit1795305600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entry (
        seq bigint PRIMARY KEY,
        at timestamptz NOT NULL,
        kind text NOT NULL,
        actor text NOT NULL,
        correlation_id text NOT NULL,
        subject jsonb NOT NULL,
        data jsonb NOT NULL,
        previous_hash text NOT NULL,
        hash text NOT NULL
      )`);
    await runner.query(`CREATE INDEX audit_entry_correlation ON audit_entry (correlation_id)`);
    // jsonb_ops, because jsonb_path_ops does not answer "any key has this value"
    await runner.query(`CREATE INDEX audit_entry_subject ON audit_entry USING gin (subject jsonb_ops)`);
    await runner.query(`
      CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'audit entries are append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
      END $$`);
    await runner.query(`
      CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
      FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only()`);
    await runner.query(`
      CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
      FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only()`);
    // a role that replays replication settings must not slip past the triggers either
    await runner.query(`ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_no_change`);
    await runner.query(`ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_no_truncate`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE audit_entry`);
    await runner.query(`DROP FUNCTION audit_entry_is_append_only()`);
  }
}
