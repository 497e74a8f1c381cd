"""Reads the outbox commit-safely and keeps the relay's notes for people.

Why windows and not ``id > last``: ids are drawn before the commit, so a slow
transaction commits a low id after higher ones were read, and an offset reader
never sees it. A window takes the rows whose transaction was not visible in the
snapshot ``from`` but is in the snapshot ``to``. Both snapshots are exact and
fixed, so each committed row falls into one window and one only, however long
its transaction took, and an open transaction delays nobody but itself.
"""

from dataclasses import dataclass

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ

from .checkpoint import Identity, Position

# The checkpoint is the 500th message; a batch may have 1000, and 500 is as fast (FACTS).
PAGE_ROWS = 499
# A page waits in the broker's memory until its commit: rows of 1 MiB must not make 499 MiB.
PAGE_BYTES = 8 * 1024 * 1024

_UNPUBLISHED = """
    (%(from)s IS NULL
     OR xid >= pg_snapshot_xmax(%(from)s::pg_snapshot)
     OR xid = ANY (ARRAY(SELECT pg_snapshot_xip(%(from)s::pg_snapshot))))
    AND pg_visible_in_snapshot(xid, %(to)s::pg_snapshot)
"""

# OFFSET 0 keeps the planner from answering min(id) by walking the primary key from
# the oldest retained row; the index on xid leads straight to the window's rows.
_BOUNDS = f"""
    SELECT min(id), max(id) FROM (
        SELECT id FROM bridge_outbox WHERE {_UNPUBLISHED} OFFSET 0) AS window_rows
"""

_ROWS = f"""
    SELECT id, change_id, model, record_id, op, payload::text FROM bridge_outbox
     WHERE id > %(after)s AND id BETWEEN %(lowest)s AND %(highest)s AND {_UNPUBLISHED}
     ORDER BY id LIMIT %(limit)s
"""

_WINDOW = """
    SELECT pg_current_snapshot()::text,
           coalesce((SELECT lower(value) IN ('true', '1') FROM ir_config_parameter
                      WHERE key = 'nats_bridge.neutralized'), false)
"""


@dataclass(frozen=True)
class Change:
    id: int
    change_id: str
    model: str
    record_id: int
    op: str
    payload: bytes


@dataclass(frozen=True)
class Page:
    """Rows to publish next, and the window they are of."""

    changes: list
    window_from: str | None
    window_to: str


class Neutralized(Exception):
    """This database is a copy and must never publish."""


class Outbox:
    """One connection, used by one thread at a time; every method is a transaction of its own."""

    def __init__(self, connection_parameters):
        self._connection = psycopg2.connect(**connection_parameters)
        self._connection.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ)
        self._bounds = {}

    def close(self):
        self._connection.close()

    def identity(self):
        with self._connection, self._connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT (SELECT value FROM ir_config_parameter WHERE key = 'database.uuid'),
                       (SELECT system_identifier::text FROM pg_control_system()),
                       (SELECT oid::bigint FROM pg_database WHERE datname = current_database())
                """
            )
            return Identity(*cursor.fetchone())

    def next_page(self, position):
        """(position, changes): the rows that follow ``position``, and the window they are in.

        The position returned is ``position`` itself while its window has rows, else
        that of a new window. No changes: everything committed until now is published.
        Raises Neutralized.
        """
        with self._connection, self._connection.cursor() as cursor:
            if position.window_to is not None and (changes := self._rows(cursor, position)):
                return position, changes
            # the first statement fixes the transaction's snapshot: what the rows'
            # query sees and what ``to`` says are the same instant
            cursor.execute(_WINDOW)
            snapshot, neutralized = cursor.fetchone()
            if neutralized:
                raise Neutralized
            position = position.next_window(snapshot)
            return position, self._rows(cursor, position)

    def page_of(self, checkpoint):
        """The changes of a checkpoint's page, those it passed over left out."""
        position = checkpoint.position
        start = Position(0, position.window_from, position.window_to, checkpoint.after_id)
        with self._connection, self._connection.cursor() as cursor:
            rows = self._rows(cursor, start)
        return [row for row in rows if row.id <= position.last_id and row.id not in checkpoint.stuck]

    def _rows(self, cursor, position):
        bounds = self._window_bounds(cursor, position)
        if bounds is None or position.last_id >= bounds[1]:
            return []
        parameters = {
            "from": position.window_from,
            "to": position.window_to,
            "after": position.last_id,
            "lowest": bounds[0],
            "highest": bounds[1],
            "limit": PAGE_ROWS,
        }
        cursor.execute(_ROWS, parameters)
        changes, size = [], 0
        for *columns, payload in cursor:
            changes.append(Change(*columns, payload.encode()))
            size += len(payload)
            if size >= PAGE_BYTES:
                break
        return changes

    def _window_bounds(self, cursor, position):
        """Lowest and highest id of the window, looked up once: a window's rows never change.

        Starting each page's scan at the window's own lowest id, not at 0, keeps it off
        the retained rows below, and misses nothing, because the bound is computed from
        the window's very rows and not from what was published before.
        """
        key = (position.window_from, position.window_to)
        if key not in self._bounds:
            cursor.execute(_BOUNDS, {"from": key[0], "to": key[1]})
            lowest, highest = cursor.fetchone()
            self._bounds = {key: None if lowest is None else (lowest, highest)}
        return self._bounds[key]

    def note_progress(self, position):
        """For people. A relay that dies before this has lost nothing: the checkpoint is the truth."""
        with self._connection, self._connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO bridge_relay_progress
                    (id, relay_seq, window_from, window_to, last_id, published_at)
                VALUES (1, %s, %s, %s, %s, now())
                ON CONFLICT (id) DO UPDATE SET
                    (relay_seq, window_from, window_to, last_id, published_at) =
                    ROW (excluded.relay_seq, excluded.window_from, excluded.window_to,
                         excluded.last_id, excluded.published_at)
                """,
                (
                    position.relay_seq,
                    position.window_from,
                    position.window_to,
                    position.last_id,
                ),
            )

    def noted_relay_seq(self):
        """How many changes were published according to the note, 0 when there is none."""
        with self._connection, self._connection.cursor() as cursor:
            cursor.execute("SELECT max(relay_seq) FROM bridge_relay_progress")
            return cursor.fetchone()[0] or 0

    def note_stuck(self, change, reason):
        with self._connection, self._connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO bridge_stuck_change (change_id, model, record_id, reason, found_at)
                VALUES (%s, %s, %s, %s, now() AT TIME ZONE 'UTC')
                ON CONFLICT (change_id) DO NOTHING
                """,
                (change.change_id, change.model, change.record_id, reason),
            )

    def has_leftovers(self):
        """Whether committed changes wait for their fold (made by psql, for example)."""
        with self._connection, self._connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM bridge_touch)")
            return cursor.fetchone()[0]

    def adopt(self, highest_id):
        """Make the rows of a restored database this database's own.

        Their transaction ids come from elsewhere and compare with nothing here, so
        they all get the id of this transaction. New rows get ids above every one
        ever published, because a reused change id would be taken for a duplicate.
        """
        with self._connection, self._connection.cursor() as cursor:
            cursor.execute("UPDATE bridge_outbox SET xid = pg_current_xact_id()")
            cursor.execute(
                """
                SELECT setval('bridge_outbox_id_seq',
                              greatest((SELECT last_value FROM bridge_outbox_id_seq), %s))
                """,
                (highest_id + PAGE_ROWS,),
            )
