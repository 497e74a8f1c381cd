import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of commands: one row per file and one per line of it. What became of a line's command stands in the command. */
export class Bulk1795305600081 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bulk (
        id uuid PRIMARY KEY,
        client text NOT NULL,
        bulk_key text NOT NULL,
        contract text NOT NULL,
        key_field text,
        state text NOT NULL CHECK (state IN ('receiving', 'complete', 'cancelled')),
        lines integer NOT NULL DEFAULT 0,
        started_at timestamptz NOT NULL DEFAULT now(),
        changed_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (client, bulk_key)
      )`);
    // either a command or a refusal: a line that became no command is known all the same
    await runner.query(`
      CREATE TABLE bulk_item (
        bulk uuid NOT NULL REFERENCES bulk (id),
        line integer NOT NULL,
        digest text NOT NULL,
        item_key text,
        command_id uuid REFERENCES command (id),
        refusal jsonb,
        PRIMARY KEY (bulk, line),
        CHECK ((command_id IS NULL) <> (refusal IS NULL))
      )`);
    await runner.query(`CREATE INDEX bulk_item_command ON bulk_item (command_id) WHERE command_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE bulk_item, bulk`);
  }
}
