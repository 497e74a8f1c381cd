"""Reads the outbox commit-safely, live lane first.

Live rows go first; bulk rows (imports, backfill) fill the page behind them. Order per
record holds across the lanes because of two rules:

- a bulk window is opened only up to a snapshot that the live lane has published
  completely, so a bulk row overtakes no live one of its record;
- a live row takes the unpublished bulk rows of its record with it, before itself. Their
  ids are the position's ``ahead``: the bulk lane will pass over them.
"""

from dataclasses import dataclass, replace

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ

from .checkpoint import Identity, Position
from .window import BULK, COLUMNS, LIVE, NOT_PUBLISHED, WindowReader, changes_of, up_to

# The checkpoint is the 500th message; a batch may have 1000, and 500 is as fast (FACTS).
PAGE_ROWS = 499
# A page waits in the broker's memory until its commit: rows of 1 MiB must not make 499 MiB.
PAGE_BYTES = 8 * 1024 * 1024
# Bulk rows of a page while people write. A live row waits for the page under way and travels in the next: about 6 ms each.
BULK_SHARE = 50
# What the bulk lane gets beside full pages of live rows, about a tenth.
_FAIR_SHARE = 50
# More ids make checkpoints long: then the bulk lane catches up first, as far as it can.
_MANY_AHEAD = 5000

_WINDOW = """
    SELECT pg_current_snapshot()::text,
           -- the name with its table: alone it is the cast's, which no index has
           (SELECT xid::text::bigint FROM bridge_outbox ORDER BY bridge_outbox.xid DESC LIMIT 1),
           coalesce((SELECT lower(value) IN ('true', '1') FROM ir_config_parameter
                      WHERE key = 'nats_bridge.neutralized'), false)
"""

_BULK_OF_RECORDS = f"""
    SELECT {COLUMNS} FROM bridge_outbox
     WHERE lane = 'bulk' AND (model, record_id) IN (SELECT * FROM unnest(%(models)s::text[], %(records)s::bigint[]))
       AND pg_visible_in_snapshot(xid, %(live_to)s::pg_snapshot) AND {NOT_PUBLISHED}
     ORDER BY id
"""

_STILL_AHEAD = f"SELECT id FROM bridge_outbox WHERE id = ANY(%(ids)s) AND {NOT_PUBLISHED}"


@dataclass(frozen=True)
class Page:
    """Changes to publish next. ``after`` is the Position then, its relay_seq still the old one."""

    changes: list
    after: Position
    has_live: bool = True


class Neutralized(Exception):
    """This database is a copy and must never publish."""


