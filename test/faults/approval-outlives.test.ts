/** What waits for a person outlives whatever dies meanwhile, and is applied once, whichever process is left to do it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Approver } from '../rig/approvals.js';
import { auditVerify } from '../rig/audit.js';
import { LargeOrders, PRICE } from '../rig/large-orders.js';
import { type Service, Stack } from '../rig/stack.js';
import { until } from '../rig/until.js';
import { Replica } from '../soak/commands/replica.js';

const ALL: readonly Service[] = ['bridge', 'relay', 'odoo', 'nats', 'postgres'];

let stack: Stack;
let orders: LargeOrders;
beforeAll(async () => {
  stack = await Stack.up('test-faults');
  orders = await LargeOrders.open(stack);
}, 20 * 60_000);
afterAll(() => orders.close());

async function mustBeAppliedOnce(order: number, commandId: string): Promise<void> {
  const { end } = await orders.outcomes.endOf(commandId);
  expect(end).toMatchObject({ commandId, status: 'applied' });
  expect(await orders.state(order)).toBe('purchase');
  expect(await orders.appliedInOdoo(commandId)).toBe(1);
  const ends = await orders.bridge.rows("SELECT 1 FROM audit_entry WHERE subject ->> 'commandId' = $1 AND kind = 'command.applied'", [
    commandId,
  ]);
  expect(ends).toHaveLength(1);
}

test('all servers are killed while it waits, and started again', async () => {
  const order = await orders.draft();
  const { commandId, approvalId } = await orders.asked(order);
  await orders.activityIsThere(approvalId);
  await orders.close();
  for (const service of ALL) await stack.kill(service);
  for (const service of [...ALL].reverse()) await stack.start(service);
  orders = await LargeOrders.open(stack);

  expect(await orders.status(commandId)).toBe('waiting');
  expect(await orders.berta.inInbox(commandId)).toMatchObject({ id: approvalId, mine: true });
  await orders.berta.say('approve', approvalId, 'still wanted');
  await mustBeAppliedOnce(order, commandId);
  await orders.activityIsDone(approvalId);
  await expect(auditVerify(stack.env)).resolves.toBeTruthy();
}, 300_000);

describe('two replicas', () => {
  let replica: Replica;
  let there: { readonly anna: Approver; readonly berta: Approver };
  const start = async (): Promise<void> => {
    replica = await Replica.start(stack, join(mkdtempSync(join(tmpdir(), 'replica-')), 'replica.log'));
    const { ANNA_API_KEY, BERTA_API_KEY } = stack.env;
    there = { anna: new Approver('anna', replica.url, ANNA_API_KEY), berta: new Approver('berta', replica.url, BERTA_API_KEY) };
  };
  beforeAll(start, 180_000);
  afterAll(() => replica.stop());

  test('two say yes at once, one at each: one of them was enough, and it is applied once', async () => {
    const order = await orders.draft();
    const { commandId, approvalId } = await orders.asked(order);
    const said = await Promise.allSettled([
      orders.anna.say('approve', approvalId, 'here'),
      there.berta.say('approve', approvalId, 'there'),
    ]);
    expect(said.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(String(said.find((each) => each.status === 'rejected')?.reason)).toContain('approval-ended');
    await mustBeAppliedOnce(order, commandId);
  }, 240_000);

  test('two have to say yes and do at once, one at each: applied once', async () => {
    const order = await orders.draft(PRICE.veryLarge);
    const { commandId, approvalId } = await orders.asked(order);
    await Promise.all([orders.berta.say('approve', approvalId, 'here'), there.anna.say('approve', approvalId, 'there')]);
    await mustBeAppliedOnce(order, commandId);
  }, 240_000);

  test('the one that heard the yes and began to carry it out is killed: the other one does it', async () => {
    await replica.stop();
    const order = await orders.draft();
    const { commandId, approvalId } = await orders.asked(order);
    // somebody's long transaction: Odoo cannot apply it yet
    const release = await orders.odoo.hold('SELECT id FROM purchase_order WHERE id = $1 FOR UPDATE', [order]);
    await orders.berta.say('approve', approvalId, 'heard by the one that dies');
    await until('the first replica to have it judged and begun', async () => ((await wasBegun(commandId)) ? true : undefined));
    await start();
    await stack.kill('bridge');
    await release();
    await until('the other to apply it', async () => ((await orders.status(commandId)) === 'applied' ? true : undefined), 60_000);
    await stack.start('bridge');
    await mustBeAppliedOnce(order, commandId);
  }, 300_000);

  async function wasBegun(commandId: string): Promise<boolean> {
    const rows = await orders.bridge.rows("SELECT 1 FROM command WHERE id = $1 AND verdict ->> 'verdict' = 'allowed'", [commandId]);
    return rows.length === 1;
  }
});
