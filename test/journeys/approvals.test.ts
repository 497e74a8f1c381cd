/** Large orders: asked for, waited for, seen beside the live record, decided by people, and applied as they were approved or not at all. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditStory } from '../rig/audit.js';
import { LargeOrders, PRICE } from '../rig/large-orders.js';
import { Stack } from '../rig/stack.js';
import { until } from '../rig/until.js';

let orders: LargeOrders;
beforeAll(async () => {
  orders = await LargeOrders.open(await Stack.up('test'));
}, 20 * 60_000);
afterAll(() => orders.close());

/** The kinds of a story's entries about the command and its approval; deliveries of what followed are not part of it. */
async function story(commandId: string): Promise<string[]> {
  const told = (await auditStory(orders.stack.env, commandId)).map(({ kind }) => kind);
  return told.filter((kind) => kind.startsWith('command.') || kind.startsWith('approval.'));
}

test('a large order is approved: asked, shown, judged again, applied once, told, and on record', async () => {
  const order = await orders.draft();
  const { commandId, approvalId } = await orders.asked(order);

  expect(await orders.berta.inInbox(commandId)).toMatchObject({ id: approvalId, requester: 'buyer', needed: 1, mine: true });
  expect(await orders.berta.show(approvalId)).toMatchObject({
    record: { then: { state: 'draft' }, now: { state: 'draft' }, changed: false },
    changes: [{ does: 'call', model: 'purchase.order' }],
  });
  expect(await orders.activityIsThere(approvalId)).toMatchObject({ summary: expect.stringContaining('confirm-purchase-order') });
  // making the activity is no change of the order
  expect(await orders.berta.show(approvalId)).toMatchObject({ record: { changed: false } });
  expect(await orders.state(order)).toBe('draft');

  expect(await orders.berta.say('approve', approvalId, 'budget 2027')).toMatchObject({ status: 'approved' });

  const { types, end } = await orders.outcomes.endOf(commandId);
  expect(types).toEqual(['command.waiting-for-approval', 'command.applied']);
  expect(end).toMatchObject({ commandId, status: 'applied', answer: { state: 'approved' } });
  expect(await orders.state(order)).toBe('purchase');
  expect(await orders.appliedInOdoo(commandId)).toBe(1);
  expect(await story(commandId)).toEqual([
    ...['command.accepted', 'command.judged', 'approval.requested'],
    ...['approval.approved', 'command.judged', 'command.applied'],
  ]);
  await orders.activityIsDone(approvalId);
}, 240_000);

test('whoever asked does not decide it, nor somebody without the role', async () => {
  const { approvalId } = await orders.asked(await orders.draft(), orders.anna.http);
  await expect(orders.anna.say('approve', approvalId, 'mine')).rejects.toThrow('own-request');
  expect(await orders.anna.show(approvalId)).toMatchObject({ status: 'open', mine: false });
  await expect(orders.berta.show(approvalId)).resolves.toMatchObject({ mine: true });
  const asBuyer = await orders.buyer.post(`/v1/approvals/${approvalId}/approve`, { reason: 'why not' });
  expect(asBuyer.body.code).toBe('not-an-approver');
}, 240_000);

test('nobody is asked about a version of the order that its sender did not see', async () => {
  const order = await orders.draft();
  const commandId = await orders.send(order, orders.buyer, { 'if-match': '"9999"' });
  const { types, end } = await orders.outcomes.endOf(commandId);
  expect(types).toEqual(['command.refused']);
  expect(end).toMatchObject({ status: 'refused', refusal: { code: 'version-conflict' } });
  expect(await orders.state(order)).toBe('draft');
}, 240_000);

test('a very large order takes two persons, and one may hand it on to another', async () => {
  const order = await orders.draft(PRICE.veryLarge);
  const { commandId, approvalId } = await orders.asked(order);
  expect(await orders.berta.show(approvalId)).toMatchObject({ needed: 2, roles: ['finance-manager'] });

  await orders.berta.say('delegate', approvalId, 'on leave', 'carl');
  await expect(orders.berta.say('approve', approvalId, 'back again')).rejects.toThrow('delegated-away');
  expect(await orders.anna.say('approve', approvalId, 'needed for the site')).toMatchObject({ status: 'open' });
  await expect(orders.anna.say('approve', approvalId, 'once more')).rejects.toThrow('already-decided');
  expect(await orders.status(commandId)).toBe('waiting');
  expect(await orders.state(order)).toBe('draft');
  expect(await orders.carl.show(approvalId)).toMatchObject({ mine: true, delegatedToMe: true });
  await orders.carl.say('approve', approvalId, 'for Berta');

  expect((await orders.outcomes.endOf(commandId)).end).toMatchObject({ status: 'applied' });
  expect(await orders.state(order)).toBe('purchase');
  expect(await story(commandId)).toEqual([
    ...['command.accepted', 'command.judged', 'approval.requested', 'approval.delegated', 'approval.approved', 'approval.approved'],
    ...['command.judged', 'command.applied'],
  ]);
}, 240_000);

