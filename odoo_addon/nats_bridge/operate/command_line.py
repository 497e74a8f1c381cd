"""What the addon's commands have in common. A wrong argument ends the process with a usage message and exit code 2."""

import psycopg2
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tools import config


def open_database(parser):
    """The registry of the one database that -d names; it has the addon."""
    databases = config["db_name"]
    if len(databases) != 1:
        parser.error("name one database with -d")
    if not _has_addon(parser, databases[0]):
        parser.error(f"the module nats_bridge is not installed in {databases[0]}")
    return Registry(databases[0])


def _has_addon(parser, database):
    # asked before the registry is loaded: that writes, and the database may not be Odoo's at all
    try:
        with db_connect(database).cursor() as cr:
            cr.execute("SELECT to_regclass('bridge_watch') IS NOT NULL")
            return cr.fetchone()[0]
    except psycopg2.OperationalError as error:
        parser.error(f"the database {database} cannot be opened: {str(error).strip()}")


def number(parser, name, text):
    """The number given as option ``name``, or None; Odoo's own integer options end with a traceback."""
    if text is not None and not text.isdecimal():
        parser.error(f"{name} must be a number, not {text}")
    return None if text is None else int(text)
