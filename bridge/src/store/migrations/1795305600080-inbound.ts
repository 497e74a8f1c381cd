import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What other systems posted to /hooks: the raw body, what became of it, and why. Kept for some days. */
export class Inbound1795305600080 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE inbound_message (
        id uuid PRIMARY KEY,
        source text NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        message_id text NOT NULL,
        headers jsonb NOT NULL,
        body bytea NOT NULL,
        verified boolean NOT NULL,
        proof text,
        state text NOT NULL CHECK (state IN ('received', 'handed-over', 'event', 'ignored', 'rejected')),
        reason text,
        detail jsonb,
        source_key text,
        sequence bigint,
        missing bigint,
        command_id uuid,
        duplicates integer NOT NULL DEFAULT 0,
        reruns integer NOT NULL DEFAULT 0,
        changed_at timestamptz NOT NULL DEFAULT now()
      )`);
    // a forged message takes neither an id nor a signature away from the true one
    await runner.query(`CREATE UNIQUE INDEX inbound_message_once ON inbound_message (source, message_id) WHERE verified`);
    await runner.query(`CREATE UNIQUE INDEX inbound_message_proof ON inbound_message (source, proof) WHERE verified`);
    await runner.query(`CREATE INDEX inbound_message_state ON inbound_message (state, id)`);
    await runner.query(`CREATE INDEX inbound_message_age ON inbound_message (received_at)`);
    // the newest that counted, of each key of a source
    await runner.query(`
      CREATE INDEX inbound_message_sequence ON inbound_message (source, source_key, sequence DESC)
      WHERE sequence IS NOT NULL AND state IN ('handed-over', 'event')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE inbound_message`);
  }
}
