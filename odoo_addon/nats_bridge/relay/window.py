"""The rows of one lane's window, in SQL and page by page.

Why windows and not ``id > last``: ids are drawn before the commit, so a slow
transaction commits a low id after higher ones were read, and an offset reader
never sees it. A window takes the rows whose transaction was not visible in the
snapshot ``from`` but is in the snapshot ``to``. Both snapshots are exact and
fixed, so each committed row falls into one window and one only, however long
its transaction took, and an open transaction delays nobody but itself.
"""

from dataclasses import dataclass, replace

from .checkpoint import Lane

LIVE, BULK = "live", "bulk"

COLUMNS = "id, change_id, model, record_id, op, payload::text"

# What an empty window_from means: nothing is published.
UNSEEN = """
    (%(from)s IS NULL
     OR xid >= pg_snapshot_xmax(%(from)s::pg_snapshot)
     OR xid = ANY (ARRAY(SELECT pg_snapshot_xip(%(from)s::pg_snapshot))))
"""
_IN_WINDOW = f"{UNSEEN} AND pg_visible_in_snapshot(xid, %(to)s::pg_snapshot) AND (lane = 'bulk') = %(bulk)s"

# OFFSET 0 keeps the planner from answering min(id) by walking the primary key from
# the oldest retained row; the index on xid leads straight to the window's rows.
_BOUNDS = f"""
    SELECT min(id), max(id) FROM (
        SELECT id FROM bridge_outbox WHERE {_IN_WINDOW} OFFSET 0) AS window_rows
"""

_ROWS = f"""
    SELECT {COLUMNS} FROM bridge_outbox
     WHERE id > %(after)s AND id BETWEEN %(lowest)s AND %(highest)s AND {_IN_WINDOW}
     ORDER BY id LIMIT %(limit)s
"""

# A window's rows are those of a few transactions, so the planner likes to find them all by xid, read their payloads
# and sort: for each page of an import all that is left of it. In the order of the primary key a page reads itself only.
_BY_ID = "SET LOCAL enable_sort = off"
_AS_PLANNED = "SET LOCAL enable_sort TO DEFAULT"

# Not published as far as the lane's own position says; %(to)s and %(last_id)s may be empty.
NOT_PUBLISHED = f"""
    {UNSEEN} AND NOT coalesce(pg_visible_in_snapshot(xid, %(to)s::pg_snapshot) AND id <= %(last_id)s, false)
"""


@dataclass(frozen=True)
class Change:
    id: int
    change_id: str
    model: str
    record_id: int
    op: str
    payload: bytes

    @property
    def record(self):
        return self.model, self.record_id


def up_to(newest, snapshot):
    """``snapshot`` without what lies beyond the transaction ``newest``, that of the newest row it sees.

    Postgres forgets in a crash that it gave out the ids of transactions which left nothing in its log, rolled back ones
    as a rule, and gives them out again. A window that covered such an id would take the row written under it later for
    published. The newest row's commit is in the log, so no id up to it comes again; and beyond it the snapshot sees
    no row that could be missed.
    """
    _xmin, xmax, in_progress = snapshot.split(":")
    end = min(int(xmax), newest + 1)
    open_ids = [id_ for id_ in map(int, filter(None, in_progress.split(","))) if id_ < end]
    return f"{min(open_ids, default=end)}:{end}:{','.join(map(str, open_ids))}"


class WindowReader:
    """Reads one lane. Remembers the bounds of its last two windows, whose rows never change."""

    def __init__(self, kind, page_bytes):
        self._kind = kind
        self._page_bytes = page_bytes
        self._bounds = {}

    def rows(self, cursor, lane, limit, passed_over=frozenset()):
        """(lane, changes): up to ``limit`` rows that follow ``lane``, those of ``passed_over`` left
        out. The lane returned has moved past what was left out before the first change."""
        while changes := self._fetch(cursor, lane, limit):
            wanted = [change for change in changes if change.id not in passed_over]
            if wanted:
                return lane, wanted
            lane = replace(lane, last_id=changes[-1].id)
        return lane, []

    def is_through(self, cursor, lane):
        """Whether no row of the lane's window follows its last id."""
        bounds = self._window_bounds(cursor, lane) if lane.window_to is not None else None
        return bounds is None or lane.last_id >= bounds[1]

    def _fetch(self, cursor, lane, limit):
        if self.is_through(cursor, lane):
            return []
        lowest, highest = self._window_bounds(cursor, lane)
        bounds = {"after": lane.last_id, "lowest": lowest, "highest": highest, "limit": limit}
        cursor.execute(_BY_ID)
        cursor.execute(_ROWS, {**self._parameters(lane), **bounds})
        changes = list(changes_of(cursor, self._page_bytes))
        cursor.execute(_AS_PLANNED)
        return changes

    def _window_bounds(self, cursor, lane):
        """Lowest and highest id of the window, or None when it has no rows.

        Starting each page's scan at the window's own lowest id, not at 0, keeps it off
        the retained rows below, and misses nothing, because the bound is computed from
        the window's very rows and not from what was published before.
        """
        key = (lane.window_from, lane.window_to)
        if key not in self._bounds:
            cursor.execute(_BOUNDS, self._parameters(lane))
            lowest, highest = cursor.fetchone()
            older = list(self._bounds.items())[-1:]
            self._bounds = dict([*older, (key, None if lowest is None else (lowest, highest))])
        return self._bounds[key]

    def _parameters(self, lane: Lane):
        return {"from": lane.window_from, "to": lane.window_to, "bulk": self._kind == BULK}


def changes_of(cursor, page_bytes):
    """The cursor's rows as changes, until they are ``page_bytes`` together."""
    size = 0
    for *columns, payload in cursor:
        yield Change(*columns, payload.encode())
        size += len(payload)
        if size >= page_bytes:
            return
