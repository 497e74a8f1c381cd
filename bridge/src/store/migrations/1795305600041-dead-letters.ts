import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An index over the stream DEAD_LETTERS, and what became of each letter. The letters themselves stay in the stream. */
export class DeadLetters1795305600041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dead_letter (
        sequence bigint PRIMARY KEY,
        stored_at timestamptz NOT NULL,
        stage text NOT NULL CHECK (stage IN ('translate', 'fanout', 'deliver')),
        reason text NOT NULL,
        message text NOT NULL,
        subscription text,
        contract text,
        record_id text,
        event_id text,
        correlation_id text,
        source_stream text NOT NULL,
        source_sequence bigint NOT NULL,
        bytes integer NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'retried', 'resolved', 'discarded')),
        changed_at timestamptz NOT NULL,
        changed_by text,
        retries integer NOT NULL DEFAULT 0,
        retry uuid,
        outcome text,
        outcome_detail text
      )`);
    await runner.query(`CREATE INDEX dead_letter_state ON dead_letter (state, sequence)`);
    await runner.query(`CREATE INDEX dead_letter_subscription ON dead_letter (subscription, sequence)`);
    await runner.query(`CREATE INDEX dead_letter_record ON dead_letter (record_id, sequence)`);
    await runner.query(`CREATE INDEX dead_letter_event ON dead_letter (event_id)`);
    await runner.query(`CREATE INDEX dead_letter_retry ON dead_letter (retry, sequence)`);
    // one row: how far the stream is indexed, and which stream that was
    await runner.query(`
      CREATE TABLE dead_letter_index (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        position bigint NOT NULL,
        stream_created text
      )`);
    await runner.query(`INSERT INTO dead_letter_index (position) VALUES (0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE dead_letter_index`);
    await runner.query(`DROP TABLE dead_letter`);
  }
}