class Outbox:
    """One connection, used by one thread at a time; every method is a transaction of its own."""

    def __init__(self, connection_parameters):
        self.connection = psycopg2.connect(**connection_parameters)
        self.connection.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ)
        with self.connection, self.connection.cursor() as cursor:
            # compiling a query took 115 ms where running it takes less than one
            cursor.execute("SET jit = off")
        self._readers = {kind: WindowReader(kind, PAGE_BYTES) for kind in (LIVE, BULK)}

    def close(self):
        self.connection.close()

    def identity(self):
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT (SELECT value FROM ir_config_parameter WHERE key = 'database.uuid'),
                       (SELECT system_identifier::text FROM pg_control_system()),
                       (SELECT oid::bigint FROM pg_database WHERE datname = current_database())
                """
            )
            return Identity(*cursor.fetchone())

    def next_page(self, position, on_stream=frozenset(), bulk_share=PAGE_ROWS):
        """The Page that follows ``position``. No changes: everything committed until now is published.

        :param on_stream: row ids to pass over, because the stream has them without a checkpoint
        :param bulk_share: at most so many bulk rows beside live ones
        Raises Neutralized.
        """
        with self.connection, self.connection.cursor() as cursor:
            position = replace(position, ahead=self._still_ahead(cursor, position))
            if len(position.ahead) >= _MANY_AHEAD:
                position, bulk = self._bulk(cursor, position, PAGE_ROWS, on_stream)
                if bulk:
                    return Page(bulk, position, has_live=False)
            position, live = self._live(cursor, position, on_stream)
            room = max(min(PAGE_ROWS - len(live), bulk_share), _FAIR_SHARE)
            position, bulk = self._bulk(cursor, position, room, on_stream)
            return Page([*live, *bulk], position, bool(live))

    def rows(self, ids):
        """The changes of these ids, in this order."""
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute(f"SELECT {COLUMNS} FROM bridge_outbox WHERE id = ANY(%s)", (list(ids),))
            found = {change.id: change for change in changes_of(cursor, float("inf"))}
        return [found[id_] for id_ in ids if id_ in found]

    def has_leftovers(self):
        """Whether committed changes wait for their fold (made by psql, for example)."""
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM bridge_touch)")
            return cursor.fetchone()[0]

    def adopt(self, highest_id):
        """Make the rows of a restored database this database's own.

        Their transaction ids come from elsewhere and compare with nothing here, so
        they all get the id of this transaction. New rows get ids above every one
        ever published, because a reused change id would be taken for a duplicate.
        """
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute("UPDATE bridge_outbox SET xid = pg_current_xact_id()")
            cursor.execute(
                """
                SELECT setval('bridge_outbox_id_seq',
                              greatest((SELECT last_value FROM bridge_outbox_id_seq), %s))
                """,
                (highest_id + PAGE_ROWS,),
            )

    # -- live ------------------------------------------------------------------------------

    def _live(self, cursor, position, on_stream):
        read = self._readers[LIVE].rows
        lane, changes = read(cursor, position.live, PAGE_ROWS, on_stream)
        if not changes:
            # before any other window is read: what the rows' query sees and what ``to`` says are one instant
            cursor.execute(_WINDOW)
            snapshot, newest, neutralized = cursor.fetchone()
            if neutralized:
                raise Neutralized
            if newest is None:
                return position, []
            lane, changes = read(cursor, lane.next_window(up_to(newest, snapshot)), PAGE_ROWS, on_stream)
        position = replace(position, live=lane)
        return self._with_bulk_of_their_records(cursor, position, changes, on_stream)

    def _with_bulk_of_their_records(self, cursor, position, changes, on_stream):
        """As many of the live changes as fit, each behind the bulk rows that its record needs first."""
        if not changes:
            return position, []
        waiting = self._bulk_rows_of(cursor, position, changes, on_stream)
        page, ahead, last_id = [], set(position.ahead), position.live.last_id
        for change in changes:
            needed = [row for row in waiting.get(change.record, ()) if row.id < change.id and row.id not in ahead]
            if len(page) + len(needed) + 1 > PAGE_ROWS:
                if not page:  # more than a page for one record: it follows when they are there
                    page, ahead = needed[:PAGE_ROWS], ahead.union(row.id for row in needed[:PAGE_ROWS])
                break
            page += [*needed, change]
            ahead.update(row.id for row in needed)
            last_id = change.id
        return replace(position, live=replace(position.live, last_id=last_id), ahead=tuple(sorted(ahead))), page

    def _bulk_rows_of(self, cursor, position, changes, on_stream):
        if self._no_bulk_waits(cursor, position):
            return {}
        records = sorted({change.record for change in changes})
        cursor.execute(
            _BULK_OF_RECORDS,
            {
                "models": [model for model, _id in records],
                "records": [id_ for _model, id_ in records],
                "live_to": position.live.window_to,
                **_bulk_parameters(position),
            },
        )
        waiting = {}
        for row in changes_of(cursor, float("inf")):
            if row.id not in on_stream:
                waiting.setdefault(row.record, []).append(row)
        return waiting

    def _no_bulk_waits(self, cursor, position):
        """Whether no live change of the window needs bulk rows: the bulk lane has published all there
        were before the window, and the window has none. Asked once per window, not per page, and the
        bulk lane, whose next window this is, asks the same. The first page of a window comes before
        the bulk lane has moved up to it; for that one the records are looked through."""
        live, bulk, reader = position.live, position.bulk, self._readers[BULK]
        return (
            bulk.window_to == live.window_from
            and reader.is_through(cursor, bulk)
            and reader.is_through(cursor, replace(live, last_id=0))
        )

    # -- bulk ------------------------------------------------------------------------------

    def _bulk(self, cursor, position, room, on_stream):
        live, lane = position.live, position.bulk
        if lane.window_to is not None and lane.window_to == live.window_to != live.window_from:
            return position, []  # both lanes shared this window before they were two: live is not through it
        passed_over = on_stream | set(position.ahead)
        lane, changes = self._readers[BULK].rows(cursor, lane, room, passed_over)
        if not changes and live.window_from not in (None, lane.window_to):
            lane = lane.next_window(live.window_from)
            lane, changes = self._readers[BULK].rows(cursor, lane, room, passed_over)
        if changes:
            lane = replace(lane, last_id=changes[-1].id)
        return replace(position, bulk=lane), changes

    def _still_ahead(self, cursor, position):
        if not position.ahead:
            return ()
        cursor.execute(_STILL_AHEAD, {"ids": list(position.ahead), **_bulk_parameters(position)})
        return tuple(sorted(id_ for (id_,) in cursor.fetchall()))


def _bulk_parameters(position):
    bulk = position.bulk
    return {"from": bulk.window_from, "to": bulk.window_to, "last_id": bulk.last_id}
