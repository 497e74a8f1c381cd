"""What the addon told: the rows of its outbox."""

from typing import NamedTuple


class Told(NamedTuple):
    """An outbox row in the shape of Expected, with what else has to be right."""

    outbox_id: int
    xid: str  # of the transaction it tells about, as the log numbers it
    model: str
    root: int
    version: int
    op: str
    fields: list
    rows: dict
    snapshot: dict | None
    passed: dict | None  # the moment and its dates, of what nobody changed
    origin: str
    actor: dict | None
    command: str | None
    row_names_agree: bool


def told_since(cr, last_id):
    cr.execute(
        """SELECT id, (payload->>'transaction_id')::bigint %% 4294967296, xid::text, model, record_id, version,
                  op, origin, payload
             FROM bridge_outbox WHERE id > %s ORDER BY id""",
        (last_id,),
    )
    return [_told(*row) for row in cr.fetchall()]


def _told(id_, source, own_xid, model, root, version, op, origin, payload):
    rows = {}
    for row in payload["rows"]:
        values = row["new"] or row["old"]
        identity = row["id"] if row["id"] is not None else frozenset(values.items())
        rows[row["path"], row["model"], identity] = (row["op"], row["old"], row["new"])
    agree = (payload["model"], payload["record_id"], payload["op"], payload["version"], payload["origin"]) == (
        model,
        root,
        op,
        version,
        origin,
    ) and len(rows) == len(payload["rows"])
    if origin == "orm":
        agree = agree and payload["transaction_id"] == own_xid
    return Told(
        id_,
        str(source),
        model,
        root,
        version,
        op,
        payload["fields"],
        rows,
        payload["snapshot"],
        payload.get("passed"),
        origin,
        payload["actor"],
        payload["command_id"],
        agree,
    )
