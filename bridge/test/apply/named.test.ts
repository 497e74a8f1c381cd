import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CommandContract, catalog } from '@odoo-nats-bridge/contracts';
import { makersOf } from '../../src/apply/facts.js';
import { recordOf, stillNamed, withRecord } from '../../src/apply/named.js';
import { type Outcome, Queue } from '../../src/apply/queue.js';
import { AuditLog } from '../../src/audit/audit.js';
import { intentOf } from '../../src/command/intent.js';
import { Register } from '../../src/command/register.js';
import { Retry } from '../../src/failure.js';
import { Odoo } from '../../src/odoo/odoo.js';
import { Command } from '../../src/store/store.js';
import { clientOf } from '../../src/subscription/subscription.js';
import { takeOne } from '../rig/commands.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';

let database: TestDatabase;
let register: Register;
let queue: Queue;
beforeAll(async () => {
  database = await testDatabase();
  const audit = new AuditLog(database.store);
  register = new Register(database.store, audit);
  queue = new Queue(database.store, audit);
});
afterAll(() => database.drop());

const OPEN = { subject: 'Pump', kind: 'corrective', priority: 'low' };
let keys = 0;

async function send(type: string, body: object, client = 'cmms-1'): Promise<Command> {
  const from = { client: clientOf({ id: client, roles: ['cmms'], system: 'cmms' }), via: 'http' } as const;
  const given = { ...from, type: `maintenance.${type}.v1`, idempotencyKey: `key-${String((keys += 1))}`, body: JSON.stringify(body) };
  return (await register.record(intentOf(given, 'demo'))).command;
}

async function takeAndEnd(outcome: Partial<Outcome> = {}): Promise<string> {
  const taken = await takeOne(queue);
  if (taken === undefined) throw new Error('nothing to take');
  await queue.settle(taken, { status: 'applied', answer: {}, refusal: null, evidence: {}, ...outcome });
  return taken.id;
}

test('what follows by key waits for the command that makes the record, though they are ordered by different things', async () => {
  const opened = await send('open-request', { ...OPEN, externalId: 'WO-1' });
  const closed = await send('close-request', { externalId: 'WO-1' }, 'cmms-2');
  const other = await send('close-request', { externalId: 'WO-2' });
  expect(opened.aggregate).not.toBe(closed.aggregate);
  const taken = await queue.take({ interactive: 10, bulk: 0 });
  expect(taken.map(({ id }) => id)).toEqual([opened.id, other.id]);
  for (const each of taken) await queue.settle(each, { status: 'applied', answer: {}, refusal: null, evidence: {} });
  expect(await takeAndEnd()).toBe(closed.id);
});

test('it is kept whose key it was when the command came', async () => {
  const { id } = await send('open-request', { ...OPEN, externalId: 'WO-3' });
  expect(await register.byId(id)).toMatchObject({ system: 'cmms', named: 'external:cmms:maintenance.request:WO-3' });
  expect(await takeAndEnd()).toBe(id);
});

test('who moved a record by its key did not make it; who opened it did', async () => {
  const record = 'odoo:demo:maintenance.request:6';
  const answer = { request: { id: record } };
  await send('open-request', { ...OPEN, externalId: 'WO-4' }, 'maker');
  await takeAndEnd({ answer });
  const moved = await send('close-request', { externalId: 'WO-4' }, 'mover');
  const taken = await takeOne(queue);
  if (taken === undefined) throw new Error('nothing to take');
  expect(taken.id).toBe(moved.id);
  await queue.judged(taken, { verdict: 'allowed', record }, {});
  await queue.settle(taken, { status: 'applied', answer, refusal: null, evidence: {} });
  expect(await makersOf(database.store, [record])).toEqual([['maker']]);
});

test('the apply asks Odoo whether the key still means the record that was judged', async () => {
  const command = Object.assign(new Command(), await send('close-request', { externalId: 'WO-5' }), {
    aggregate: 'odoo:demo:maintenance.request:6',
  });
  const contract = contractOf('maintenance.close-request.v1');
  const find = { op: 'find', model: 'maintenance.request', domain: [['id', '=', 6]], external: 'WO-5', expect: 'one' };
  expect(stillNamed(contract, command)).toEqual([expect.objectContaining(find)]);
  expect(recordOf(contract, command)).toEqual({ record: 'odoo:demo:maintenance.request:6' });
  await takeAndEnd();
});

test('a command that makes a record, or names it by its id, has nothing to look up', async () => {
  const opened = await send('open-request', { ...OPEN, externalId: 'WO-6' });
  const closed = await send('close-request', { requestId: 'odoo:demo:maintenance.request:6' });
  for (const command of [opened, closed]) {
    const contract = contractOf(command.type);
    expect([stillNamed(contract, command), recordOf(contract, command)]).toEqual([[], {}]);
  }
});

test('a record that was judged once is not looked up again, whatever the key means by then', async () => {
  // nobody listens there
  const away = new Odoo({ odoo: { url: 'http://127.0.0.1:9', database: 'demo', keys: { 'bridge-maintenance': 'x' } } });
  const contract = contractOf('maintenance.close-request.v1');
  const record = 'odoo:demo:maintenance.request:6';
  const fresh = await send('close-request', { externalId: 'WO-7' });
  const judged = Object.assign(new Command(), fresh, { verdict: { verdict: 'allowed', record } });
  expect(await withRecord(away, contract, judged, { database: 'demo' })).toMatchObject({
    id: fresh.id,
    aggregate: record,
    input: fresh.input,
  });
  await expect(withRecord(away, contract, fresh, { database: 'demo' })).rejects.toBeInstanceOf(Retry);
  await takeAndEnd();
});

function contractOf(id: string): CommandContract {
  const found = catalog.commands.get(id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found;
}
