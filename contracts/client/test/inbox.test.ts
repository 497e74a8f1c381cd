/** One suite for both stores: the one in memory, and the table on a real Postgres. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { type InboxStore, type OnceOptions, inbox } from '../src/inbox.js';
import { memoryStore } from '../src/memory-store.js';
import { INBOX_TABLE, postgresStore } from '../src/postgres-store.js';
import { envelopeOf } from './examples.js';

const TYPE = 'parties.party.changed.v1';

/** Versions of one record that no other test speaks of. */
function record(type = TYPE) {
  const subject = `odoo:golden:res.partner:${randomUUID()}`;
  return (version: number, of = type) =>
    envelopeOf(of, { id: `${subject}:${String(version)}:${of}`, subject, recordversion: String(version) });
}

function promises<Transaction>(store: () => InboxStore<Transaction>): void {
  const taken = async (options: OnceOptions, ...envelopes: readonly ReturnType<typeof envelopeOf>[]): Promise<readonly string[]> => {
    const outcomes: string[] = [];
    for (const envelope of envelopes) outcomes.push(await inbox(store(), options).once(envelope, () => Promise.resolve()));
    return outcomes;
  };

  test('a repeated event is dropped', async () => {
    const version = record();
    expect(await taken({}, version(1), version(2), version(1))).toEqual(['handled', 'handled', 'dropped']);
  });

  test('an effect that fails is not noted: its event is handled when it comes again', async () => {
    const event = record()(1);
    const failing = inbox(store()).once(event, () => Promise.reject(new Error('the effect failed')));
    await expect(failing).rejects.toThrow('the effect failed');
    expect(await taken({}, event, event)).toEqual(['handled', 'dropped']);
  });

  test('each business moment counts, whatever its version', async () => {
    const version = record();
    expect(await taken({}, version(10), version(9))).toEqual(['handled', 'handled']);
  });

  test('where only the newest counts, an older version of the same record and contract is dropped', async () => {
    const [version, other] = [record(), record()];
    const moment = version(9, 'parties.party.archived.v1');
    const outcomes = await taken({ newestOnly: true }, version(10), version(9), other(9), moment, version(11));
    expect(outcomes).toEqual(['handled', 'dropped', 'handled', 'handled', 'handled']);
  });
}

describe('in memory', () => {
  const store = memoryStore();
  promises(() => store);
});

describe('in Postgres', () => {
  const schema = `client_${randomBytes(6).toString('hex')}`;
  let pool: pg.Pool;
  let store: InboxStore<pg.PoolClient>;

  beforeAll(async () => {
    const connectionString = process.env.BRIDGE_TEST_DATABASE_URL;
    if (!connectionString) throw new Error('BRIDGE_TEST_DATABASE_URL is not set: run Jest through scripts/stack exec');
    pool = new pg.Pool({ connectionString, options: `-c search_path=${schema}` });
    await pool.query(`CREATE SCHEMA ${schema}`);
    await pool.query(INBOX_TABLE);
    await pool.query('CREATE TABLE effect (event_id text)');
    store = postgresStore(async (work) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        await work(client);
        await client.query('COMMIT');
      } catch (thrown) {
        await client.query('ROLLBACK');
        throw thrown;
      } finally {
        client.release();
      }
    });
  });
  afterAll(async () => {
    await pool.query(`DROP SCHEMA ${schema} CASCADE`);
    await pool.end();
  });

  promises(() => store);

  const effects = async (id: string): Promise<number> => (await pool.query('SELECT FROM effect WHERE event_id = $1', [id])).rowCount ?? 0;

  test('effect and note are one: a failure after the effect undoes both', async () => {
    const event = record()(1);
    const insert = async (transaction: pg.PoolClient): Promise<void> => {
      await transaction.query('INSERT INTO effect VALUES ($1)', [event.id]);
    };
    const failing = inbox(store).once(event, async (transaction) => {
      await insert(transaction);
      throw new Error('too late');
    });
    await expect(failing).rejects.toThrow('too late');
    expect(await effects(event.id)).toBe(0);
    await inbox(store).once(event, insert);
    expect(await effects(event.id)).toBe(1);
  });

  test('ten subscribers at once: one effect', async () => {
    const event = record()(1);
    const insert = async (transaction: pg.PoolClient): Promise<void> => {
      await transaction.query('INSERT INTO effect SELECT $1 FROM pg_sleep(0.05)', [event.id]);
    };
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => inbox(store).once(event, insert)));
    expect(outcomes.filter((outcome) => outcome === 'handled')).toHaveLength(1);
    expect(await effects(event.id)).toBe(1);
  });

  test('two versions at once, where only the newest counts: the older never comes last', async () => {
    const version = record();
    const order: number[] = [];
    const take = (number: number) =>
      inbox(store, { newestOnly: true }).once(version(number), () => {
        order.push(number);
        return Promise.resolve();
      });
    await Promise.all([take(2), take(1), take(4), take(3)]);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order.at(-1)).toBe(4);
  });
});
