import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AuditLog } from '../../src/audit/audit.js';
import { Outcomes } from '../../src/command/outcomes.js';
import { Register } from '../../src/command/register.js';
import { Queue } from '../../src/apply/queue.js';
import { Refused } from '../../src/failure.js';
import { confirmIntent, takeOne } from '../rig/commands.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';

let database: TestDatabase;
let register: Register;
let audit: AuditLog;
beforeAll(async () => {
  database = await testDatabase();
  audit = new AuditLog(database.store);
  register = new Register(database.store, audit);
});
afterAll(() => database.drop());

describe('idempotency', () => {
  test('twenty equal requests at once are one command with one piece of evidence', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => register.record(confirmIntent(1, 'twenty'))));
    expect(new Set(all.map(({ command }) => command.id)).size).toBe(1);
    expect(all.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const id = all[0]?.command.id ?? '';
    expect((await audit.story(id)).map((link) => link.kind)).toEqual(['command.accepted']);
  });

  test('the same key with another content is a conflict and changes nothing', async () => {
    const { command } = await register.record(confirmIntent(2, 'conflict'));
    const other = register.record(confirmIntent(3, 'conflict'));
    await expect(other).rejects.toMatchObject({ refusal: { code: 'key-conflict', detail: { commandId: command.id } } });
    await expect(other).rejects.toBeInstanceOf(Refused);
    expect(await register.byId(command.id)).toMatchObject({ aggregate: 'odoo:demo:purchase.order:2', status: 'accepted' });
  });

  test('the keys of two clients are two keys', async () => {
    const mine = await register.record(confirmIntent(4, 'shared'));
    const theirs = await register.record(confirmIntent(4, 'shared', 'other-buyer'));
    expect(theirs.command.id).not.toBe(mine.command.id);
  });
});

test('commands of one aggregate are numbered in the order in which they become visible', async () => {
  const watched: number[] = [];
  const state = { done: false };
  const observer = (async () => {
    while (!state.done) {
      const rows = await database.query<{ seq: string }>(
        `SELECT seq FROM command WHERE aggregate = 'odoo:demo:purchase.order:7' ORDER BY seq`,
      );
      for (const row of rows) if (!watched.includes(Number(row.seq))) watched.push(Number(row.seq));
    }
  })();
  await Promise.all(Array.from({ length: 30 }, (_, n) => register.record(confirmIntent(7, `order-${n}`))));
  state.done = true;
  await observer;
  expect(watched).toEqual([...watched].sort((a, b) => a - b));
});

describe('waiting for the outcome', () => {
  test('ends with the settlement, long before its time', async () => {
    const outcomes = new Outcomes(database.store, register);
    await database.query('DELETE FROM command');
    const { command } = await register.record(confirmIntent(20, 'waited'));
    const queue = new Queue(database.store, audit);
    const waiting = outcomes.of(command, 30_000);
    const taken = await takeOne(queue);
    if (taken === undefined) throw new Error('nothing to take');
    await queue.settle(taken, { status: 'applied', answer: { state: 'approved' }, refusal: null, evidence: {} });
    expect(await waiting).toMatchObject({ status: 'applied', answer: { state: 'approved' } });
  });

  test('ends without it when the time is over', async () => {
    const { command } = await register.record(confirmIntent(21, 'impatient'));
    expect(await new Outcomes(database.store, register).of(command, 50)).toMatchObject({ status: 'accepted' });
  });
});
