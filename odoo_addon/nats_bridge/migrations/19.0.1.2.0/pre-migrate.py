"""hstore leaves Odoo's search path, notes become jsonb, an updated row is noted by a trigger per row.

All in one transaction, the triggers too: no write finds one half of it.
"""

from odoo.addons.nats_bridge.capture import extension, tables, triggers


def migrate(cr, version):
    cr.execute(
        """ALTER TABLE bridge_touch ALTER COLUMN old TYPE jsonb USING hstore_to_jsonb(old),
                                    ALTER COLUMN new TYPE jsonb USING hstore_to_jsonb(new)"""
    )
    extension.move(cr)
    tables.create(cr)
    triggers.renew(cr)
    cr.execute("DROP FUNCTION nats_bridge_touch_rows(), nats_bridge_touch_pairs()")