describe('without a yes nothing is applied, the sender is told why, and the activity does not stay', () => {
  test.each<[string, string, (asked: { commandId: string; approvalId: string }) => Promise<unknown>]>([
    ['denied', 'approval-denied', ({ approvalId }) => orders.berta.say('deny', approvalId, 'too dear')],
    [
      'nobody said anything',
      'approval-expired',
      // its time is over; what follows is the bridge's own
      ({ approvalId }) => orders.bridge.run('UPDATE approval SET expires_at = now() WHERE id = $1', [approvalId]),
    ],
    ['taken back', 'cancelled', ({ commandId }) => orders.buyer.post(`/v1/commands/${commandId}/cancel`, {})],
  ])(
    '%s',
    async (_what, code, endIt) => {
      const order = await orders.draft();
      const asked = await orders.asked(order);
      await orders.activityIsThere(asked.approvalId);
      await endIt(asked);
      const { end } = await orders.outcomes.endOf(asked.commandId);
      expect(end).toMatchObject({ status: 'refused', refusal: { code } });
      expect(await orders.state(order)).toBe('draft');
      expect(await orders.appliedInOdoo(asked.commandId)).toBe(0);
      await orders.activityIsDone(asked.approvalId);
      await expect(orders.berta.say('approve', asked.approvalId, 'too late')).rejects.toThrow('approval-ended');
    },
    240_000,
  );
});

describe('while it waits, somebody works on the order in Odoo', () => {
  test('another article at the same price is another order: the yes does not count for it', async () => {
    const order = await orders.draft();
    const { commandId, approvalId } = await orders.asked(order);
    await orders.activityIsThere(approvalId);
    const lines = await orders.person.lines(order);
    const [first, second] = [lines[0]?.id, lines[1]?.id];
    const { product_id: other } = await orders.person.read('purchase.order.line', Number(second), ['product_id']);
    const [article] = other as [number, string];
    await orders.person.call('purchase.order.line', 'write', [[first], { product_id: article, price_unit: PRICE.large }]);

    const seen = await until('the change shows', async () => {
      const now = await orders.berta.show(approvalId);
      return now.record.changed === true ? now : undefined;
    });
    // policy sees the same amount: what it reads is not all that was approved
    expect(seen.record.now).toEqual(seen.record.then);
    await orders.berta.say('approve', approvalId, 'what I saw yesterday');

    const { end } = await orders.outcomes.endOf(commandId);
    expect(end).toMatchObject({ status: 'refused', refusal: { code: 'record-changed' } });
    expect(await orders.state(order)).toBe('draft');
    expect(await orders.appliedInOdoo(commandId)).toBe(0);
    await orders.activityIsDone(approvalId);
  }, 240_000);

  test('a message, an activity and a look at the portal change nothing', async () => {
    const order = await orders.draft();
    const { commandId, approvalId } = await orders.asked(order);
    await orders.person.call('purchase.order', 'message_post', [[order]], { body: 'Please hurry' });
    await orders.person.call('purchase.order', 'activity_schedule', [[order]], { act_type_xmlid: 'mail.mail_activity_data_call' });
    await orders.person.call('purchase.order', 'get_portal_url', [[order]]);
    expect(await orders.berta.show(approvalId)).toMatchObject({ record: { changed: false } });
    await orders.berta.say('approve', approvalId, 'agreed');
    expect((await orders.outcomes.endOf(commandId)).end).toMatchObject({ status: 'applied' });
  }, 240_000);

  test('between the last look and the apply: Odoo itself finds that it is another order', async () => {
    const order = await orders.draft();
    const { commandId, approvalId } = await orders.asked(order);
    await orders.activityIsThere(approvalId);
    // whoever changes the order, or applies a command to it, comes to this row at the end, in the order of arrival
    const letGo = await orders.odoo.hold('SELECT 1 FROM bridge_version WHERE model = $1 AND record_id = $2 FOR UPDATE', [
      'purchase.order',
      order,
    ]);
    const [line] = await orders.person.lines(order);
    const written = orders.person.call('purchase.order.line', 'write', [[line?.id], { price_unit: PRICE.veryLarge }]);
    try {
      await until('the person in Odoo waits at the commit', () => orders.somebodyWaits());
      await orders.berta.say('approve', approvalId, 'as it was');
      // policy has seen the order as it was approved, for the last time; nobody looks again but Odoo
      await until('the bridge has looked and is about to apply', () => orders.isAllowed(commandId), 120_000);
      expect(await orders.appliedInOdoo(commandId)).toBe(0);
    } finally {
      await letGo();
    }
    await written;

    const { end } = await orders.outcomes.endOf(commandId);
    expect(end).toMatchObject({ status: 'refused', refusal: { code: 'record-changed' } });
    expect(await orders.state(order)).toBe('draft');
    expect(await orders.appliedInOdoo(commandId)).toBe(0);
  }, 240_000);
});
