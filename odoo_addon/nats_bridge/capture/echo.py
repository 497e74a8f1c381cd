"""Which command made a change, so that its sender can ignore its own echo."""

from odoo.tools import SQL

_SETTING = "nats_bridge.command_id"


def mark(cr, command_id):
    """From here to the end of the transaction, changes folded carry ``command_id``.

    A transaction-local setting of Postgres, because that is exactly the life wanted: it survives flushes and
    released savepoints, and ends with commit, rollback, or the rollback of the savepoint it was made in.
    An empty string or None removes the mark.
    """
    cr.execute(SQL("SELECT %s", marking(command_id)))


def marking(command_id):
    """The same as a column of a SELECT, for a statement that does something else, too."""
    return SQL("set_config(%s, %s, true)", _SETTING, command_id or "")


def current(cr):
    """The command id this transaction is marked with, or None."""
    cr.execute("SELECT nullif(current_setting(%s, true), '')", (_SETTING,))
    return cr.fetchone()[0]
