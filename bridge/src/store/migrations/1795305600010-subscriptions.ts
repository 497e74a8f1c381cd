import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Subscriptions1795305600010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // One row. Whoever changes a client or a subscription raises it in the same transaction and holds its lock until the commit:
    // revisions are committed in their order, and the highest one is the truth that replicas poll.
    await runner.query(`CREATE TABLE access_revision (one boolean PRIMARY KEY DEFAULT true CHECK (one), revision bigint NOT NULL)`);
    await runner.query(`INSERT INTO access_revision (revision) VALUES (0)`);
    await runner.query(`
      CREATE TABLE client (
        id text PRIMARY KEY,
        definition jsonb NOT NULL,
        status text NOT NULL CHECK (status IN ('active', 'closed')),
        origin text NOT NULL CHECK (origin IN ('file', 'api')),
        revision bigint NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX client_nats_user ON client ((definition ->> 'natsUser')) WHERE status = 'active'`);
    await runner.query(`
      CREATE UNIQUE INDEX client_api_key ON client ((definition ->> 'apiKeySha256')) WHERE status = 'active'`);
    // A deleted one stays: its name is not given to another client, whose old deliveries may still lie in the stream.
    await runner.query(`
      CREATE TABLE subscription (
        name text PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        client text NOT NULL REFERENCES client (id),
        definition jsonb NOT NULL,
        sealed text,
        status text NOT NULL CHECK (status IN ('active', 'paused', 'disabled', 'deleted')),
        status_reason text,
        origin text NOT NULL CHECK (origin IN ('file', 'api')),
        revision bigint NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX subscription_client ON subscription (client)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE subscription, client, access_revision`);
  }
}
