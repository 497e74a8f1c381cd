import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where each webhook subscription stands in DELIVERIES and which replica works on it; and the messages that wait beside the stream.
 * Content stays in the stream.
 */
export class DeliveryPlaces1795305600020 implements MigrationInterface {
  readonly name = 'DeliveryPlaces1795305600020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE delivery_place (
        subscription    text PRIMARY KEY,
        position        bigint NOT NULL DEFAULT 0,
        ahead           jsonb NOT NULL DEFAULT '[]',
        replay_position bigint NOT NULL DEFAULT 0,
        replay_ahead    jsonb NOT NULL DEFAULT '[]',
        failing_since   timestamptz,
        warnings        integer NOT NULL DEFAULT 0,
        owner           uuid,
        lease_until     timestamptz
      )`);
    await runner.query(`
      CREATE TABLE delivery_parked (
        subscription text NOT NULL REFERENCES delivery_place ON DELETE CASCADE,
        sequence     bigint NOT NULL,
        record       text NOT NULL,
        attempts     integer NOT NULL,
        due_at       timestamptz NOT NULL,
        waits        boolean NOT NULL,
        alone        boolean NOT NULL,
        PRIMARY KEY (subscription, sequence)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE delivery_parked');
    await runner.query('DROP TABLE delivery_place');
  }
}
