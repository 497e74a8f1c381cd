import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = `'received', 'handed-over', 'event', 'ignored', 'rejected'`;

/** One message may hold several commands and events: what became of each. */
export class InboundItems1795305600131 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE inbound_message DROP CONSTRAINT inbound_message_state_check`);
    await runner.query(`ALTER TABLE inbound_message ADD CONSTRAINT inbound_message_state_check CHECK (state IN (${STATES}, 'partly'))`);
    await runner.query(`
      CREATE TABLE inbound_item (
        message uuid NOT NULL REFERENCES inbound_message (id) ON DELETE CASCADE,
        ordinal integer NOT NULL,
        source text NOT NULL,
        state text NOT NULL CHECK (state IN ('handed-over', 'event', 'ignored', 'rejected')),
        reason text,
        detail jsonb,
        source_key text,
        sequence bigint,
        missing bigint,
        command_id uuid,
        PRIMARY KEY (message, ordinal)
      )`);
    await runner.query(`
      CREATE INDEX inbound_item_sequence ON inbound_item (source, source_key, sequence DESC)
      WHERE sequence IS NOT NULL AND state IN ('handed-over', 'event')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE inbound_item`);
    await runner.query(`UPDATE inbound_message SET state = 'rejected' WHERE state = 'partly'`);
    await runner.query(`ALTER TABLE inbound_message DROP CONSTRAINT inbound_message_state_check`);
    await runner.query(`ALTER TABLE inbound_message ADD CONSTRAINT inbound_message_state_check CHECK (state IN (${STATES}))`);
  }
}
