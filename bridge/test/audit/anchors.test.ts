/** The chain against checkpoints in a real stream and a real file: what the database alone cannot tell. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { STREAMS, auditCheckpointSubject } from '@odoo-nats-bridge/contracts';
import { Anchored } from '../../src/audit/anchored.js';
import { fileAnchor, streamAnchor } from '../../src/audit/anchors.js';
import { AuditLog, type Finding } from '../../src/audit/audit.js';
import { lineOf, parseCheckpoint, signed } from '../../src/audit/checkpoint.js';
import { Checkpointer } from '../../src/audit/checkpointer.js';
import { SigningKey } from '../../src/audit/signing-key.js';
import { verifyStore } from '../../src/audit/verify.js';
import type { Nats } from '../../src/nats/nats.js';
import { ensureStreams } from '../../src/nats/streams.js';
import { Health } from '../../src/observe/observe.js';
import { NatsServer } from '../rig/nats-server.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';
import { emptied, entry, tamper } from './tamper.js';

const seed = new Uint8Array(32).fill(7);
const key = new SigningKey(seed);
const folder = mkdtempSync(join(tmpdir(), 'audit-'));
let server: NatsServer;
let nats: Nats;
let database: TestDatabase;
let n = 0;

beforeAll(async () => {
  server = await NatsServer.start();
  nats = await server.connect();
  await ensureStreams(nats.manager);
  database = await testDatabase();
});
afterAll(async () => {
  await nats.onApplicationShutdown();
  await server.dispose();
  await database.drop();
  rmSync(folder, { recursive: true });
});

interface Scene {
  readonly database: TestDatabase;
  readonly audit: AuditLog;
  readonly checkpointer: Checkpointer;
  readonly tenant: string;
  readonly file: string;
  readonly health: Health;
  readonly verify: () => Promise<Finding[]>;
}

/** Thirty entries, a checkpoint after every ten, and five more. */
async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  n += 1;
  const [tenant, file] = [`tenant-${n}`, join(folder, `${n}.ndjson`)];
  await emptied(database);
  const health = new Health();
  const settings = { key: seed, oldKeys: [], file, everyEntries: 10, everyMs: 3_600_000 };
  const config = { audit: settings, odoo: { url: 'http://127.0.0.1:9', database: tenant, keys: {} } };
  const checkpointer = new Checkpointer(database.store, nats, health, config);
  const audit = new AuditLog(database.store);
  await database.query('SELECT audit_claim($1)', [tenant]);
  for (let ten = 0; ten < 3; ten += 1) {
    await audit.append(Array.from({ length: 10 }, (_, index) => entry(ten * 10 + index)));
    await checkpointer.turn(key, false);
  }
  await audit.append([1, 2, 3, 4, 5].map((each) => entry(each)));
  const verify = async (): Promise<Finding[]> => {
    const named: Finding[] = [];
    const anchors = [await streamAnchor(nats, tenant), fileAnchor(file)];
    await verifyStore(database.store, (finding) => named.push(finding), new Anchored(anchors, { keys: [key.publicKey], tenant }));
    return named;
  };
  expect(await verify()).toEqual([]);
  await work({ database, audit, checkpointer, tenant, file, health, verify });
}

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trim().split('\n');
const write = (file: string, lines: readonly string[]): void => {
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
};
/** An old file: what was signed a moment ago may still be on its way into it. */
const aged = (line: string, more: Record<string, unknown> = {}): string => JSON.stringify({ ...(JSON.parse(line) as object), ...more });

const RECHAIN = `DO $$
  DECLARE entry record; link text := repeat('0', 64); BEGIN
    FOR entry IN SELECT * FROM audit_entry ORDER BY seq LOOP
      UPDATE audit_entry SET previous_hash = link, hash = encode(sha256(convert_to('{"at":"' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        || '","content":"' || encode(sha256(convert_to('{"actor":"' || actor || '","correlationId":"' || correlation_id || '","kind":"' || kind
        || '","payload":"' || payload_digest || '","subject":{"commandId":"' || (subject ->> 'commandId') || '"}}', 'UTF8')), 'hex')
        || '","previousHash":"' || link || '","seq":' || seq || '}', 'UTF8')), 'hex')
      WHERE seq = entry.seq RETURNING hash INTO link;
    END LOOP;
    UPDATE audit_head SET hash = link, count = (SELECT max(seq) FROM audit_entry);
  END $$`;

describe('the chain against its checkpoints', () => {
  test('a tail that was cut together with the head is named by number', () =>
    scene(async ({ database, verify }) => {
      await tamper(
        database,
        `DELETE FROM audit_entry WHERE seq > 17; UPDATE audit_head SET count = 17, hash = (SELECT hash FROM audit_entry WHERE seq = 17)`,
      );
      expect(await verify()).toMatchObject([
        { fault: 'missing', seq: 18, through: 20 },
        { fault: 'missing', seq: 21, through: 30 },
      ]);
    }));

  test('a whole chain with all hashes and the head recomputed is named between the checkpoints', () =>
    scene(async ({ database, verify, audit }) => {
      await tamper(database, RECHAIN);
      expect(await verify()).toEqual([]);
      await tamper(database, `UPDATE audit_entry SET actor = 'other' WHERE seq = 14; ${RECHAIN}`);
      expect(await audit.verify()).toMatchObject({ intact: true });
      expect(await verify()).toMatchObject([{ fault: 'rewritten', seq: 11, through: 30 }]);
    }));

  test('one entry replaced at a checkpoint is that entry, not a rewritten chain', () =>
    scene(async ({ database, verify }) => {
      await tamper(database, `UPDATE audit_entry SET actor = 'other' WHERE seq = 20`);
      expect(await verify()).toMatchObject([{ fault: 'edited', seq: 20 }]);
    }));
});

