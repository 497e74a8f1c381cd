/** The warehouse of the demo data, and goods in it: each test has products of its own. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Journey } from '../../rig/journey.js';

type Values = Readonly<Record<string, unknown>>;

export class Warehouse {
  private constructor(
    readonly journey: Journey,
    /** row ids: the main stock, a shelf below it, the quality control location */
    readonly stock: number,
    readonly shelf: number,
    readonly quality: number,
  ) {}

  static async open(journey: Journey): Promise<Warehouse> {
    const [warehouse = 0] = await journey.person.searchIds('stock.warehouse', []);
    const read = await journey.person.read('stock.warehouse', warehouse, ['lot_stock_id', 'wh_qc_stock_loc_id']);
    const { lot_stock_id: stock, wh_qc_stock_loc_id: quality } = many2ones.parse(read);
    await journey.person.call('stock.location', 'write', [[quality], { active: true }]);
    const below = [
      ['location_id', '=', stock],
      ['usage', '=', 'internal'],
    ];
    const [shelf = 0] = await journey.person.searchIds('stock.location', below);
    return new Warehouse(journey, stock, shelf, quality);
  }

  /** Canonical id of the company's location for what is consumed. */
  async consumption(product: number): Promise<string> {
    const read = await this.journey.person.read('product.product', product, ['property_stock_production']);
    return this.journey.id('stock.location', many2one.parse(read.property_stock_production));
  }

  /** One record, made by a person before the test's cause. */
  async make(model: string, values: Values, context: Values = {}): Promise<number> {
    return z.tuple([z.number()]).parse(await this.journey.person.call(model, 'create', [[values]], { context }))[0];
  }

  async product(values: Values = {}): Promise<number> {
    return this.make('product.product', { name: `Journey ${randomUUID()}`, type: 'consu', is_storable: true, ...values });
  }

  async lot(product: number): Promise<number> {
    return this.make('stock.lot', { name: randomUUID(), product_id: product });
  }

  /** So much of it lies at the main stock. */
  async fill(product: number, quantity: number, lot: number | false = false): Promise<void> {
    const values = { product_id: product, location_id: this.stock, lot_id: lot, inventory_quantity: quantity };
    const level = await this.make('stock.quant', values, { inventory_mode: true });
    await this.journey.person.call('stock.quant', 'action_apply_inventory', [[level]]);
  }

  /** A confirmed delivery to a customer, nothing reserved; row ids of it and of its lines. */
  async delivery(goods: readonly (readonly [product: number, quantity: number])[]): Promise<{ delivery: number; lines: number[] }> {
    const { person } = this.journey;
    const customer = await this.make('res.partner', { name: 'Journey customer', is_company: true });
    const lines = goods.map(([product_id, product_uom_qty]) => [0, 0, { product_id, product_uom_qty }]);
    const order = await this.make('sale.order', { partner_id: customer, order_line: lines });
    await person.call('sale.order', 'action_confirm', [[order]]);
    const [delivery = 0] = await person.searchIds('stock.picking', [['sale_id', '=', order]]);
    await person.call('stock.picking', 'do_unreserve', [[delivery]]);
    return { delivery, lines: await person.searchIds('stock.move', [['picking_id', '=', delivery]], goods.length) };
  }
}

const many2one = z.tuple([z.number(), z.string()]).transform(([id]) => id);
const many2ones = z.looseObject({ lot_stock_id: many2one, wh_qc_stock_loc_id: many2one });

/** A row that no table has. */
export const NOWHERE = 2_000_000_000;
