/** Prints how to try things on the instance that the demo left running. No secret is printed: the commands fetch them. */
import { readFileSync } from 'node:fs';
import { Stack } from '../rig/stack.js';
import { supplierParty } from './parties.js';

const name = process.argv[2] ?? 'demo';
const { env } = await Stack.running(name);
const secret = (variable: string): string =>
  `$(scripts/stack status --name ${name} --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["env"]["${variable}"])')`;

console.log(`
It is all still running. Try it by hand:

  Odoo         ${env.ODOO_URL}/odoo  (login ${env.ODOO_ADMIN_LOGIN}, password ${env.ODOO_ADMIN_PASSWORD === env.ODOO_ADMIN_LOGIN ? env.ODOO_ADMIN_PASSWORD : secret('ODOO_ADMIN_PASSWORD')}); menu Integration
  bridge       ${env.BRIDGE_URL}/readyz
  NATS         ${env.NATS_URL}

  Confirm a purchase order for ${supplierParty(readFileSync(env.ACCESS_FILE, 'utf8'))} in Odoo and send a command for it:

    curl -sS ${env.BRIDGE_URL}/v1/commands/procurement.confirm-purchase-order.v1 \\
      -H "Authorization: Bearer ${secret('BUYER_API_KEY')}" -H "Idempotency-Key: $(date +%s)" \\
      -H 'Content-Type: application/json' -d '{"purchaseOrderId":"odoo:${env.ODOO_DATABASE}:purchase.order:1"}'

  Change a watched record behind Odoo's back and see the event marked "external":

    PGPASSWORD="${secret('ODOO_DB_PASSWORD')}" psql -h ${env.PGHOST} -p ${String(env.PGPORT)} -U ${env.ODOO_DB_USER} ${env.ODOO_DATABASE} \\
      -c "update purchase_order set partner_ref = 'by hand' where id = 1"

  The audit trail:   scripts/stack audit --name ${name} verify
  Stop everything:   scripts/stack down --name ${name}`);