test('a file gives its lines also to one who first has another anchor to read', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'anchor-')), 'checkpoints');
  writeFileSync(path, 'one\ntwo\n');
  const { lines } = fileAnchor(path);
  // long enough for a reader that was opened at once to have come to its end
  await sleep(100);
  const read: string[] = [];
  for await (const line of lines) read.push(line);
  expect(read).toEqual(['one', 'two']);
});

describe('the anchors against each other', () => {
  test('a checkpoint missing in the file, and one missing in the stream', () =>
    scene(async ({ file, tenant, verify }) => {
      const lines = linesOf(file);
      write(file, lines.slice(1));
      expect(await verify()).toMatchObject([{ fault: 'checkpoint-missing', checkpoint: 1, detail: 'the file does not have it' }]);
      const last = parseCheckpoint(lines[2] ?? '');
      if (last === undefined) throw new Error('the file has three');
      const fourth = signed({ ...last, number: 5, at: new Date().toISOString() }, key);
      write(file, [...lines, lineOf(fourth)]);
      expect(await verify()).toMatchObject([
        { fault: 'checkpoint-missing', checkpoint: 5, detail: 'the stream does not have it' },
        { fault: 'checkpoint-missing', checkpoint: 4 },
      ]);
      expect(tenant).toBe(last.tenant);
    }));

  test('a wrong signature, another key, another tenant, a line that is none', () =>
    scene(async ({ file, verify }) => {
      const [first = '', second = '', third = ''] = linesOf(file);
      write(file, [aged(first, { count: 9 }), second, third]);
      expect(await verify()).toMatchObject([
        { fault: 'checkpoint-forged', checkpoint: 1, detail: expect.stringContaining('its signature is wrong') },
        { fault: 'checkpoint-missing', checkpoint: 1 },
      ]);
      const parsed = parseCheckpoint(second);
      if (parsed === undefined) throw new Error('the second is one');
      write(file, [first, lineOf(signed(parsed, new SigningKey(new Uint8Array(32)))), third]);
      expect(await verify()).toMatchObject([
        { fault: 'checkpoint-forged', checkpoint: 2, detail: expect.stringContaining('not trusted') },
        { fault: 'checkpoint-missing', checkpoint: 2 },
      ]);
      write(file, [first, 'spoilt', second, third]);
      expect(await verify()).toMatchObject([{ fault: 'checkpoint-forged', detail: 'line 2 of the file: it is no checkpoint' }]);
    }));

  test('nobody takes a checkpoint out of the stream', async () => {
    await expect(nats.manager.streams.purge(STREAMS.auditCheckpoints)).rejects.toThrow();
    await expect(nats.manager.streams.deleteMessage(STREAMS.auditCheckpoints, 1)).rejects.toThrow();
  });
});

describe('making checkpoints', () => {
  test('two replicas at once make one; what a file lacks is copied into it', () =>
    scene(async ({ checkpointer, database, health, tenant, file, audit, verify }) => {
      const copy = `${file}.other`;
      const settings = { key: seed, oldKeys: [], file: copy, everyEntries: 10, everyMs: 3_600_000 };
      const config = { audit: settings, odoo: { url: 'http://127.0.0.1:9', database: tenant, keys: {} } };
      const rival = new Checkpointer(database.store, nats, health, config);
      await audit.append(Array.from({ length: 10 }, (_, index) => entry(index)));
      await Promise.allSettled([checkpointer.turn(key, false), rival.turn(key, false)]);
      await checkpointer.turn(key, false);
      await rival.turn(key, false);
      const { state } = await nats.manager.streams.info(STREAMS.auditCheckpoints, { subjects_filter: auditCheckpointSubject(tenant) });
      expect(state.subjects?.[auditCheckpointSubject(tenant)]).toBe(4);
      expect(linesOf(copy)).toEqual(linesOf(file));
      expect(await verify()).toEqual([]);
    }));

  test('what was tampered with since the last checkpoint is told to the health', () =>
    scene(async ({ database, checkpointer, health }) => {
      await tamper(database, `UPDATE audit_entry SET actor = 'other' WHERE seq = 33`);
      await checkpointer.turn(key, true);
      await checkpointer.onApplicationBootstrap();
      try {
        for (let tries = 0; tries < 100 && health.all().audit?.state !== 'failing'; tries += 1)
          await new Promise((resolve) => setTimeout(resolve, 50));
        expect(health.all().audit).toMatchObject({ state: 'failing', detail: expect.stringContaining('entry 33') });
      } finally {
        await checkpointer.onApplicationShutdown();
      }
    }));
});
