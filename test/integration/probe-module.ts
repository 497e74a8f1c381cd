/** A module of a customer's, in two versions: what an upgrade does to columns that are watched. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OwnDatabase } from '../rig/own-database.js';

const FIELDS = {
  1: "size = fields.Char(default='5')\n    gone = fields.Char(default='soon')",
  2: 'size = fields.Integer()',
};

export const probe = {
  /** Writes the module's files; version 2 makes a number of a text and drops a field. */
  write(folder: string, version: 1 | 2): void {
    mkdirSync(join(folder, 'bridge_probe'), { recursive: true });
    const files = {
      '__manifest__.py': `{"name": "Probe", "version": "19.0.${String(version)}.0.0", "depends": ["base"], "license": "LGPL-3"}\n`,
      '__init__.py': 'from . import thing\n',
      'thing.py': `from odoo import fields, models\n\n\nclass Thing(models.Model):
    _name = "probe.thing"\n    _description = "Thing"\n\n    name = fields.Char()\n    ${FIELDS[version]}\n`,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'bridge_probe', name), text);
  },
  install: (database: string) => `odoo -c odoo.conf -d ${database} -i bridge_probe --stop-after-init`,
  upgrade: (database: string) => `odoo -c odoo.conf -d ${database} -u bridge_probe --stop-after-init`,
  create: (database: string, name: string) =>
    `echo 'env["probe.thing"].create({"name": "${name}"}); env.cr.commit()' | odoo shell -c odoo.conf -d ${database} --no-http`,
};

/** Everything in the database that bears the addon's names. */
export async function leftOfTheAddon(database: OwnDatabase): Promise<string[]> {
  const rows = await database.sql.rows<{ what: string }>(`
    SELECT 'relation ' || relname AS what FROM pg_class WHERE relname LIKE 'bridge\\_%'
    UNION SELECT 'type ' || typname FROM pg_type WHERE typname LIKE 'bridge\\_%'
    UNION SELECT 'function ' || proname FROM pg_proc WHERE proname LIKE 'nats\\_bridge%'
    UNION SELECT 'trigger ' || tgname FROM pg_trigger WHERE tgname LIKE 'nats\\_bridge%'
    UNION SELECT 'parameter ' || key FROM ir_config_parameter WHERE key LIKE 'nats\\_bridge%'
    UNION SELECT 'model ' || model FROM ir_model WHERE model LIKE 'bridge.%'
    UNION SELECT 'data ' || name FROM ir_model_data WHERE module = 'nats_bridge'
    UNION SELECT 'cron ' || cron_name FROM ir_cron WHERE cron_name LIKE 'NATS Bridge%'
    UNION SELECT 'column ' || attname FROM pg_attribute WHERE attname LIKE 'nats\\_bridge%'
    ORDER BY what`);
  return rows.map(({ what }) => what);
}
