import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row per attempt to deliver an event. Its partitions, one per day (UTC), are made and dropped by deliver/attempt-days.ts. */
export class DeliveryAttempts1795305600040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE delivery_attempt (
        at timestamptz NOT NULL,
        id uuid NOT NULL,
        subscription text NOT NULL,
        channel text NOT NULL CHECK (channel IN ('nats', 'webhook')),
        event_id text,
        contract text,
        record_id text,
        trace_id text,
        sequence bigint NOT NULL,
        attempt integer NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('delivered', 'failed', 'dead-lettered', 'gone')),
        status integer,
        reason text,
        detail text,
        latency_ms integer,
        response text,
        replay uuid,
        letter bigint,
        PRIMARY KEY (at, id)
      ) PARTITION BY RANGE (at)`);
    await runner.query(`CREATE INDEX delivery_attempt_subscription ON delivery_attempt (subscription, at, id)`);
    await runner.query(`CREATE INDEX delivery_attempt_event ON delivery_attempt (event_id, at)`);
    await runner.query(`CREATE INDEX delivery_attempt_record ON delivery_attempt (record_id, at)`);
    // nearly all attempts succeed: who looks for errors reads a small index
    await runner.query(`CREATE INDEX delivery_attempt_error ON delivery_attempt (reason, at) WHERE outcome <> 'delivered'`);
    await runner.query(`CREATE INDEX delivery_attempt_letter ON delivery_attempt (letter, at) WHERE letter IS NOT NULL`);
    await runner.query(`CREATE INDEX delivery_attempt_replay ON delivery_attempt (replay, at) WHERE replay IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE delivery_attempt`);
  }
}
