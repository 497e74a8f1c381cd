import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Outcome, Queue } from '../../src/apply/queue.js';
import { AuditLog } from '../../src/audit/audit.js';
import { Register } from '../../src/command/register.js';
import type { Command } from '../../src/store/store.js';
import { confirmIntent, takeOne } from '../rig/commands.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';

let database: TestDatabase;
let audit: AuditLog;
let register: Register;
/** two replicas */
let here: Queue;
let there: Queue;

beforeEach(async () => {
  database = await testDatabase();
  audit = new AuditLog(database.store);
  register = new Register(database.store, audit);
  here = new Queue(database.store, audit);
  there = new Queue(database.store, audit);
});
afterEach(() => database.drop());

const APPLIED: Outcome = { status: 'applied', answer: {}, refusal: null, evidence: { transactionId: '7' } };
const send = async (order: number, key: string): Promise<string> => (await register.record(confirmIntent(order, key))).command.id;
const expireLeases = () => database.query(`UPDATE command SET lease_until = now() - interval '1 ms' WHERE status = 'applying'`);

async function mustTake(queue: Queue): Promise<Command> {
  const taken = await takeOne(queue);
  if (taken === undefined) throw new Error('nothing to take');
  return taken;
}

describe('order', () => {
  test('a later command of a record waits until the earlier one is finished', async () => {
    const [first, second] = [await send(1, 'a'), await send(1, 'b')];
    const taken = await mustTake(here);
    expect(taken.id).toBe(first);
    expect(await takeOne(there)).toBeUndefined();
    await here.settle(taken, APPLIED);
    expect((await mustTake(there)).id).toBe(second);
  });

  test('it also waits while the earlier one is back in the queue', async () => {
    await send(1, 'a');
    await send(1, 'b');
    await here.giveBack(await mustTake(here), 60_000, false);
    expect(await takeOne(there)).toBeUndefined();
  });

  test('commands of other records overtake', async () => {
    await send(1, 'a');
    const other = await send(2, 'b');
    await mustTake(here);
    expect((await mustTake(there)).id).toBe(other);
  });

  test('several are taken at once, in order, but never two of one record', async () => {
    const [first, , third] = [await send(1, 'a'), await send(1, 'b'), await send(2, 'c')];
    expect((await here.take({ interactive: 10, bulk: 0 })).map(({ id }) => id)).toEqual([first, third]);
    expect(await there.take({ interactive: 10, bulk: 0 })).toEqual([]);
  });

  test('while Odoo is doubtful each has its try before any has its second, the order of a record kept', async () => {
    const [tried, , other] = [await send(1, 'a'), await send(1, 'b'), await send(2, 'c')];
    const one = { interactive: 1, bulk: 0 };
    for (const expected of [tried, other, tried, other]) {
      const [taken] = await here.takeUntried(one);
      expect(taken?.id).toBe(expected);
      if (taken !== undefined) await here.giveBack(taken, 0, false);
    }
    expect((await mustTake(here)).id).toBe(tried);
  });

  test('each lane has its own queue', async () => {
    const [file, person] = [await send(1, 'a'), await send(2, 'b')];
    await database.query(`UPDATE command SET lane = 'bulk' WHERE id = '${file}'`);
    expect((await here.take({ interactive: 10, bulk: 0 })).map(({ id }) => id)).toEqual([person]);
    expect((await here.take({ interactive: 0, bulk: 10 })).map(({ id, lane }) => [id, lane])).toEqual([[file, 'bulk']]);
  });

  test('two replicas with four workers each keep the order of every record, and take each command once', async () => {
    const sent = new Map<string, string[]>();
    for (let n = 0; n < 60; n += 1) {
      const id = await send(1 + (n % 5), `k${n}`);
      const aggregate = `odoo:demo:purchase.order:${1 + (n % 5)}`;
      sent.set(aggregate, [...(sent.get(aggregate) ?? []), id]);
    }
    const began = new Map<string, string[]>();
    const busy = new Set<string>();
    const work = async (queue: Queue): Promise<void> => {
      for (let taken = await takeOne(queue); began.size < 5 || openLeft(); taken = await takeOne(queue)) {
        if (taken === undefined) continue;
        expect(busy.has(taken.aggregate)).toBe(false);
        busy.add(taken.aggregate);
        began.set(taken.aggregate, [...(began.get(taken.aggregate) ?? []), taken.id]);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
        busy.delete(taken.aggregate);
        await queue.settle(taken, APPLIED);
      }
    };
    const openLeft = (): boolean => [...began.values()].flat().length < 60;
    await Promise.all([here, there].flatMap((queue) => [work(queue), work(queue), work(queue), work(queue)]));
    expect(began).toEqual(sent);
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 120 });
  });
});

