/** Only while the record is as its sender saw it, over NATS and by the line of a file, on the real system; over HTTP see approvals. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { BulkFile } from '../rig/bulk-file.js';
import { type Database, odooDatabase } from '../rig/databases.js';
import { Journey } from '../rig/journey.js';
import { Purchasing } from '../rig/purchasing.js';
import { Supplier } from '../rig/supplier.js';
import { until } from '../rig/until.js';

jest.setTimeout(120_000);

let journey: Journey;
let odoo: Database;
let supplier: Supplier;
beforeAll(async () => {
  journey = await Journey.open();
  odoo = await odooDatabase(journey.stack.env);
  supplier = await Supplier.connect(journey.stack.env);
}, 20 * 60_000);
afterAll(async () => {
  await supplier.close();
  await odoo.close();
  await journey.close();
});

/** As events of the record carry it. */
const version = async (model: string, row: number): Promise<number> =>
  until(`a version of ${model} ${String(row)}`, async () => {
    const [found] = await odoo.rows<{ version: number }>('SELECT version::int FROM bridge_version WHERE model = $1 AND record_id = $2', [
      model,
      row,
    ]);
    return found?.version;
  });

test('over NATS: a receipt for an order that somebody changed since is refused, and posted for the order as it is', async () => {
  const purchasing = new Purchasing(journey);
  const { order, lines } = await purchasing.confirmed([await purchasing.product()]);
  const seen = await version('purchase.order', order);
  await journey.write('purchase.order', order, { partner_ref: 'changed since' });
  const receive = async (expected: number) =>
    supplier.command(
      'procurement.receive-goods.v1',
      randomUUID(),
      {
        purchaseOrderId: journey.id('purchase.order', order),
        lines: lines.map((line) => ({ lineId: journey.id('purchase.order.line', line), quantity: '4' })),
        backOrder: true,
      },
      { 'If-Match': `"${String(expected)}"` },
    );
  expect(await receive(seen)).toMatchObject({ status: 'refused', refusal: { code: 'version-conflict' } });
  expect(await journey.person.read('purchase.order.line', lines[0] ?? 0, ['qty_received'])).toMatchObject({ qty_received: 0 });
  expect(await receive(await version('purchase.order', order))).toMatchObject({ status: 'applied' });
  expect(await journey.person.read('purchase.order.line', lines[0] ?? 0, ['qty_received'])).toMatchObject({ qty_received: 4 });
});

test('in a file: the line whose request was changed since is refused, the other is applied', async () => {
  const requests = [
    await journey.create('maintenance.request', { name: 'As it was seen' }),
    await journey.create('maintenance.request', { name: 'Changed since' }),
  ] as const;
  const seen = [await version('maintenance.request', requests[0]), await version('maintenance.request', requests[1])];
  await journey.write('maintenance.request', requests[1], { name: 'Changed since, by a person' });
  const lines = requests.map((row, at) => JSON.stringify({ requestId: journey.id('maintenance.request', row), seen: seen[at] }));
  const file = new BulkFile(journey.stack.env, 'maintenance.close-request.v1', randomUUID(), lines, '?versionField=seen');
  const { bulkId } = await file.send();
  expect((await file.ended(bulkId)).map(({ line, status, refusal }) => [line, status, refusal?.code])).toEqual([
    [1, 'applied', undefined],
    [2, 'refused', 'version-conflict'],
  ]);
  const done = async (row: number): Promise<unknown> => (await journey.person.read('maintenance.request', row, ['done'])).done;
  expect([await done(requests[0]), await done(requests[1])]).toEqual([true, false]);
});
