"""How publishing goes, in numbers: for Odoo's pages and for the metrics endpoint alike."""

from .leadership import LOCK
from .window import NOT_PUBLISHED

_PROGRESS = """
    SELECT relay_seq, window_from, window_to, last_id, bulk_from, bulk_to, bulk_last_id, ahead, published_at,
           CASE WHEN published_at > now() - interval '1 minute' THEN rate ELSE 0 END,
           extract(epoch FROM now() - published_at)
      FROM bridge_relay_progress
"""

_WAITING = f"""
    SELECT count(*), extract(epoch FROM (clock_timestamp() AT TIME ZONE 'UTC') - min(occurred_at))
      FROM (SELECT occurred_at FROM bridge_outbox
             WHERE (lane = 'bulk') = %(bulk)s AND id <> ALL(%(ahead)s) AND {NOT_PUBLISHED} OFFSET 0) AS waiting
"""

# the lock's 64 bits are shown in two halves
_LEADER = """
    SELECT a.pid, a.application_name, host(a.client_addr), a.backend_start
      FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND l.classid = %s AND l.objid = %s
"""

_OTHERS = """
    SELECT (SELECT count(*) FROM bridge_stuck_change), (SELECT count(DISTINCT xid) FROM bridge_touch)
"""


def read_status(cr):
    """Numbers of this database, as the relay last noted its position.

    :param cr: Odoo's or psycopg2's cursor; only reads
    :return: ``{"leader": {"pid", "name", "address", "since"} or None, "published": int, "published_at": datetime or
        None, "idle_s": float or None, "rate_per_s": float, "waiting": int, "oldest_waiting_s": float, "lanes":
        {"live" | "bulk": {"waiting": int, "oldest_waiting_s": float}}, "stuck": int, "unfolded": int}``;
        ``waiting`` is the lag in changes, ``unfolded`` counts transactions made outside Odoo that wait for their fold
    """
    cr.execute(_PROGRESS)
    published, *lanes, ahead, published_at, rate, idle = cr.fetchone() or (0, *[None] * 8, 0, None)
    waiting = {
        "live": _waiting(cr, False, lanes[0:3], []),
        "bulk": _waiting(cr, True, lanes[3:6], ahead or []),
    }
    cr.execute(_OTHERS)
    stuck, unfolded = cr.fetchone()
    return {
        "leader": _leader(cr),
        "published": published,
        "published_at": published_at,
        "idle_s": None if idle is None else float(idle),
        "rate_per_s": float(rate or 0),
        "waiting": sum(lane["waiting"] for lane in waiting.values()),
        "oldest_waiting_s": max(lane["oldest_waiting_s"] for lane in waiting.values()),
        "lanes": waiting,
        "stuck": stuck,
        "unfolded": unfolded,
    }


def _waiting(cr, bulk, lane, ahead):
    window_from, window_to, last_id = lane
    cr.execute(_WAITING, {"from": window_from, "to": window_to, "last_id": last_id, "bulk": bulk, "ahead": ahead})
    count, age = cr.fetchone()
    return {"waiting": count, "oldest_waiting_s": max(float(age or 0), 0.0)}


def _leader(cr):
    cr.execute(_LEADER, (LOCK >> 32, LOCK & 0xFFFFFFFF))
    found = cr.fetchone()
    return dict(zip(("pid", "name", "address", "since"), found, strict=True)) if found else None
