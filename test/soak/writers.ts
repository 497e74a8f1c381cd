/** A steady load of several writers that outlive every kill: what fails is simply tried again. */
import { odooDatabase } from '../rig/databases.js';
import { OdooUser } from '../rig/odoo-user.js';
import type { StackEnvironment } from '../rig/stack.js';
import { supplierParty } from '../journeys/parties.js';
import { readFileSync } from 'node:fs';

// one write about more records than this travels in the bulk lane (capture's _LIVE_ROOTS is 200)
const BULK_RECORDS = 210;
const LIVE_RECORDS = 8;

export class Writers {
  writes = 0;
  private stopped = false;
  private readonly running: Promise<void>[] = [];

  private constructor(
    private readonly env: StackEnvironment,
    private readonly person: OdooUser,
    private readonly orders: readonly number[],
  ) {}

  /** Three people on the same few orders, one who writes many orders at once, one with psql. */
  static async start(env: StackEnvironment): Promise<Writers> {
    const person = await OdooUser.login(env);
    const writers = new Writers(env, person, await draftOrders(env, person));
    for (let number = 0; number < 3; number += 1) writers.forever(150, () => writers.writeOne());
    writers.forever(4000, () => writers.writeMany());
    writers.forever(400, () => writers.writeBySql());
    return writers;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running);
  }

  private forever(pauseMs: number, write: () => Promise<void>): void {
    const loop = async () => {
      while (!this.stopped) {
        try {
          await write();
          this.writes += 1;
        } catch {
          // a server is away: nothing is expected of this write, whether it was committed or not
        }
        await new Promise((resolve) => setTimeout(resolve, pauseMs * (0.5 + Math.random())));
      }
    };
    this.running.push(loop());
  }

  private async writeOne(): Promise<void> {
    const order = this.orders[Math.floor(Math.random() * LIVE_RECORDS)];
    await this.person.call('purchase.order', 'write', [[order], { partner_ref: `live ${this.writes}` }]);
  }

  private async writeMany(): Promise<void> {
    await this.person.call('purchase.order', 'write', [[...this.orders], { partner_ref: `bulk ${this.writes}` }]);
  }

  private async writeBySql(): Promise<void> {
    const odoo = await odooDatabase(this.env);
    try {
      await odoo.run('UPDATE purchase_order SET partner_ref = $1 WHERE id = $2', [`sql ${this.writes}`, this.orders[LIVE_RECORDS - 1]]);
    } finally {
      await odoo.close().catch(() => undefined);
    }
  }
}

async function draftOrders(env: StackEnvironment, person: OdooUser): Promise<number[]> {
  const drafts = [['state', '=', 'draft']];
  const found = await person.searchIds('purchase.order', drafts, BULK_RECORDS);
  const partner = Number(/(\d+)$/.exec(supplierParty(readFileSync(env.ACCESS_FILE, 'utf8')))?.[1]);
  const missing = Array.from({ length: BULK_RECORDS - found.length }, () => ({ partner_id: partner }));
  if (missing.length > 0) await person.call('purchase.order', 'create', [missing]);
  return person.searchIds('purchase.order', drafts, BULK_RECORDS);
}
