"""The outbox table and every write to it. Rows are appended; only their own transaction may still change them."""

import json
from typing import NamedTuple

_TABLE = """
CREATE TABLE IF NOT EXISTS bridge_outbox (
    id bigserial PRIMARY KEY,
    -- a CHECK, because Odoo drops the NOT NULL of columns that are no field of the model
    xid xid8 DEFAULT pg_current_xact_id() CHECK (xid IS NOT NULL),
    change_id text NOT NULL,
    model text NOT NULL,
    record_id bigint NOT NULL,
    op text NOT NULL,
    version bigint NOT NULL,
    occurred_at timestamp NOT NULL,
    origin text NOT NULL,
    lane text NOT NULL,
    login text,
    command_id text,
    payload jsonb NOT NULL,
    UNIQUE (model, record_id, version)
);
CREATE INDEX IF NOT EXISTS bridge_outbox_xid ON bridge_outbox (xid);

-- Where the relay stands; it writes, the outbox's state is computed from it.
CREATE TABLE IF NOT EXISTS bridge_relay_progress (
    id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    relay_seq bigint NOT NULL DEFAULT 0,
    window_from text,
    window_to text,
    last_id bigint,
    published_at timestamptz
);
-- the bulk lane's own place, since 19.0.1.1.0
ALTER TABLE bridge_relay_progress
    ADD COLUMN IF NOT EXISTS bulk_from text,
    ADD COLUMN IF NOT EXISTS bulk_to text,
    ADD COLUMN IF NOT EXISTS bulk_last_id bigint,
    ADD COLUMN IF NOT EXISTS ahead bigint[],
    ADD COLUMN IF NOT EXISTS rate double precision;

-- Ranges to publish again; asked for by people, answered by the relay.
CREATE TABLE IF NOT EXISTS bridge_republish (
    id serial PRIMARY KEY,
    first_id bigint NOT NULL,
    last_id bigint NOT NULL,
    model text,
    requested_at timestamp NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
    finished_at timestamp
);
REVOKE ALL ON bridge_outbox, bridge_relay_progress, bridge_republish FROM PUBLIC;

-- Retention deletes as much as capture appends: vacuum often, so that the freed pages are filled again.
ALTER TABLE bridge_outbox SET (
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
    toast.autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_threshold = 2000
);
"""

# Large folds travel in slices of this many rows: a snapshot is some KiB, a statement stays in the low MiB.
_SLICE = 500


def create(cr):
    """Create what is missing."""
    cr.execute(_TABLE)


class Own(NamedTuple):
    """A row that this transaction wrote and may still change."""

    id: int
    version: int
    command_id: str | None


def own(cr):
    """{(model, record id): Own} of all rows that earlier folds of this transaction wrote."""
    cr.execute(
        """SELECT model, record_id, id, version, command_id FROM bridge_outbox
            WHERE xid = pg_current_xact_id_if_assigned() AND origin = 'orm'"""
    )
    return {(model, record_id): Own(*row) for model, record_id, *row in cr.fetchall()}


def told(cr, keys):
    """Those of ``keys`` that anybody was ever told about."""
    cr.execute(
        """SELECT model, record_id FROM bridge_version
            WHERE (model, record_id) IN (SELECT * FROM unnest(%s::text[], %s::bigint[]))""",
        _columns(keys),
    )
    return set(cr.fetchall())


_FROM_CHANGE = ("op", "origin", "lane", "command_id")


def append(cr, database_uuid, changes):
    """Append changes (dicts of the raw change), at most one per record; their versions and ids are given here.

    Raising the version locks its row to the end of the transaction. Another transaction on the same root waits here and
    then fails to serialise, so Odoo retries it on top of ours: no snapshot lacks what was committed before it, and since
    outbox ids are drawn behind the lock, their order is the order of the versions. Sorted, so that two folds cannot
    lock each other out.

    Wakes the relay after the commit. That is only a hint: the relay polls all the same.
    """
    for part in _slices(sorted(changes, key=lambda change: (change["model"], change["record_id"]))):
        rows = [_row(change) for change in part]
        cr.execute(
            f"""WITH bumped AS (
                    INSERT INTO bridge_version AS v (model, record_id, version) VALUES {_places("(%s, %s, 1)", rows)}
                    ON CONFLICT (model, record_id) DO UPDATE SET version = v.version + 1
                    RETURNING model, record_id, version, nextval('bridge_outbox_id_seq') AS id)
                INSERT INTO bridge_outbox (id, change_id, model, record_id, version, payload,
                                           occurred_at, login, {", ".join(_FROM_CHANGE)})
                SELECT id, %s || id, b.model, b.record_id, version,
                       payload::jsonb || jsonb_build_object('version', version, 'change_id', %s || id),
                       occurred_at::timestamp, login, {", ".join(_FROM_CHANGE)}
                  FROM bumped AS b JOIN (VALUES {_places("%s", rows)}) AS c (model, record_id, payload, occurred_at, login,
                                                                  {", ".join(_FROM_CHANGE)})
                    ON c.model = b.model AND c.record_id = b.record_id
                RETURNING pg_notify('nats_bridge', current_database())""",
            [*(value for row in rows for value in row[:2]), f"{database_uuid}:", f"{database_uuid}:", *rows],
        )


def _row(change):
    """A change as ``append`` wants it; a tuple is a list in parentheses for psycopg2."""
    login = (change["actor"] or {}).get("login")
    columns = (change["model"], change["record_id"], json.dumps(change), change["occurred_at"].removesuffix("Z"), login)
    return (*columns, *(change[name] for name in _FROM_CHANGE))


def _places(row, rows):
    return ", ".join([row] * len(rows))


def amend(cr, changes_by_id):
    """Replace the payload of this transaction's own rows: {outbox id: change}."""
    for part in _slices(list(changes_by_id.items())):
        cr.execute(
            """UPDATE bridge_outbox AS o
                  SET op = p->>'op', occurred_at = (p->>'occurred_at')::timestamptz AT TIME ZONE 'UTC',
                      lane = p->>'lane', command_id = p->>'command_id', payload = o.payload || p
                 FROM unnest(%s::bigint[], %s::text[]) AS c(id, body), LATERAL (SELECT c.body::jsonb) AS j(p)
                WHERE o.id = c.id""",
            ([id_ for id_, _change in part], [json.dumps(change) for _id, change in part]),
        )


def withdraw(cr, keys_by_id):
    """Take back this transaction's rows that came to nothing, and the versions they had used."""
    if not keys_by_id:
        return
    cr.execute("DELETE FROM bridge_outbox WHERE id = ANY(%s)", (list(keys_by_id),))
    cr.execute(
        """UPDATE bridge_version AS v SET version = v.version - 1
             FROM unnest(%s::text[], %s::bigint[]) AS k(model, record_id)
            WHERE v.model = k.model AND v.record_id = k.record_id""",
        _columns(keys_by_id.values()),
    )
    cr.execute(
        """DELETE FROM bridge_version WHERE version = 0
              AND (model, record_id) IN (SELECT * FROM unnest(%s::text[], %s::bigint[]))""",
        _columns(keys_by_id.values()),
    )


def _columns(keys):
    pairs = list(keys)
    return [model for model, _id in pairs], [id_ for _model, id_ in pairs]


def _slices(items):
    return (items[start : start + _SLICE] for start in range(0, len(items), _SLICE))
