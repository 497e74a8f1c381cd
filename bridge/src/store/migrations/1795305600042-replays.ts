import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is sent again on somebody's order: a stretch of events to one subscription (replay), or dead letters (retry). */
export class Replays1795305600042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE replay (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('replay', 'retry')),
        subscription text,
        filter jsonb NOT NULL,
        first_sequence bigint NOT NULL,
        last_sequence bigint NOT NULL,
        per_second real NOT NULL CHECK (per_second > 0),
        state text NOT NULL CHECK (state IN ('running', 'cancelling', 'done', 'cancelled', 'failed')),
        position bigint NOT NULL,
        letters integer,
        looked_at bigint NOT NULL DEFAULT 0,
        written bigint NOT NULL DEFAULT 0,
        left_out jsonb NOT NULL DEFAULT '{}',
        note text,
        requested_by text NOT NULL,
        why text NOT NULL,
        requested_at timestamptz NOT NULL,
        finished_at timestamptz,
        leased_by uuid,
        lease_until timestamptz,
        CHECK ((kind = 'replay') = (subscription IS NOT NULL)),
        CHECK ((finished_at IS NOT NULL) = (state IN ('done', 'cancelled', 'failed')))
      )`);
    // two replays of one subscription at once would mix their orders
    await runner.query(`CREATE UNIQUE INDEX replay_one_per_subscription ON replay (subscription) WHERE state IN ('running', 'cancelling')`);
    await runner.query(`CREATE INDEX replay_open ON replay (requested_at) WHERE state IN ('running', 'cancelling')`);
    await runner.query(`CREATE INDEX replay_newest ON replay (requested_at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE replay`);
  }
}
