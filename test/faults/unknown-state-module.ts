/** A module of a customer's that breaks a contract: it adds a state to purchase orders that no contract has a word for. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const UNKNOWN_STATE = 'disputed';
export const MODULE = 'bridge_dispute';

const FILES = {
  '__manifest__.py': '{"name": "Disputes", "version": "19.0.1.0.0", "depends": ["purchase"], "license": "LGPL-3"}\n',
  '__init__.py': 'from . import purchase_order\n',
  'purchase_order.py': `from odoo import fields, models


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    state = fields.Selection(
        selection_add=[("${UNKNOWN_STATE}", "Disputed")],
        ondelete={"${UNKNOWN_STATE}": "set default"},
    )

    def button_dispute(self):
        self.write({"state": "${UNKNOWN_STATE}"})
`,
};

/** Writes the module's files into an addons folder. */
export function writeModule(addons: string): void {
  mkdirSync(join(addons, MODULE), { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(addons, MODULE, name), text);
}
