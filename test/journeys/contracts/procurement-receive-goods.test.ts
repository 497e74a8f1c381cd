/** receive-goods on the real system: what it posts, and each of its refusals. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Journey } from '../../rig/journey.js';
import { type Ordered, Purchasing } from '../../rig/purchasing.js';

const RECEIVE = 'procurement.receive-goods.v1';
let journey: Journey;
let purchasing: Purchasing;
beforeAll(async () => {
  journey = await Journey.open();
  purchasing = new Purchasing(journey);
}, 20 * 60_000);
afterAll(async () => journey.close());

const lineId = (line: number | undefined): string => journey.id('purchase.order.line', line ?? 0);

/** `quantity` of each line, or what `change` says instead. */
const goods = ({ order, lines }: Pick<Ordered, 'order' | 'lines'>, quantity = '4', change: Readonly<Record<string, unknown>> = {}) => ({
  purchaseOrderId: journey.id('purchase.order', order),
  lines: lines.map((line) => ({ lineId: lineId(line), quantity })),
  backOrder: true,
  ...change,
});
const refused = (input: unknown, code: string): Promise<void> => journey.expectRefusal(RECEIVE, input, code);
const unit = async (domain: readonly unknown[]): Promise<number> => (await journey.person.searchIds('uom.uom', domain))[0] ?? 0;

test('procurement.receive-goods.v1: four of ten are posted, six stay expected', async () => {
  const ordered = await purchasing.confirmed([await purchasing.product()]);
  const answer = await journey.send(RECEIVE, goods(ordered));
  expect(answer).toMatchObject({ lines: [{ received: { value: '4.00' } }], backOrder: { id: expect.any(String) } });
  const { id } = answer.receipt as { id: string };
  const { envelope } = await journey.expectEvent('procurement.goods-receipt.posted.v1', id);
  expect(envelope.commandid).toBeDefined();
});

test('procurement.receive-goods.v1: refusals about the order and its lines', async () => {
  const product = await purchasing.product();
  const draft = await purchasing.draft([product]);
  const ordered = await purchasing.confirmed([product]);
  await refused(goods(draft), 'purchase-order-not-approved');
  await journey.expectMissing(RECEIVE, goods({ ...ordered, order: 2_000_000_000 }), 'purchase-order-not-found');
  await refused(goods({ ...ordered, lines: draft.lines }), 'purchase-order-line-not-found');
  await refused(goods(ordered, '10.01'), 'quantity-exceeds-open');
  await refused(goods(ordered, '1.2345'), 'quantity-too-fine');
  const service = await purchasing.confirmed([await purchasing.product({ type: 'service', is_storable: false })]);
  await refused(goods(service), 'line-not-receivable');
});

test('procurement.receive-goods.v1: refusals about what a person has to do', async () => {
  const lots = await purchasing.confirmed([await purchasing.product({ tracking: 'lot' })]);
  await refused(goods(lots), 'product-is-tracked');
  const kit = await purchasing.product();
  const { product_tmpl_id: template } = await journey.person.read('product.product', kit, ['product_tmpl_id']);
  const parts = [await purchasing.product(), await purchasing.product()];
  await journey.create('mrp.bom', {
    product_tmpl_id: (template as [number, string])[0],
    type: 'phantom',
    bom_line_ids: parts.map((part) => [0, 0, { product_id: part, product_qty: 1 }]),
  });
  await refused(goods(await purchasing.confirmed([kit])), 'line-needs-a-person');
  const two = await purchasing.confirmed([await purchasing.product(), await purchasing.product()]);
  const [receipt = 0] = await purchasing.receipts(two.order);
  const copied = await journey.person.call('stock.picking', 'copy', [[receipt], { move_ids: [] }]);
  const moved = await journey.person.searchIds('stock.move', [['purchase_line_id', '=', two.lines[1]]]);
  await journey.person.call('stock.move', 'write', [moved, { picking_id: (copied as number[])[0] }]);
  await refused(goods(two), 'lines-in-several-receipts');
});

test('procurement.receive-goods.v1: refusals about units', async () => {
  const dozen = await unit([['name', '=', 'Dozens']]);
  const inDozens = await purchasing.confirmed([await purchasing.product()], 2, { product_uom_id: dozen });
  await refused(goods(inDozens, '1'), 'unit-required');
  const ordered = await purchasing.confirmed([await purchasing.product()]);
  await refused(goods(ordered, '1', { lines: [{ lineId: lineId(ordered.lines[0]), quantity: '1', uom: 'Dozens' }] }), 'unit-differs');
});

test('procurement.receive-goods.v1: refusals about the receipt', async () => {
  const ordered = await purchasing.confirmed([await purchasing.product()]);
  const [receipt = 0] = await purchasing.receipts(ordered.order);
  const { picking_type_id: type } = await journey.person.read('stock.picking', receipt, ['picking_type_id']);
  const kind = (type as [number, string])[0];
  await journey.write('stock.picking.type', kind, { create_backorder: 'never' });
  try {
    await refused(goods(ordered), 'back-order-not-possible');
  } finally {
    await journey.write('stock.picking.type', kind, { create_backorder: 'ask' });
  }
  const held = { table: 'stock_picking', condition: `NEW.id = ${String(receipt)}`, column: 'state', value: 'assigned' };
  await journey.holding(held, () => refused(goods(ordered), 'receipt-not-posted'));
});
