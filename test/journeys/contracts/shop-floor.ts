/** A plant of its own for each test: a product, its component, a bill of materials with an operation, a work centre. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Journey } from '../../rig/journey.js';
import { Warehouse } from './warehouse.js';

export interface Plant {
  /** row ids */
  readonly product: number;
  readonly component: number;
  readonly bill: number;
  readonly centre: number;
}

export class ShopFloor {
  private constructor(
    readonly journey: Journey,
    readonly warehouse: Warehouse,
  ) {}

  static async open(journey: Journey): Promise<ShopFloor> {
    return new ShopFloor(journey, await Warehouse.open(journey));
  }

  async plant(tracking: 'none' | 'lot' = 'none', consumption: 'warning' | 'strict' = 'warning'): Promise<Plant> {
    const { warehouse } = this;
    const [product, component] = [await warehouse.product({ tracking }), await warehouse.product()];
    await warehouse.fill(component, 1000);
    const centre = await warehouse.make('mrp.workcenter', { name: `Journey ${randomUUID()}` });
    const { product_tmpl_id: template } = await this.journey.person.read('product.product', product, ['product_tmpl_id']);
    const bill = await warehouse.make('mrp.bom', {
      product_tmpl_id: many2one.parse(template),
      consumption,
      bom_line_ids: [[0, 0, { product_id: component, product_qty: 2 }]],
      operation_ids: [[0, 0, { name: 'Assemble', workcenter_id: centre, time_cycle_manual: 10 }]],
    });
    return { product, component, bill, centre };
  }

  /** A draft order; its row id. */
  async draft({ product, bill }: Plant, quantity: number): Promise<number> {
    return this.warehouse.make('mrp.production', { product_id: product, bom_id: bill, product_qty: quantity });
  }

  async released(plant: Plant, quantity: number): Promise<number> {
    const order = await this.draft(plant, quantity);
    await this.journey.person.call('mrp.production', 'action_confirm', [[order]]);
    return order;
  }

  async workOrder(order: number): Promise<number> {
    const [row = 0] = await this.journey.person.searchIds('mrp.workorder', [['production_id', '=', order]]);
    return row;
  }

  async component(order: number): Promise<number> {
    const [row = 0] = await this.journey.person.searchIds('stock.move', [['raw_material_production_id', '=', order]]);
    return row;
  }
}

const many2one = z.tuple([z.number(), z.string()]).transform(([id]) => id);
