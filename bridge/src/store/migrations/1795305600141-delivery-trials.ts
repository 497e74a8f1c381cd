import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An operator asks that an endpoint is tried now: the replica that works on the subscription takes it up and writes what came of it. */
export class DeliveryTrials1795305600141 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE delivery_trial (
        id uuid PRIMARY KEY,
        subscription text NOT NULL,
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL DEFAULT now(),
        begun_at timestamptz,
        result jsonb
      )`);
    await runner.query(`CREATE INDEX delivery_trial_waiting ON delivery_trial (subscription) WHERE begun_at IS NULL AND result IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE delivery_trial');
  }
}