describe('leases', () => {
  test('a killed replica loses its command after the lease, and the late settlement is refused', async () => {
    const id = await send(1, 'a');
    const zombie = await mustTake(here);
    expect(await takeOne(there)).toBeUndefined();
    await expireLeases();
    const heir = await mustTake(there);
    expect(heir).toMatchObject({ id, attempts: 2 });
    expect(await here.settle(zombie, { ...APPLIED, answer: { by: 'zombie' } })).toBe(false);
    expect(await here.giveBack(zombie, 0, false)).toBe(false);
    expect(await here.judged(zombie, { verdict: 'allowed' }, {})).toBe(false);
    expect(await there.settle(heir, { ...APPLIED, answer: { by: 'heir' } })).toBe(true);
    expect(await register.byId(id)).toMatchObject({ status: 'applied', answer: { by: 'heir' } });
    expect((await audit.story(id)).map((link) => link.kind)).toEqual(['command.accepted', 'command.applied']);
  });

  test('a replica renews what it works on, and not what a turn left behind because Postgres was away', async () => {
    await send(1, 'worked on');
    const left = await send(2, 'left behind');
    const workedOn = await mustTake(here);
    expect((await mustTake(here)).id).toBe(left);
    await expireLeases();
    await here.renew([workedOn.id]);
    expect((await mustTake(there)).id).toBe(left);
    expect(await takeOne(there)).toBeUndefined();
  });

  test('the same worker that took it again fences its own earlier turn', async () => {
    await send(1, 'a');
    const earlier = await mustTake(here);
    await expireLeases();
    const later = await mustTake(here);
    expect(await here.settle(earlier, APPLIED)).toBe(false);
    expect(await here.settle(later, APPLIED)).toBe(true);
  });
});

describe('ended together', () => {
  test('in one transaction; who lost its lease is told so, and what it left stands', async () => {
    const ids = [await send(1, 'a'), await send(2, 'b'), await send(3, 'c')];
    const taken = await here.take({ interactive: 10, bulk: 0 });
    await database.query(`UPDATE command SET attempts = attempts + 1 WHERE id = '${ids[1] ?? ''}'`);
    expect(await Promise.all(taken.map((command) => here.settle(command, APPLIED)))).toEqual([true, false, true]);
    expect((await Promise.all(ids.map((id) => register.byId(id)))).map((command) => command?.status)).toEqual([
      'applied',
      'applying',
      'applied',
    ]);
    expect(await database.query(`SELECT DISTINCT xmin::text FROM audit_entry WHERE kind = 'command.applied'`)).toHaveLength(1);
    expect(await database.query('SELECT 1 FROM notice_outbox')).toHaveLength(2);
  });

  test('what cannot be kept fails alone', async () => {
    await send(1, 'a');
    await send(2, 'b');
    const taken = await here.take({ interactive: 10, bulk: 0 });
    // jsonb holds no NUL
    const ends = taken.map((command, place) => here.settle(command, { ...APPLIED, answer: { text: place === 0 ? '\0' : 'good' } }));
    expect((await Promise.allSettled(ends)).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});

describe('what is kept', () => {
  test('a verdict survives a crash', async () => {
    await send(1, 'a');
    await here.judged(await mustTake(here), { verdict: 'allowed', policies: ['p'] }, { facts: { state: 'draft' } });
    await expireLeases();
    expect((await mustTake(there)).verdict).toEqual({ verdict: 'allowed', policies: ['p'] });
  });

  test('of one that never reached Odoo the verdict has no force any more, and what was counted stays', async () => {
    const id = await send(1, 'a');
    const taken = await mustTake(here);
    await here.judged(taken, { verdict: 'allowed', counted: { at: 'then' } }, {});
    expect(await here.judgeAgain(taken, 0)).toBe(true);
    const again = await mustTake(there);
    expect(again).toMatchObject({ id, attempts: 2, defects: 0, verdict: { verdict: 'not-sent', counted: { at: 'then' } } });
    expect(await here.judgeAgain(taken, 0)).toBe(false);
    await there.judged(again, { verdict: 'allowed' }, {});
    expect(await there.settle(again, APPLIED)).toBe(true);
  });

  test('of one that an earlier lease saw allowed it stays: Odoo may have it', async () => {
    await send(1, 'a');
    await here.judged(await mustTake(here), { verdict: 'allowed' }, {});
    await expireLeases();
    const again = await mustTake(there);
    await expect(there.judgeAgain(again, 0)).rejects.toThrow('may be in Odoo');
    expect(await there.settle(again, APPLIED)).toBe(true);
  });

  test('one that was not judged yet has nothing to lose', async () => {
    await send(1, 'a');
    await here.judgeAgain(await mustTake(here), 0);
    expect(await mustTake(here)).toMatchObject({ verdict: null, attempts: 2 });
  });

  test('a command given back is not taken before its time, and defects are counted', async () => {
    const id = await send(1, 'a');
    await here.giveBack(await mustTake(here), 60_000, true);
    expect(await takeOne(here)).toBeUndefined();
    await database.query('UPDATE command SET not_before = now()');
    expect(await mustTake(here)).toMatchObject({ id, attempts: 2, defects: 1 });
  });

  test('a finished command stays finished', async () => {
    await send(1, 'a');
    const taken = await mustTake(here);
    await here.settle(taken, APPLIED);
    expect(await here.settle(taken, { ...APPLIED, status: 'failed' })).toBe(false);
    expect(await takeOne(here)).toBeUndefined();
  });
});
