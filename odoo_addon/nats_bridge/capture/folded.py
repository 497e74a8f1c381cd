"""The notes that earlier folds of the same transaction took: a later fold folds them once more with its own.

Telling a row's first old and last new value, and the roots it belonged to at the two ends, needs all notes. They are
kept beside the connection, in memory. Which of them still count is a transaction-local setting of Postgres: it is gone
with the transaction, and with the savepoint that the fold was made in.
"""

from itertools import count

from odoo.tools import SQL
from psycopg2.extensions import TRANSACTION_STATUS_IDLE

_KEPT = "_nats_bridge_folded_notes"
_numbers = count(1)


def enter():
    """SQL of one column: enters a fold in the transaction's setting, and gives the numbers of all that count."""
    return SQL(
        """set_config('nats_bridge.folds',
                      concat_ws(',', nullif(current_setting('nats_bridge.folds', true), ''), %s), true)""",
        str(next(_numbers)),
    )


def join(cr, entered, notes):
    """The notes of all folds of this transaction, ``notes`` of the one just ``entered`` last; they are kept."""
    kept = cr.connection.__dict__.setdefault(_KEPT, {})
    *earlier, own = entered.split(",")
    if not earlier:
        kept.clear()
    kept[own] = notes
    cr.postcommit.add(lambda: _let_go(cr))
    return [note for number in (*earlier, own) for note in kept[number]]


def _let_go(cr):
    """Not for correctness: an import's notes need not stay in memory. Tests run these hooks without a commit."""
    if cr.connection.get_transaction_status() == TRANSACTION_STATUS_IDLE:
        cr.connection.__dict__[_KEPT].clear()
