import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What policy counts, which sets of policies were in force, and what a shadow set would have decided otherwise. */
export class Policy1795305600070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // one row per client, contract and stretch of time; what left its window goes with the next command
    await runner.query(`
      CREATE TABLE policy_usage (
        client text NOT NULL,
        type text NOT NULL,
        grain text NOT NULL CHECK (grain IN ('second', 'minute', 'quarter')),
        starts_at timestamptz NOT NULL,
        commands integer NOT NULL,
        volume_minor bigint NOT NULL,
        PRIMARY KEY (client, type, grain, starts_at)
      )`);
    // who made a record: found by the record's id anywhere in an answer
    await runner.query(`CREATE INDEX command_answer ON command USING gin (answer) WHERE status = 'applied'`);
    // with its texts: what decided years ago can still be read
    await runner.query(`
      CREATE TABLE policy_set (
        digest text PRIMARY KEY,
        policies jsonb NOT NULL,
        tables jsonb NOT NULL,
        first_seen timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE policy_in_force (
        ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        digest text NOT NULL REFERENCES policy_set (digest),
        since timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE policy_shadow_count (
        set text NOT NULL,
        day date NOT NULL,
        type text NOT NULL,
        client text NOT NULL,
        judged bigint NOT NULL,
        differing bigint NOT NULL,
        PRIMARY KEY (set, day, type, client)
      )`);
    await runner.query(`
      CREATE TABLE policy_difference (
        ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL,
        set text NOT NULL,
        in_force text NOT NULL,
        command uuid NOT NULL,
        type text NOT NULL,
        client text NOT NULL,
        is_now jsonb NOT NULL,
        would_be jsonb NOT NULL
      )`);
    await runner.query(`CREATE INDEX policy_difference_newest ON policy_difference (set, at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE policy_difference, policy_shadow_count, policy_in_force, policy_set, policy_usage`);
    await runner.query(`DROP INDEX command_answer`);
  }
}
