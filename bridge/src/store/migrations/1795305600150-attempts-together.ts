import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A row of delivery_attempt may be about several deliveries: what differs between them is lists, the n-th of each are one delivery. Rows
 * that are there become lists of one. It rewrites the table while nobody may use it.
 */
export class AttemptsTogether1795305600150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX delivery_attempt_event, delivery_attempt_record');
    await runner.query(`
      ALTER TABLE delivery_attempt
        ${COLUMNS.map(([old, , type]) => `ALTER ${old} TYPE ${type}[] USING ${listOf(old)}`).join(', ')}`);
    for (const [old, many] of COLUMNS) await runner.query(`ALTER TABLE delivery_attempt RENAME ${old} TO ${many}`);
    await runner.query('CREATE INDEX delivery_attempt_about ON delivery_attempt USING GIN (event_ids, record_ids)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX delivery_attempt_about');
    await runner.query(`
      WITH several AS (DELETE FROM delivery_attempt WHERE cardinality(sequences) > 1 RETURNING *)
      INSERT INTO delivery_attempt (at, id, ${SHARED}, ${COLUMNS.map(([, many]) => many).join(', ')})
      SELECT at, CASE n WHEN 1 THEN id ELSE gen_random_uuid() END, ${SHARED}, ${COLUMNS.map(([, many]) => `${many}[n:n]`).join(', ')}
      FROM several, generate_series(1, cardinality(sequences)) n`);
    await runner.query(`
      ALTER TABLE delivery_attempt ${COLUMNS.map(([, many, type]) => `ALTER ${many} TYPE ${type} USING ${many}[1]`).join(', ')}`);
    for (const [old, many] of COLUMNS) await runner.query(`ALTER TABLE delivery_attempt RENAME ${many} TO ${old}`);
    await runner.query(`CREATE INDEX delivery_attempt_event ON delivery_attempt (event_id, at)`);
    await runner.query(`CREATE INDEX delivery_attempt_record ON delivery_attempt (record_id, at)`);
  }
}

const COLUMNS = [
  ['event_id', 'event_ids', 'text'],
  ['record_id', 'record_ids', 'text'],
  ['trace_id', 'trace_ids', 'text'],
  ['sequence', 'sequences', 'bigint'],
  ['latency_ms', 'latencies_ms', 'integer'],
  ['response', 'responses', 'text'],
] as const;
const SHARED = 'subscription, channel, contract, attempt, outcome, status, reason, detail, replay, letter';

/** What nobody knows of any of them is no list at all. */
const listOf = (column: string): string => `CASE WHEN ${column} IS NOT NULL THEN ARRAY[${column}] END`;
