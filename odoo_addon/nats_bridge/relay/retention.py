"""Deletes what is published and older than the retention time, a little at a time.

Rows go in the order of their ids, so what is freed lies together and new rows fill it
again. Stuck rows stay. Published means published by the checkpoint's position, not by
the note for people.
"""

import time

from .window import NOT_PUBLISHED

_DEFAULT_DAYS = 7
# 1,000 rows take some 15 ms, during which nothing is published
_STEP_ROWS = 1000
_PAUSE_SECONDS = 0.25  # between full steps: 4,000 rows a second, more than capture writes
_IDLE_SECONDS = 60
# rows that a slow transaction committed below the place reached are found by a new round
_ROUND_SECONDS = 3600

_DAYS = "SELECT value FROM ir_config_parameter WHERE key = 'nats_bridge.retention_days'"

# in two parts, since each lane has a position of its own
_NEXT_ROWS = """
    SELECT id, lane = 'bulk', occurred_at < (now() AT TIME ZONE 'UTC') - %s * interval '1 day',
           EXISTS (SELECT FROM bridge_stuck_change s WHERE s.change_id = o.change_id)
      FROM bridge_outbox o WHERE id > %s ORDER BY id LIMIT %s
"""

_WAITING = f"SELECT id FROM bridge_outbox WHERE id = ANY(%(ids)s) AND {NOT_PUBLISHED}"


class Retention:
    """Keeps the place reached between steps."""

    def __init__(self, outbox, clock=time.monotonic):
        self._outbox = outbox
        self._clock = clock
        self._reached = 0
        self._due = self._round_ends = clock()

    @property
    def is_due(self):
        return self._clock() >= self._due

    def step(self, position):
        """Delete up to 1,000 rows that ``position`` says are published; how many were deleted."""
        if self._clock() >= self._round_ends:
            self._reached, self._round_ends = 0, self._clock() + _ROUND_SECONDS
        with self._outbox.connection as connection, connection.cursor() as cursor:
            rows = self._look(cursor)
            done = self._deletable(cursor, rows, position)
            if done:
                cursor.execute("DELETE FROM bridge_outbox WHERE id = ANY(%s)", (done,))
        full = len(rows) == _STEP_ROWS and self._reached == rows[-1][0]
        self._due = self._clock() + (_PAUSE_SECONDS if full else _IDLE_SECONDS)
        return len(done)

    def _look(self, cursor):
        cursor.execute(_DAYS)
        found = cursor.fetchone()
        try:
            days = float(found[0])
        except (TypeError, ValueError):
            days = _DEFAULT_DAYS
        cursor.execute(_NEXT_ROWS, (max(days, 0), self._reached, _STEP_ROWS))
        return cursor.fetchall()

    def _deletable(self, cursor, rows, position):
        """Ids up to the first row that is too young or waits; moves the place reached there."""
        waiting = self._waiting(cursor, position, rows) if rows and rows[0][2] else set()
        done = []
        for id_, _bulk, is_old, is_stuck in rows:
            if not is_old or id_ in waiting:
                break
            self._reached = id_
            if not is_stuck:
                done.append(id_)
        return done

    def _waiting(self, cursor, position, rows):
        waiting = set()
        for bulk, lane in ((False, position.live), (True, position.bulk)):
            ids = [row[0] for row in rows if bool(row[1]) == bulk]
            parameters = {"from": lane.window_from, "to": lane.window_to, "last_id": lane.last_id}
            cursor.execute(_WAITING, {"ids": ids, **parameters})
            waiting.update(id_ for (id_,) in cursor.fetchall())
        return waiting - set(position.ahead)
