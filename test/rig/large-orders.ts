/** Purchase orders that a buyer may not confirm alone: made by a person in Odoo, asked for over HTTP, decided by people. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { canonicalId } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { supplierParty } from '../journeys/parties.js';
import { Approver, Outcomes } from './approvals.js';
import { type Database, bridgeDatabase, odooDatabase } from './databases.js';
import { HttpClient } from './http-client.js';
import { OdooUser } from './odoo-user.js';
import type { Stack } from './stack.js';
import { until } from './until.js';

export const CONFIRM = 'procurement.confirm-purchase-order.v1';
const PATIENCE_MS = 120_000;

/** bridge/policies/thresholds.json: a buyer's own limit is 10,000, one approver's 100,000 */
export const PRICE = { large: 250, veryLarge: 2_500 } as const;
const QUANTITY = 100;

export interface Asked {
  readonly commandId: string;
  readonly approvalId: string;
}

interface Activity {
  readonly active: boolean;
  readonly summary: string;
}

export class LargeOrders {
  private constructor(
    readonly stack: Stack,
    readonly odoo: Database,
    readonly bridge: Database,
    readonly person: OdooUser,
    readonly buyer: HttpClient,
    readonly anna: Approver,
    readonly berta: Approver,
    readonly carl: Approver,
    readonly outcomes: Outcomes,
    private readonly supplier: string,
  ) {}

  /** @param url of the bridge, when it is not the instance's own */
  static async open(stack: Stack): Promise<LargeOrders> {
    const { env } = stack;
    const url = env.BRIDGE_URL;
    return new LargeOrders(
      stack,
      await odooDatabase(env),
      await bridgeDatabase(env),
      await OdooUser.login(env),
      new HttpClient(url, env.BUYER_API_KEY),
      new Approver('anna', url, env.ANNA_API_KEY),
      new Approver('berta', url, env.BERTA_API_KEY),
      new Approver('carl', url, env.CARL_API_KEY),
      await Outcomes.of(env, 'buyer'),
      supplierParty(readFileSync(env.ACCESS_FILE, 'utf8')),
    );
  }

  async close(): Promise<void> {
    await this.outcomes.close();
    await this.odoo.close();
    await this.bridge.close();
  }

  id(order: number): string {
    return canonicalId({ database: this.stack.env.ODOO_DATABASE }, 'purchase.order', order);
  }

  draft(price: number = PRICE.large): Promise<number> {
    return this.person.draftPurchaseOrder(this.supplier, [QUANTITY, 1], price);
  }

  /** A confirmation that waits for people now. */
  async asked(order: number, sender: HttpClient = this.buyer): Promise<Asked> {
    const commandId = await this.send(order, sender);
    await until(`command ${commandId} waits`, async () => ((await this.status(commandId)) === 'waiting' ? true : undefined), PATIENCE_MS);
    return { commandId, approvalId: await this.approvalOf(commandId) };
  }

  async send(order: number, sender: HttpClient = this.buyer, more: Readonly<Record<string, string>> = {}): Promise<string> {
    const headers = { 'idempotency-key': randomUUID(), prefer: 'wait=0', ...more };
    const { body } = await sender.raw(CONFIRM, headers, JSON.stringify({ purchaseOrderId: this.id(order) }));
    return z.string().parse(body.commandId);
  }

  async status(commandId: string): Promise<string | undefined> {
    const [row] = await this.bridge.rows<{ status: string }>('SELECT status FROM command WHERE id = $1', [commandId]);
    return row?.status;
  }

  async approvalOf(commandId: string): Promise<string> {
    const rows = await this.bridge.rows<{ id: string }>('SELECT id FROM approval WHERE command = $1 ORDER BY requested_at', [commandId]);
    return z.string().parse(rows.at(-1)?.id);
  }

  async state(order: number): Promise<unknown> {
    return (await this.person.read('purchase.order', order, ['state'])).state;
  }

  /** Each time that Odoo carried a command out is a row, committed with its effects. */
  async appliedInOdoo(commandId: string): Promise<number> {
    const rows = await this.odoo.rows("SELECT 1 FROM bridge_command WHERE command_id = $1 AND outcome = 'applied'", [commandId]);
    return rows.length;
  }

  /** Somebody in Odoo waits for what this connection to Odoo's database holds. */
  async somebodyWaits(): Promise<true | undefined> {
    const waiting = await this.odoo.rows(`SELECT 1 FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid`);
    return waiting.length > 0 ? true : undefined;
  }

  /** Policy has said yes, and the command has not ended. */
  async isAllowed(commandId: string): Promise<true | undefined> {
    const rows = await this.bridge.rows(
      `SELECT 1 FROM command WHERE id = $1 AND status = 'applying' AND verdict ->> 'verdict' = 'allowed'`,
      [commandId],
    );
    return rows.length > 0 ? true : undefined;
  }

  /** What Odoo shows of an approval on its record. */
  async activity(approvalId: string): Promise<Activity | undefined> {
    const [row] = await this.odoo.rows<Activity>('SELECT active, summary FROM mail_activity WHERE note LIKE $1', [`%${approvalId}%`]);
    return row;
  }

  activityIsThere(approvalId: string): Promise<Activity> {
    return this.activityUntil(`the activity of ${approvalId} in Odoo`, approvalId, ({ active }) => active);
  }

  activityIsDone(approvalId: string): Promise<Activity> {
    return this.activityUntil(`the activity of ${approvalId} to be marked as done`, approvalId, ({ active }) => !active);
  }

  private activityUntil(what: string, approvalId: string, is: (activity: Activity) => boolean): Promise<Activity> {
    const look = async (): Promise<Activity | undefined> => {
      const found = await this.activity(approvalId);
      return found !== undefined && is(found) ? found : undefined;
    };
    return until(what, look, PATIENCE_MS);
  }
}
