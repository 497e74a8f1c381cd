"""Which command made a change, so that its sender can ignore its own echo.

Several commands may share a transaction, one after the other (decision 0029). What the triggers note is numbered in the order it
happened, so where each began tells whose a note is.
"""

from bisect import bisect_left

from odoo.tools import SQL

_SETTING = "nats_bridge.command_ids"
# The number of the last note anybody wrote; ours of the next command are all greater.
_LAST_NOTE = SQL("(SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM bridge_touch_seq_seq)")


def mark(cr, command_id):
    """From here to the next mark or the end of the transaction, what is noted belongs to ``command_id``.

    What was noted before the first mark belongs to the first, too. A transaction-local setting of Postgres, because that is
    exactly the life wanted: it survives flushes and released savepoints, and ends with commit, rollback, or the rollback of
    the savepoint it was made in. An empty string or None: to no command.
    """
    cr.execute(SQL("SELECT %s", marking(command_id)))


def marking(command_id):
    """The same as a column of a SELECT, for a statement that does something else, too."""
    return SQL(
        "set_config(%s, concat_ws(',', nullif(%s, ''), concat(%s, ':', %s)), true)",
        _SETTING,
        marks(),
        _LAST_NOTE,
        command_id or "",
    )


def marks():
    """SQL of one column: the marks of this transaction, as ``Marks`` reads them."""
    return SQL("current_setting(%s, true)", _SETTING)


def current(cr):
    """The command id that is noted for now, or None."""
    cr.execute(SQL("SELECT %s", marks()))
    return Marks(cr.fetchone()[0]).current


class Marks:
    """The commands of a transaction, in their order: ``number:id,number:id``; an id has neither comma nor blank."""

    def __init__(self, text=None):
        marks = [mark.split(":", 1) for mark in text.split(",")] if text else []
        self._ends = [int(number) for number, _id in marks[1:]]
        self._command_ids = [command_id or None for _number, command_id in marks] or [None]

    @property
    def current(self):
        return self._command_ids[-1]

    def command_of(self, number):
        """The id of the command during which the note of this number was written, or None."""
        return self._command_ids[bisect_left(self._ends, number)]
