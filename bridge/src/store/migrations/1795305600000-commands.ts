import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Commands1795305600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE command (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        client text NOT NULL,
        idempotency_key text NOT NULL,
        type text NOT NULL,
        digest text NOT NULL,
        input jsonb NOT NULL,
        aggregate text NOT NULL,
        correlation_id text NOT NULL,
        via text NOT NULL CHECK (via IN ('http', 'nats')),
        status text NOT NULL CHECK (status IN ('accepted', 'applying', 'applied', 'refused', 'failed')),
        answer jsonb,
        refusal jsonb,
        verdict jsonb,
        attempts integer NOT NULL DEFAULT 0,
        defects integer NOT NULL DEFAULT 0,
        leased_by uuid,
        lease_until timestamptz,
        not_before timestamptz NOT NULL,
        accepted_at timestamptz NOT NULL,
        finished_at timestamptz,
        UNIQUE (client, idempotency_key),
        CHECK ((finished_at IS NOT NULL) = (status IN ('applied', 'refused', 'failed')))
      )`);
    // what the workers look at: small however long the history grows
    await runner.query(`CREATE INDEX command_open ON command (aggregate, seq) WHERE status IN ('accepted', 'applying')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE command`);
  }
}
