/**
 * Two roles for one schema: the owner, who migrates and keeps the evidence, and the bridge, who works in all other tables and may only
 * read the evidence and call the functions that append to it. Idempotent; run as the owner after each migration.
 */
import type { DataSource, QueryRunner } from 'typeorm';

interface Relation {
  readonly name: string;
  readonly owner: string;
  readonly kept: boolean;
}

/** @param role the bridge's own. The owner has to be a member of it: `GRANT bridge TO bridge_owner`. */
export async function handOver(source: DataSource, role: string): Promise<void> {
  await source.transaction(async ({ queryRunner }) => {
    if (queryRunner === undefined) throw new Error('a transaction has a connection');
    const [{ me, bridge, schema }] = (await queryRunner.query(
      `SELECT quote_ident(current_user) AS me, quote_ident($1) AS bridge, quote_ident(current_schema()) AS schema`,
      [role],
    )) as [{ me: string; bridge: string; schema: string }];
    if (me === bridge) throw new Error(`the owner of the audit and the role of the bridge are the same: ${me}`);
    await queryRunner.query(`GRANT USAGE, CREATE ON SCHEMA ${schema} TO ${bridge}`);
    await distribute(queryRunner, me, bridge);
    await guardEvidence(queryRunner, bridge);
  });
}

async function distribute(runner: QueryRunner, me: string, bridge: string): Promise<void> {
  const relations = (await runner.query(`
    SELECT oid::regclass::text AS name, quote_ident(pg_get_userbyid(relowner)) AS owner, relname ~ '^(audit_|bridge_migration)' AS kept
    FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v')`)) as Relation[];
  for (const { name, owner, kept } of relations) {
    const wanted = kept ? me : bridge;
    if (owner !== wanted) await runner.query(`ALTER TABLE ${name} OWNER TO ${wanted}`);
  }
  const functions = (await runner.query(`
    SELECT oid::regprocedure::text AS name FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'audit\\_%' AND proowner <> current_user::regrole`)) as {
    name: string;
  }[];
  for (const { name } of functions) await runner.query(`ALTER FUNCTION ${name} OWNER TO ${me}`);
}

async function guardEvidence(runner: QueryRunner, bridge: string): Promise<void> {
  for (const table of ['audit_entry', 'audit_head', 'bridge_migration']) {
    await runner.query(`REVOKE ALL ON ${table} FROM PUBLIC, ${bridge}`);
    await runner.query(`GRANT SELECT ON ${table} TO ${bridge}`);
  }
  for (const name of ['audit_append(jsonb)', 'audit_claim(text)']) {
    await runner.query(`REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`);
    await runner.query(`GRANT EXECUTE ON FUNCTION ${name} TO ${bridge}`);
  }
}
