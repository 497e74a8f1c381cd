/** What every fault test needs: an instance, its databases, its streams, a person at Odoo and a warehouse that sends commands. */
import { readFileSync } from 'node:fs';
import { canonicalId } from '@odoo-nats-bridge/contracts';
import { supplierParty } from '../journeys/parties.js';
import { bridgeDatabase, odooDatabase, type Database } from '../rig/databases.js';
import { HttpClient } from '../rig/http-client.js';
import { OdooUser } from '../rig/odoo-user.js';
import { Stack } from '../rig/stack.js';
import { Streams } from '../rig/streams.js';
import { until } from '../rig/until.js';
import { compareOutboxWithStream, type RelayVerdict } from '../rig/once-in-order.js';

export class Scene {
  private constructor(
    readonly stack: Stack,
    readonly odoo: Database,
    readonly bridge: Database,
    readonly streams: Streams,
    readonly person: OdooUser,
    readonly warehouse: HttpClient,
    readonly supplierParty: string,
  ) {}

  static async open(name: string): Promise<Scene> {
    const stack = await Stack.up(name);
    const { env } = stack;
    return new Scene(
      stack,
      await odooDatabase(env),
      await bridgeDatabase(env),
      await Streams.connect(env),
      await OdooUser.login(env),
      new HttpClient(env.BRIDGE_URL, env.WAREHOUSE_API_KEY),
      supplierParty(readFileSync(env.ACCESS_FILE, 'utf8')),
    );
  }

  id(model: string, row: number): string {
    return canonicalId({ database: this.stack.env.ODOO_DATABASE }, model, row);
  }

  /** A confirmed purchase order of one line, ready to be received. */
  async confirmedOrder(quantity: number): Promise<{ readonly order: number; readonly line: number }> {
    const order = await this.person.draftPurchaseOrder(this.supplierParty, [quantity]);
    await this.person.confirm(order);
    const [line] = await this.person.lines(order);
    if (!line) throw new Error(`purchase order ${String(order)} has no line`);
    return { order, line: line.id };
  }

  receiptOf(order: number, line: number, quantity: string): unknown {
    return {
      purchaseOrderId: this.id('purchase.order', order),
      lines: [{ lineId: this.id('purchase.order.line', line), quantity }],
      backOrder: true,
    };
  }

  async received(order: number): Promise<number> {
    return (await this.person.lines(order)).reduce((sum, line) => sum + line.qty_received, 0);
  }

  /** How often Odoo applied this command: its own row is written with the effects. */
  async appliedInOdoo(commandId: string): Promise<number> {
    const [row] = await this.odoo.rows<{ count: number }>(
      "SELECT count(*)::int FROM bridge_command WHERE command_id = $1 AND outcome = 'applied'",
      [commandId],
    );
    return row?.count ?? 0;
  }

  /** Waits until the stream has all of the outbox, then compares them row by row. */
  async settledRelay(): Promise<RelayVerdict> {
    return until(
      'all of the outbox on the stream',
      async () => {
        const verdict = await compareOutboxWithStream(this.odoo, this.streams);
        return verdict.lost.length === 0 && verdict.published >= verdict.outbox ? verdict : undefined;
      },
      90_000,
    );
  }

  async close(): Promise<void> {
    await this.odoo.close();
    await this.bridge.close();
    await this.streams.close();
  }
}

export const untouched = { lost: [], doubled: [], gaps: 0, outOfOrder: [] };
