import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Credentials1795305600100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // One table for all that the bridge issues: NATS logins and, now, API keys.
    await runner.query(`ALTER TABLE nats_credential RENAME TO credential`);
    await runner.query(`ALTER INDEX nats_credential_proof RENAME TO credential_proof`);
    await runner.query(`ALTER INDEX nats_credential_client RENAME TO credential_client`);
    await runner.query(`ALTER TABLE credential RENAME COLUMN last_login_at TO last_used_at`);
    await runner.query(`ALTER TABLE credential DROP CONSTRAINT nats_credential_kind_check`);
    await runner.query(`ALTER TABLE credential ADD CONSTRAINT credential_kind CHECK (kind IN ('password', 'nkey', 'api-key'))`);
    // where it was issued; in a copy of the database under another name it opens nothing. NULL: issued before there were names
    await runner.query(`ALTER TABLE credential ADD COLUMN environment text`);
    await runner.query(`
      CREATE UNIQUE INDEX client_oidc_client ON client ((definition ->> 'oidcClient')) WHERE status = 'active'`);
    // coarse: whoever called within the minute; of every client, whatever it showed
    await runner.query(`
      CREATE TABLE client_use (client text PRIMARY KEY REFERENCES client (id), last_used_at timestamptz NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE client_use`);
    await runner.query(`DROP INDEX client_oidc_client`);
    await runner.query(`DELETE FROM credential WHERE kind = 'api-key'`);
    await runner.query(`ALTER TABLE credential DROP COLUMN environment`);
    await runner.query(`ALTER TABLE credential DROP CONSTRAINT credential_kind`);
    await runner.query(`ALTER TABLE credential ADD CONSTRAINT nats_credential_kind_check CHECK (kind IN ('password', 'nkey'))`);
    await runner.query(`ALTER TABLE credential RENAME COLUMN last_used_at TO last_login_at`);
    await runner.query(`ALTER INDEX credential_client RENAME TO nats_credential_client`);
    await runner.query(`ALTER INDEX credential_proof RENAME TO nats_credential_proof`);
    await runner.query(`ALTER TABLE credential RENAME TO nats_credential`);
  }
}
