"""Publishing a range of the outbox again: for a broker that lost acknowledged data, or a reader that did.

A request is a row of ``bridge_republish``; only the leader answers it, page by page, in the
same checkpointed batches as everything else. So a request is answered once, whoever is
killed, and no second writer is needed. Messages keep their change id and content, get a
message id of their own and the header ``Bridge-Again``. Only rows that are published
already are taken: one that waits comes in its own turn and could overtake nothing.
A reader tells by the version that a message is older than what it has.
"""

from dataclasses import replace

from .outbox import PAGE_BYTES, PAGE_ROWS, Page
from .window import COLUMNS, NOT_PUBLISHED, changes_of

_NEXT_REQUEST = """
    SELECT id, first_id, last_id, model FROM bridge_republish WHERE finished_at IS NULL ORDER BY id LIMIT 1
"""

_ROWS = f"""
    SELECT {COLUMNS} FROM bridge_outbox
     WHERE id > %(after)s AND id BETWEEN %(first)s AND %(last)s AND (%(model)s IS NULL OR model = %(model)s)
       AND (lane = 'bulk') = %(bulk)s AND (id = ANY(%(ahead)s) OR NOT ({NOT_PUBLISHED}))
     ORDER BY id LIMIT {PAGE_ROWS}
"""

_FINISH = "UPDATE bridge_republish SET finished_at = now() AT TIME ZONE 'UTC' WHERE id = %s"


def ask(cr, first_id, last_id, model=None):
    """Request the rows ``first_id`` to ``last_id`` again; the request's id. The caller commits."""
    cr.execute(
        "INSERT INTO bridge_republish (first_id, last_id, model) VALUES (%s, %s, %s) RETURNING id",
        (first_id, last_id, model),
    )
    (request,) = cr.fetchone()
    cr.execute("SELECT pg_notify('nats_bridge', current_database())")
    return request


def is_finished(cr, request):
    cr.execute("SELECT finished_at IS NOT NULL FROM bridge_republish WHERE id = %s", (request,))
    return cr.fetchone()[0]


def next_page(outbox, position):
    """(request, Page) that follows ``position``, or None when nothing is requested."""
    while True:
        with outbox.connection as connection, connection.cursor() as cursor:
            cursor.execute(_NEXT_REQUEST)
            found = cursor.fetchone()
            if found is None:
                return None
            request, first, last, model = found
            after = position.again_id if position.again == request else 0
            changes = _rows(cursor, position, {"after": after, "first": first, "last": last, "model": model})
            if changes:
                return request, Page(changes, replace(position, again=request, again_id=changes[-1].id))
            cursor.execute(_FINISH, (request,))


def _rows(cursor, position, range_):
    """The next rows of both lanes by id, never beyond what was read of the other lane."""
    rows, horizon = [], float("inf")
    for bulk, lane in ((False, position.live), (True, position.bulk)):
        parameters = {"from": lane.window_from, "to": lane.window_to, "last_id": lane.last_id, "bulk": bulk}
        ahead = list(position.ahead) if bulk else []
        cursor.execute(_ROWS, {**range_, **parameters, "ahead": ahead})
        read = list(changes_of(cursor, PAGE_BYTES))
        if len(read) < cursor.rowcount or cursor.rowcount == PAGE_ROWS:
            horizon = min(horizon, read[-1].id)
        rows += read
    rows.sort(key=lambda change: change.id)
    return [change for change in rows if change.id <= horizon][:PAGE_ROWS]
