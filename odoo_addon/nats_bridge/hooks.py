"""What must happen before the tables exist and before they go."""

import psycopg2
from odoo.exceptions import UserError

from .capture import extension, tables, triggers
from .clock import ledger
from .provision import service_users


def pre_init_hook(env):
    """Capture compares rows as hstore. The extension is trusted, so owning the database is enough to create it."""
    try:
        with env.cr.savepoint(flush=False):
            extension.create(env.cr)
    except psycopg2.Error as error:
        raise UserError(
            env._(
                "The NATS Bridge needs PostgreSQL's extension hstore and may not create it. Ask your database"
                " administrator to install the package postgresql-contrib and to run, in this database:"
                " CREATE SCHEMA nats_bridge; GRANT USAGE ON SCHEMA nats_bridge TO PUBLIC;"
                " CREATE EXTENSION hstore SCHEMA nats_bridge;"
            )
        ) from error
    # the mark of an earlier installation went with it; a copy stays a copy
    env.cr.execute(
        """INSERT INTO ir_config_parameter (key, value)
           SELECT 'nats_bridge.neutralized', 'True' FROM ir_config_parameter
            WHERE key = 'database.is_neutralized' AND lower(value) IN ('true', '1')
               ON CONFLICT (key) DO NOTHING"""
    )


def uninstall_hook(env):
    """Triggers first: one that outlives its function breaks every write to its table.

    Odoo drops the models' tables afterwards. The service users stay, because records name them; but nobody gets in as
    one of them any more.
    """
    service_users.retire(env)
    env["ir.config_parameter"].search([("key", "=like", r"nats\_bridge.%")]).unlink()
    env.cr.execute("UPDATE bridge_watch SET active = false")
    env.registry.clear_cache()  # from here on no flush folds
    triggers.drop_all(env.cr)
    tables.drop(env.cr)
    ledger.drop(env.cr)
    extension.drop(env.cr)
    env.cr.execute("DROP TABLE IF EXISTS bridge_relay_progress, bridge_republish")
