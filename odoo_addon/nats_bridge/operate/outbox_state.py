"""How the outbox stands: the one place where the pages ask PostgreSQL.

passed    the relay's window is beyond the row: it is on the stream, or it was found stuck
waiting   not passed
"""

from odoo.tools import SQL

from ..relay.leadership import LOCK

# For o, a row of bridge_outbox, and p, the row of bridge_relay_progress or NULL. Commit-safe: what counts is
# what the last two windows of the row's lane have seen, not how high an id is. A live change takes the bulk rows
# of its record with it: those are `ahead` of their lane.
_SEEN, _OPENED, _LAST_ID = (
    SQL("CASE WHEN o.lane = 'bulk' THEN p.%s ELSE p.%s END", SQL.identifier(bulk), SQL.identifier(live))
    for bulk, live in (("bulk_from", "window_from"), ("bulk_to", "window_to"), ("bulk_last_id", "last_id"))
)
PASSED = SQL(
    """coalesce(o.xid < pg_snapshot_xmax((%(seen)s)::pg_snapshot)
             AND NOT EXISTS (SELECT FROM pg_snapshot_xip((%(seen)s)::pg_snapshot) AS open WHERE open = o.xid)
              OR pg_visible_in_snapshot(o.xid, (%(opened)s)::pg_snapshot) AND o.id <= (%(last_id)s)
              OR o.lane = 'bulk' AND o.id = ANY(p.ahead), false)""",
    seen=_SEEN,
    opened=_OPENED,
    last_id=_LAST_ID,
)
STUCK = SQL("EXISTS (SELECT FROM bridge_stuck_change AS s WHERE s.change_id = o.change_id)")
ROWS = SQL("bridge_outbox AS o LEFT JOIN bridge_relay_progress AS p ON true")

# Nothing below the oldest transaction that was open at the beginning of either lane's window can wait, so the
# index on xid leads past the published rows.
_WAITING = SQL(
    """SELECT count(*) AS waiting, min(o.occurred_at) AS oldest_waiting
         FROM %s
        WHERE NOT %s AND o.xid >= coalesce(
              (SELECT least(pg_snapshot_xmin(window_from::pg_snapshot),
                            coalesce(pg_snapshot_xmin(bulk_from::pg_snapshot), '0'::xid8))
                 FROM bridge_relay_progress), '0'::xid8)""",
    ROWS,
    PASSED,
)

# The session that holds the lock, and since when it is connected.
_LEADER = SQL(
    """SELECT a.backend_start AT TIME ZONE 'UTC' AS leader_since
         FROM pg_locks AS l LEFT JOIN pg_stat_activity AS a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
          AND l.classid::bigint = %s AND l.objid::bigint = %s
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())""",
    # PostgreSQL shows the number in two halves
    LOCK >> 32,
    LOCK & 0xFFFFFFFF,
)

_REST = SQL(
    """SELECT (SELECT count(*) FROM bridge_stuck_change) AS stuck,
              (SELECT max(published_at) AT TIME ZONE 'UTC' FROM bridge_relay_progress) AS last_published,
              (SELECT max(relay_seq) FROM bridge_relay_progress) AS relay_seq,
              (SELECT count(*) FROM bridge_watch WHERE active AND paused IS NOT TRUE) AS watches,
              (SELECT count(*) FROM bridge_watch WHERE active AND paused) AS paused,
              (SELECT bool_or(coalesce(passes, '{}') <> '{}') FROM bridge_watch WHERE active AND paused IS NOT TRUE)
                AND NOT EXISTS (SELECT FROM ir_cron AS c JOIN ir_model_data AS d ON d.model = 'ir.cron' AND d.res_id = c.id
                                 WHERE d.module = 'nats_bridge' AND d.name = 'cron_passed' AND c.active) AS dates_untold,
              (now() AT TIME ZONE 'UTC') AS now,
              (SELECT lower(value) IN ('true', '1') FROM ir_config_parameter
                WHERE key = 'nats_bridge.neutralized') AS neutralized"""
)


def read(cr):
    """waiting, oldest_waiting, leading, leader_since, stuck, last_published, relay_seq, watches, paused,
    dates_untold, neutralized, now: times are naive and in UTC, None where there is nothing."""
    state = {}
    for query in (_WAITING, _REST):
        cr.execute(query)
        state.update(cr.dictfetchone())
    cr.execute("SELECT pg_stat_clear_snapshot()")  # or a transaction sees the sessions of its first look only
    cr.execute(_LEADER)
    leader = cr.fetchone()
    return {**state, "leading": leader is not None, "leader_since": leader and leader[0]}


def passed_since(cr, start):
    """How many changes that happened since ``start`` (naive UTC) are on the stream."""
    cr.execute(SQL("SELECT count(*) FROM %s WHERE o.occurred_at >= %s AND %s AND NOT %s", ROWS, start, PASSED, STUCK))
    return cr.fetchone()[0]


def changes_by_hour(cr, start):
    """{hour (naive UTC): changes told} since ``start``; hours without changes are missing."""
    cr.execute(
        "SELECT date_trunc('hour', occurred_at), count(*) FROM bridge_outbox WHERE occurred_at >= %s GROUP BY 1",
        (start,),
    )
    return dict(cr.fetchall())


def cost_of_last_day(cr):
    """{model: (rows, bytes)} captured in the last 24 hours. Bytes are those on disk, so mostly compressed."""
    cr.execute(
        """SELECT model, count(*), coalesce(sum(pg_column_size(payload)), 0)::bigint FROM bridge_outbox
            WHERE occurred_at >= now() AT TIME ZONE 'UTC' - interval '1 day' GROUP BY model"""
    )
    return {model: (rows, size) for model, rows, size in cr.fetchall()}
