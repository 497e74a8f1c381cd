/**
 * A person at Odoo's web client: logs in with a session cookie and calls what the buttons call.
 * Purchase orders of the stories are made this way, never through the bridge.
 */
import { rowId } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import type { StackEnvironment } from './stack.js';

const answer = z.object({
  result: z.unknown().optional(),
  error: z.looseObject({ data: z.looseObject({ message: z.string() }).optional(), message: z.string() }).optional(),
});

type Login = Pick<StackEnvironment, 'ODOO_URL' | 'ODOO_DATABASE' | 'ODOO_ADMIN_LOGIN' | 'ODOO_ADMIN_PASSWORD'>;

export interface OrderLine {
  readonly id: number;
  readonly product_qty: number;
  readonly qty_received: number;
}

export class OdooUser {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  static async login(env: Login): Promise<OdooUser> {
    const response = await post(`${env.ODOO_URL}/web/session/authenticate`, '', {
      db: env.ODOO_DATABASE,
      login: env.ODOO_ADMIN_LOGIN,
      password: env.ODOO_ADMIN_PASSWORD,
    });
    const cookie = /session_id=[^;]+/.exec(response.headers.get('set-cookie') ?? '')?.[0];
    if (!cookie) throw new Error('Odoo did not open a session');
    await result(response);
    return new OdooUser(env.ODOO_URL, cookie);
  }

  /** Calls a public model method, as the web client's buttons do. Throws with Odoo's own message. */
  async call(model: string, method: string, args: readonly unknown[], kwargs: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    return result(await post(`${this.url}/web/dataset/call_kw/${model}/${method}`, this.cookie, { model, method, args, kwargs }));
  }

  async searchIds(model: string, domain: readonly unknown[], limit = 1): Promise<number[]> {
    return z.array(z.number()).parse(await this.call(model, 'search', [domain], { limit, order: 'id' }));
  }

  /** A draft purchase order of stored products for a supplier (canonical id). */
  async draftPurchaseOrder(supplier: string, quantities: readonly number[], price = 25): Promise<number> {
    const products = await this.searchIds(
      'product.product',
      [
        ['is_storable', '=', true],
        ['tracking', '=', 'none'],
        ['purchase_ok', '=', true],
      ],
      quantities.length,
    );
    const lines = quantities.map((quantity, index) => [
      0,
      0,
      { product_id: products[index % products.length], product_qty: quantity, price_unit: price },
    ]);
    const created = await this.call('purchase.order', 'create', [[{ partner_id: rowId(supplier), order_line: lines }]]);
    return z.tuple([z.number()]).parse(created)[0];
  }

  async confirm(order: number): Promise<void> {
    await this.call('purchase.order', 'button_confirm', [[order]]);
  }

  async lines(order: number): Promise<OrderLine[]> {
    const rows = await this.call('purchase.order.line', 'search_read', [[['order_id', '=', order]], ['product_qty', 'qty_received']], {
      order: 'id',
    });
    return z.array(z.object({ id: z.number(), product_qty: z.number(), qty_received: z.number() })).parse(rows);
  }

  async read(model: string, id: number, fields: readonly string[]): Promise<Record<string, unknown>> {
    const rows = z.array(z.record(z.string(), z.unknown())).parse(await this.call(model, 'read', [[id], fields]));
    const row = rows[0];
    if (!row) throw new Error(`Odoo has no ${model} ${id}`);
    return row;
  }
}

function post(url: string, cookie: string, params: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ jsonrpc: '2.0', method: 'call', params }),
    signal: AbortSignal.timeout(60_000),
  });
}

async function result(response: Response): Promise<unknown> {
  const { error, result: value } = answer.parse(await response.json());
  if (error) throw new Error(error.data?.message ?? error.message);
  return value;
}
