"""Giving a stuck change to the relay once more.

The row is moved into this transaction, so it falls into the relay's next window and is published with its own
id, as when a restored database is adopted. That keeps the record's order only while nothing newer was told about the
record; a newer change carries the whole newer state anyway. The lock on the version makes the two exclude each other.

Not seen from here: a relay that was killed right between noting a change as stuck and publishing its page, and
came back to a broker with a higher limit, has published the change already. Then a retry sends it twice with the same
id, by which the stream and every subscriber drop it.
"""

from odoo.tools import SQL

from .outbox_state import PASSED, ROWS

# why a change cannot be retried
GONE = "gone"  # cleaned up
OVERTAKEN = "overtaken"  # a later change of the record was told
PENDING = "pending"  # the relay has not passed it for good


def obstacle(cr, change_id, model, record_id, lock=False):
    """GONE, OVERTAKEN, PENDING, or None when the change can be retried.

    :param lock: hold off changes of the record until the end of the transaction
    """
    cr.execute(
        SQL(
            "SELECT version FROM bridge_version WHERE model = %s AND record_id = %s %s",
            model,
            record_id,
            SQL("FOR UPDATE") if lock else SQL(),
        )
    )
    told = cr.fetchone()
    cr.execute(
        SQL(
            "SELECT o.version, %s FROM %s WHERE o.model = %s AND o.record_id = %s AND o.change_id = %s",
            PASSED,
            ROWS,
            model,
            record_id,
            change_id,
        )
    )
    change = cr.fetchone()
    if change is None:
        return GONE
    version, passed = change
    if told and told[0] > version:
        return OVERTAKEN
    return None if passed else PENDING


def retry(cr, change_id, model, record_id, user_id):
    """Publish the change again and keep who asked for it: None, or the obstacle that prevented it."""
    if found := obstacle(cr, change_id, model, record_id, lock=True):
        return found
    cr.execute(
        """UPDATE bridge_outbox SET xid = pg_current_xact_id()
            WHERE model = %s AND record_id = %s AND change_id = %s""",
        (model, record_id, change_id),
    )
    cr.execute(
        """WITH retried AS (DELETE FROM bridge_stuck_change WHERE change_id = %s
                            RETURNING change_id, model, record_id, reason, found_at)
           INSERT INTO bridge_stuck_retry (change_id, model, record_id, reason, found_at, retried_by, retried_at)
           SELECT retried.*, %s, now() AT TIME ZONE 'UTC' FROM retried""",
        (change_id, user_id),
    )
    cr.execute("SELECT pg_notify('nats_bridge', current_database())")
    return None
