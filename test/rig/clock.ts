/** Time passes in Odoo: runs the scheduled action that tells what has fallen due, as an administrator does from its form. */
import { z } from 'zod';
import type { OdooUser } from './odoo-user.js';
import { until } from './until.js';

// Odoo itself may be running it at this moment, and lets nobody else
const PATIENCE_MS = 60_000;

export async function tellWhatFellDue(person: OdooUser): Promise<void> {
  const job = await scheduledAction(person);
  await until('the scheduled action', () => hasRun(person, job), PATIENCE_MS);
}

async function scheduledAction(person: OdooUser): Promise<number> {
  const named = [
    ['module', '=', 'nats_bridge'],
    ['name', '=', 'cron_passed'],
  ];
  const found = await person.call('ir.model.data', 'search_read', [named, ['res_id']]);
  return z.tuple([z.object({ res_id: z.number() })]).parse(found)[0].res_id;
}

async function hasRun(person: OdooUser, job: number): Promise<true | undefined> {
  try {
    // a failed run is answered with a note for the web client
    return z.literal(true).parse(await person.call('ir.cron', 'method_direct_trigger', [[job]]));
  } catch (thrown) {
    if (thrown instanceof Error && thrown.message.includes('already executing')) return undefined;
    throw thrown;
  }
}
