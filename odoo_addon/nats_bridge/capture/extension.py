"""PostgreSQL's extension hstore, which triggers compare rows with, in a schema of its own.

On Odoo's search path its operators would make ambiguous what Odoo says of jsonb: ``'{"12": 395}' ? key`` fails then, and
with it the unmerging of accounts (account_account.py). Only our trigger functions look into this schema.
"""

import logging

import psycopg2

_logger = logging.getLogger(__name__)

_CREATE = """
CREATE SCHEMA IF NOT EXISTS nats_bridge;
CREATE EXTENSION IF NOT EXISTS hstore SCHEMA nats_bridge;
"""


def create(cr):
    """Create it unless the database has it; then it stays where it is. Raises psycopg2.Error without the right to."""
    cr.execute("SELECT FROM pg_extension WHERE extname = 'hstore'")
    if not cr.rowcount:
        cr.execute(_CREATE)


def move(cr):
    """Make it anew in its own schema, where it lies in another: only a superuser may move it."""
    if _drop(cr, "DROP EXTENSION hstore"):
        create(cr)


def drop(cr):
    """Remove it with its schema."""
    cr.execute("SELECT FROM pg_extension WHERE extname = 'hstore' AND extnamespace = to_regnamespace('nats_bridge')")
    if cr.rowcount:
        _drop(cr, "DROP EXTENSION hstore; DROP SCHEMA nats_bridge")


def _drop(cr, statement):
    """Whether it went; it stays when others depend on it by now, or it is not ours to remove."""
    try:
        with cr.savepoint(flush=False):
            cr.execute(statement)
    except psycopg2.Error as error:
        _logger.warning("the extension hstore stays where it is: %s", error.pgerror)
        return False
    return True
