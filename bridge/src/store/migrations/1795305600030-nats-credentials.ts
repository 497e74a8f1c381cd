import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NatsCredentials1795305600030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // `proof`: the digest of a secret, or a public key. Neither lets anybody in, so nothing here has to be sealed.
    await runner.query(`
      CREATE TABLE nats_credential (
        id text PRIMARY KEY,
        client text NOT NULL REFERENCES client (id),
        kind text NOT NULL CHECK (kind IN ('password', 'nkey')),
        proof text NOT NULL,
        issued_at timestamptz NOT NULL DEFAULT now(),
        issued_by text NOT NULL,
        expires_at timestamptz,
        revoked_at timestamptz,
        last_login_at timestamptz
      )`);
    await runner.query(`CREATE UNIQUE INDEX nats_credential_proof ON nats_credential (kind, proof)`);
    await runner.query(`CREATE INDEX nats_credential_client ON nats_credential (client)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE nats_credential`);
  }
}
