import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Outcome, Queue } from '../../src/apply/queue.js';
import { AuditLog } from '../../src/audit/audit.js';
import { Cancellation } from '../../src/command/cancellation.js';
import { deadlineOf } from '../../src/command/deadline.js';
import { Deadlines } from '../../src/command/deadlines.js';
import { Register } from '../../src/command/register.js';
import type { Command } from '../../src/store/store.js';
import { confirmIntent, takeOne } from '../rig/commands.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';

let database: TestDatabase;
let audit: AuditLog;
let register: Register;
let queue: Queue;
let deadlines: Deadlines;
let cancellation: Cancellation;
beforeEach(async () => {
  database = await testDatabase();
  audit = new AuditLog(database.store);
  register = new Register(database.store, audit);
  queue = new Queue(database.store, audit);
  deadlines = new Deadlines(database.store, audit);
  cancellation = new Cancellation(database.store, register, audit);
});
afterEach(() => database.drop());

const APPLIED: Outcome = { status: 'applied', answer: { ok: true }, refusal: null, evidence: {} };
const ALLOWED = { verdict: 'allowed', policies: ['p'] };
const PAST = new Date(Date.now() - 1_000);

async function send(key: string, deadline: Date | null = null): Promise<string> {
  return (await register.record({ ...confirmIntent(1, key), deadline })).command.id;
}
async function mustTake(): Promise<Command> {
  const taken = await takeOne(queue);
  if (taken === undefined) throw new Error('nothing to take');
  return taken;
}
async function byId(id: string): Promise<Command> {
  const found = await register.byId(id);
  if (found === null) throw new Error('there is none');
  return found;
}
const told = async (): Promise<string[]> =>
  (await database.query<{ subject: string }>('SELECT subject FROM notice_outbox ORDER BY ordinal')).map(({ subject }) => subject);

describe('a deadline', () => {
  test('is the word of the sender, or that of the contract', () => {
    const now = new Date('2026-11-22T10:00:00Z');
    expect(deadlineOf('2026-11-22T12:00:00+01:00', {}, now)).toEqual(new Date('2026-11-22T11:00:00Z'));
    expect(deadlineOf(undefined, { deadlineSeconds: 60 }, now)).toEqual(new Date('2026-11-22T10:01:00Z'));
    expect(deadlineOf(undefined, {}, now)).toBeNull();
    for (const wrong of ['', 'tomorrow', '2026-11-22', '2026-11-22T10:00:00'])
      expect(() => deadlineOf(wrong, {}, now)).toThrow(
        expect.objectContaining({ refusal: expect.objectContaining({ code: 'bad-deadline' }) }),
      );
  });

  test('that passed in the queue is a refusal with evidence and an outcome, and what is behind it goes ahead', async () => {
    const id = await send('late', PAST);
    const next = await send('next');
    expect(await takeOne(queue)).toBeUndefined();
    expect(await deadlines.look()).toBe(1);
    expect(await byId(id)).toMatchObject({ status: 'refused', refusal: { code: 'deadline-passed' } });
    expect((await audit.story(id)).map(({ kind }) => kind)).toEqual(['command.accepted', 'command.refused']);
    expect(await told()).toEqual(['outcomes.buyer.refused']);
    expect((await mustTake()).id).toBe(next);
  });

  test('counts no more once Odoo may have the command', async () => {
    const id = await send('judged', new Date(Date.now() + 60_000));
    const taken = await mustTake();
    await queue.judged(taken, ALLOWED, {});
    await queue.giveBack(taken, 0, false);
    await database.query('UPDATE command SET deadline = $1', [PAST]);
    expect(await deadlines.look()).toBe(0);
    const again = await mustTake();
    await queue.settle(again, APPLIED);
    expect(await byId(id)).toMatchObject({ status: 'applied' });
  });
});

describe('a command that was allowed and certainly never reached Odoo', () => {
  async function unsent(key: string): Promise<string> {
    const id = await send(key, new Date(Date.now() + 60_000));
    const taken = await mustTake();
    await queue.judged(taken, ALLOWED, {});
    await queue.judgeAgain(taken, 0);
    return id;
  }

  test('is refused by its deadline, once', async () => {
    const id = await unsent('late');
    await database.query('UPDATE command SET deadline = $1', [PAST]);
    expect(await takeOne(queue)).toBeUndefined();
    expect(await deadlines.look()).toBe(1);
    expect(await byId(id)).toMatchObject({ status: 'refused', refusal: { code: 'deadline-passed' } });
    expect(await told()).toEqual(['outcomes.buyer.refused']);
  });

  test('can be taken back', async () => {
    const command = await byId(await unsent('back'));
    expect(await cancellation.cancel(command)).toMatchObject({ status: 'refused', refusal: { code: 'cancelled' } });
    expect(await takeOne(queue)).toBeUndefined();
  });

  test('is Odoo’s again as soon as it is judged again', async () => {
    const id = await unsent('again');
    const taken = await mustTake();
    await queue.judged(taken, ALLOWED, {});
    await database.query('UPDATE command SET deadline = $1', [PAST]);
    expect(await deadlines.look()).toBe(0);
    await queue.settle(taken, APPLIED);
    expect(await byId(id)).toMatchObject({ status: 'applied' });
  });
});

describe('taking a command back', () => {
  test('while it is queued, and twice is once', async () => {
    const command = await byId(await send('a'));
    const cancelled = { status: 'refused', refusal: { code: 'cancelled' } };
    expect(await cancellation.cancel(command)).toMatchObject(cancelled);
    expect(await cancellation.cancel(command)).toMatchObject(cancelled);
    expect(await takeOne(queue)).toBeUndefined();
    expect(await told()).toEqual(['outcomes.buyer.refused']);
    expect((await audit.story(command.id)).map(({ kind }) => kind)).toEqual(['command.accepted', 'command.refused']);
  });

  test('while a worker looks at it, which finds its lease gone', async () => {
    const command = await byId(await send('a'));
    const taken = await mustTake();
    await cancellation.cancel(command);
    expect(await queue.judged(taken, ALLOWED, {})).toBe(false);
    expect(await queue.settle(taken, APPLIED)).toBe(false);
    expect(await byId(command.id)).toMatchObject({ refusal: { code: 'cancelled' } });
  });

  test('is refused once Odoo may have it, and its outcome stays the true one', async () => {
    const command = await byId(await send('a'));
    const taken = await mustTake();
    await queue.judged(taken, ALLOWED, {});
    await expect(cancellation.cancel(command)).rejects.toMatchObject({
      refusal: { code: 'too-late-to-cancel', detail: { status: 'applying' } },
    });
    await queue.giveBack(taken, 0, false);
    await expect(cancellation.cancel(command)).rejects.toMatchObject({ refusal: { code: 'too-late-to-cancel' } });
    await queue.settle(await mustTake(), APPLIED);
    expect(await byId(command.id)).toMatchObject({ status: 'applied', answer: { ok: true } });
    await expect(cancellation.cancel(command)).rejects.toMatchObject({
      refusal: { code: 'too-late-to-cancel', detail: { status: 'applied' } },
    });
  });

  test('and judging at the same moment: one of the two wins, never both', async () => {
    for (let round = 0; round < 20; round += 1) {
      const command = await byId(await send(`r${round}`));
      const taken = await mustTake();
      const [cancelled, judged] = await Promise.all([
        cancellation.cancel(command).then(
          () => true,
          () => false,
        ),
        queue.judged(taken, ALLOWED, {}),
      ]);
      expect(cancelled).not.toBe(judged);
      if (judged) await queue.settle(taken, APPLIED);
    }
  });
});
