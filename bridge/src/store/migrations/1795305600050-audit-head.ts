import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audit made provable: payloads that may be erased without breaking the chain, a head that knows the chain's length and last hash,
 * and one function that appends, so that the bridge's own role needs no right to write into these tables.
 */
export class AuditHead1795305600050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // the function belongs to another role than its callers: it must not find their objects under the names of ours
    const [{ schema }] = (await runner.query(`SELECT quote_ident(current_schema()) AS schema`)) as [{ schema: string }];
    await payloads(runner);
    await head(runner);
    await append(runner, schema);
    await claim(runner, schema);
  }

  async down(): Promise<void> {
    // what was written meanwhile could not be verified by what was there before
    await Promise.reject(new Error('the audit has no way back'));
  }
}

async function payloads(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE audit_entry ALTER COLUMN data DROP NOT NULL, ADD COLUMN salt text, ADD COLUMN payload_digest text`);
  // an erasure empties data and salt and touches nothing else; `audit erase` says that it does so, everybody else is refused
  await runner.query(`
    CREATE OR REPLACE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND current_setting('bridge.audit_erasure', true) = 'on'
        AND NEW.data IS NULL AND NEW.salt IS NULL AND NEW.payload_digest IS NOT NULL
        AND (NEW.seq, NEW.at, NEW.kind, NEW.actor, NEW.correlation_id, NEW.subject, NEW.payload_digest, NEW.previous_hash, NEW.hash)
          = (OLD.seq, OLD.at, OLD.kind, OLD.actor, OLD.correlation_id, OLD.subject, OLD.payload_digest, OLD.previous_hash, OLD.hash)
      THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'audit entries are append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
    END $$`);
  // of all entries the few that a verification has to know beforehand
  await runner.query(`CREATE INDEX audit_entry_erasures ON audit_entry (seq) WHERE kind = 'audit.erased'`);
}

async function head(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE audit_head (
      count bigint NOT NULL,
      hash text NOT NULL,
      tenant text
    ) WITH (fillfactor = 20)`);
  // found by its count: versions of the row that an old snapshot keeps alive (a dump, say) would all be walked through otherwise
  await runner.query(`CREATE INDEX audit_head_count ON audit_head (count)`);
  await runner.query(`
    INSERT INTO audit_head (count, hash)
    SELECT coalesce(max(seq), 0), coalesce((SELECT hash FROM audit_entry ORDER BY seq DESC LIMIT 1), repeat('0', 64)) FROM audit_entry`);
  await runner.query(`
    CREATE FUNCTION audit_head_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND NEW.count >= OLD.count AND (OLD.tenant IS NULL OR NEW.tenant = OLD.tenant) THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'the head of the audit only grows: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
    END $$`);
  await runner.query(`
    CREATE TRIGGER audit_head_no_change BEFORE INSERT OR UPDATE OR DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_head_only_grows()`);
  await runner.query(`
    CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_head_only_grows()`);
  await runner.query(`ALTER TABLE audit_head ENABLE ALWAYS TRIGGER audit_head_no_change`);
  await runner.query(`ALTER TABLE audit_head ENABLE ALWAYS TRIGGER audit_head_no_truncate`);
}

/** Numbers, times and links entries, and moves the head: one round trip. The hashes are those of audit/link.ts. */
async function append(runner: QueryRunner, schema: string): Promise<void> {
  await runner.query(`
    CREATE FUNCTION audit_append(entries jsonb) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      head_count bigint;
      number bigint;
      link text;
      moment timestamptz;
      place text;
      content text;
      previous text[] := '{}';
      hashes text[] := '{}';
    BEGIN
      -- held until the commit: one writer at a time, so that the chain never forks. What follows sees all that the one before has written.
      PERFORM pg_advisory_xact_lock(7281990002);
      SELECT head.count, head.hash INTO head_count, link FROM ${schema}.audit_head head
        WHERE head.count = (SELECT seq FROM ${schema}.audit_entry ORDER BY seq DESC LIMIT 1) FOR UPDATE;
      IF NOT FOUND THEN
        -- no entry yet; or its tail was cut: then the chain goes on behind the gap, where everybody sees it
        SELECT head.count, head.hash INTO head_count, link FROM ${schema}.audit_head head FOR UPDATE;
        IF NOT FOUND THEN RAISE EXCEPTION 'the head of the audit is missing' USING ERRCODE = 'data_corrupted'; END IF;
      END IF;
      number := head_count;
      moment := date_trunc('milliseconds', clock_timestamp());
      place := '{"at":"' || to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","content":"';
      FOR content IN SELECT value ->> 'content' FROM jsonb_array_elements(entries) WITH ORDINALITY given(value, n) ORDER BY n LOOP
        number := number + 1;
        previous := previous || link;
        link := encode(sha256(convert_to(place || content || '","previousHash":"' || link || '","seq":' || number || '}', 'UTF8')), 'hex');
        hashes := hashes || link;
      END LOOP;
      INSERT INTO ${schema}.audit_entry (seq, at, kind, actor, correlation_id, subject, data, salt, payload_digest, previous_hash, hash)
        SELECT head_count + n, moment, kind, actor, correlation_id, subject, data, salt, payload_digest, before, own
        FROM ROWS FROM (
          jsonb_to_recordset(entries) AS (kind text, actor text, correlation_id text, subject jsonb, data jsonb, salt text, payload_digest text),
          unnest(previous), unnest(hashes)
        ) WITH ORDINALITY given(kind, actor, correlation_id, subject, data, salt, payload_digest, before, own, n);
      UPDATE ${schema}.audit_head SET count = number, hash = link WHERE count = head_count;
      RETURN number;
    END $$`);
}

/** Whose chain it is: the first one who says it decides. */
async function claim(runner: QueryRunner, schema: string): Promise<void> {
  await runner.query(`
    CREATE FUNCTION audit_claim(claimed text) RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      UPDATE ${schema}.audit_head SET tenant = claimed WHERE tenant IS NULL;
      SELECT tenant FROM ${schema}.audit_head
    $$`);
}
