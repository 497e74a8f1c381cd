import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a command's life has beside its queue: lanes, deadlines, where it came from; approvals; and what its sender is told of it. */
export class CommandLife1795305600060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE command
        ADD COLUMN lane text NOT NULL DEFAULT 'interactive' CHECK (lane IN ('interactive', 'bulk')),
        ADD COLUMN deadline timestamptz,
        ADD COLUMN source text,
        ADD COLUMN source_key text,
        DROP CONSTRAINT command_via_check,
        ADD CONSTRAINT command_via_check CHECK (via IN ('http', 'nats', 'inbound', 'bulk')),
        DROP CONSTRAINT command_status_check,
        ADD CONSTRAINT command_status_check CHECK (status IN ('accepted', 'applying', 'waiting', 'applied', 'refused', 'failed'))`);
    await runner.query(`
      CREATE INDEX command_deadline ON command (deadline)
      WHERE deadline IS NOT NULL AND status IN ('accepted', 'applying', 'waiting')`);
    await runner.query(`CREATE INDEX command_client ON command (client, accepted_at, id)`);
    // bound to what was asked (digest) and to the record as policy saw it (record_version)
    await runner.query(`
      CREATE TABLE approval (
        id uuid PRIMARY KEY,
        command uuid NOT NULL REFERENCES command (id),
        requester text NOT NULL,
        requester_owner text,
        type text NOT NULL,
        aggregate text NOT NULL,
        digest text NOT NULL,
        record_version text,
        facts jsonb NOT NULL,
        policies jsonb NOT NULL,
        reason text NOT NULL,
        roles text[] NOT NULL CHECK (cardinality(roles) > 0),
        needed integer NOT NULL CHECK (needed IN (1, 2)),
        status text NOT NULL CHECK (status IN ('open', 'approved', 'denied', 'expired', 'withdrawn')),
        requested_at timestamptz NOT NULL,
        escalates_at timestamptz,
        escalated_at timestamptz,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz,
        CHECK ((ended_at IS NULL) = (status = 'open'))
      )`);
    await runner.query(`CREATE UNIQUE INDEX approval_one_open ON approval (command) WHERE status = 'open'`);
    await runner.query(`CREATE INDEX approval_due ON approval (expires_at) WHERE status = 'open'`);
    await runner.query(`CREATE INDEX approval_of_command ON approval (command, requested_at)`);
    await runner.query(`
      CREATE TABLE approval_voice (
        approval uuid NOT NULL REFERENCES approval (id),
        voter text NOT NULL,
        voter_owner text,
        voter_roles text[] NOT NULL,
        verdict text NOT NULL CHECK (verdict IN ('approve', 'deny')),
        reason text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (approval, voter)
      )`);
    await runner.query(`
      CREATE TABLE approval_delegation (
        approval uuid NOT NULL REFERENCES approval (id),
        from_client text NOT NULL,
        to_client text NOT NULL,
        reason text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (approval, from_client),
        CHECK (from_client <> to_client)
      )`);
    // what is to be told: written with the change it tells of, gone when the broker has stored it
    await runner.query(`
      CREATE TABLE notice_outbox (
        ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id text NOT NULL UNIQUE,
        subject text NOT NULL,
        headers jsonb NOT NULL,
        data jsonb NOT NULL,
        at timestamptz NOT NULL
      )`);
    // activities in Odoo that tell of an approval: made or taken away after the commit, tried until Odoo answers
    await runner.query(`
      CREATE TABLE approval_activity (
        approval uuid PRIMARY KEY REFERENCES approval (id),
        state text NOT NULL CHECK (state IN ('wanted', 'made', 'leaving', 'gone', 'none')),
        not_before timestamptz NOT NULL,
        note text
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE approval_activity, notice_outbox, approval_delegation, approval_voice, approval`);
    await runner.query(`ALTER TABLE command DROP COLUMN lane, DROP COLUMN deadline, DROP COLUMN source, DROP COLUMN source_key`);
  }
}
