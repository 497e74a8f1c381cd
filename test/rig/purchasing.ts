/** What journeys about purchasing have to have first: products, orders and receipts, made by a person in Odoo. */
import { rowId } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import type { Journey } from './journey.js';

export interface Ordered {
  readonly order: number;
  readonly lines: readonly number[];
  readonly products: readonly number[];
}

const ids = z.array(z.number());
// a date to come would wait for its day in Odoo
const today = new Date().toISOString().slice(0, 10);

export class Purchasing {
  constructor(private readonly journey: Journey) {}

  /** A stored product that is billed by what was received, without tax. */
  product(values: Readonly<Record<string, unknown>> = {}): Promise<number> {
    const plain = { type: 'consu', is_storable: true, purchase_method: 'receive', supplier_taxes_id: [[6, 0, []]], taxes_id: [[6, 0, []]] };
    return this.journey.create('product.product', { name: 'Journey part', ...plain, ...values });
  }

  /** A draft order with a line for each product at 5.00. */
  async draft(products: readonly number[], quantity = 10, line: Readonly<Record<string, unknown>> = {}): Promise<Ordered> {
    const lines = products.map((product) => [0, 0, { product_id: product, product_qty: quantity, price_unit: 5, ...line }]);
    const order = await this.journey.create('purchase.order', { partner_id: rowId(this.journey.supplier), order_line: lines });
    return { order, lines: ids.parse((await this.journey.person.read('purchase.order', order, ['order_line'])).order_line), products };
  }

  async confirmed(products: readonly number[], quantity = 10, line: Readonly<Record<string, unknown>> = {}): Promise<Ordered> {
    const ordered = await this.draft(products, quantity, line);
    await this.journey.call('purchase.order', 'button_confirm', [[ordered.order]]);
    return ordered;
  }

  /** The receipts of an order, oldest first. */
  async receipts(order: number): Promise<number[]> {
    return ids.parse(await this.journey.person.call('stock.picking', 'search', [[['purchase_id', '=', order]]], { order: 'id' }));
  }

  /** Receives `quantity` of each line that the receipt expects; the rest is a back-order. */
  async receive(receipt: number, quantity: number): Promise<void> {
    const { move_ids: moves } = await this.journey.person.read('stock.picking', receipt, ['move_ids']);
    await this.journey.person.call('stock.move', 'write', [ids.parse(moves), { quantity, picked: true }]);
    await this.journey.call('stock.picking', 'button_validate', [[receipt]], { context: { skip_backorder: true } });
  }

  /** Sends `quantity` of each line of a posted receipt back; the return's row id, not posted yet. */
  async returnOf(receipt: number, quantity: number): Promise<number> {
    const wizard = await this.journey.create('stock.return.picking', { picking_id: receipt });
    const { product_return_moves: lines } = await this.journey.person.read('stock.return.picking', wizard, ['product_return_moves']);
    await this.journey.person.call('stock.return.picking.line', 'write', [ids.parse(lines), { quantity, to_refund: true }]);
    const action = await this.journey.call('stock.return.picking', 'action_create_returns', [[wizard]]);
    return z.looseObject({ res_id: z.number() }).parse(action).res_id;
  }

  /** Posts a return. Odoo would ask first whether it may send the supplier a text message. */
  async sendBack(returned: number): Promise<void> {
    await this.journey.call('stock.picking', 'button_validate', [[returned]], { context: { skip_sms: true } });
  }

  /** The draft bill that Odoo makes of the order. */
  async draftBill(order: number, supplierNumber: string): Promise<number> {
    await this.journey.call('purchase.order', 'action_create_invoice', [[order]]);
    const { invoice_ids: bills } = await this.journey.person.read('purchase.order', order, ['invoice_ids']);
    const bill = Math.max(...ids.parse(bills));
    await this.journey.person.call('account.move', 'write', [[bill], { ref: supplierNumber, invoice_date: today }]);
    return bill;
  }

  /** A payment of all that is open, by Odoo's own wizard. */
  async pay(invoice: number): Promise<void> {
    const context = { active_model: 'account.move', active_ids: [invoice] };
    const wizard = ids.parse(await this.journey.person.call('account.payment.register', 'create', [[{}]], { context }));
    await this.journey.call('account.payment.register', 'action_create_payments', [wizard]);
  }
}
