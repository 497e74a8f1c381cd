"""The existing records of a watch as ``snapshot`` changes, in the bulk lane.

The watermark is the record's version: it is raised in the transaction that reads the
snapshot, under the same row lock as every fold. Whoever commits a change of the record
before us makes our transaction fail to serialise, and we read again; whoever commits
after us has a higher version and a higher outbox id, and the relay publishes a record's
rows in that order. So an older snapshot overtakes no newer change.
"""

import logging

from ..capture import outbox
from ..capture.fold import clock
from ..capture.retry import in_transaction
from ..capture.snapshot import fresh_environment, read_nodes

_logger = logging.getLogger(__name__)

# Small enough that people who write one of these records wait for it only a moment.
_BATCH = 200


class NotWatched(Exception):
    """No active watch captures this model."""


def backfill(registry, model, after=0, batch=_BATCH):
    """Append a snapshot of every record of ``model`` with an id above ``after``; how many those are.

    Each batch is a transaction of its own; the log tells the last id, to go on from after an interruption.
    Raises NotWatched.
    """
    total = 0
    while ids := in_transaction(registry, lambda cr: append_snapshots(cr, model, after, batch)):  # noqa: B023  called at once
        total, after = total + len(ids), ids[-1]
        _logger.info("backfill of %s: %s records, up to id %s", model, total, after)
    return total


def append_snapshots(cr, model, after=0, limit=_BATCH):
    """Append snapshots of the next ``limit`` records; their ids. The caller commits.

    Raises NotWatched; serialization errors when a record is written meanwhile: roll back and call again.
    """
    with fresh_environment(cr) as env:
        plan = next((plan for plan in env["bridge.watch"]._plans() if plan.model == model), None)
        if plan is None:
            raise NotWatched(model)
        found = env[model].search([("id", ">", after), *(plan.domain or [])], order="id", limit=limit).ids
        snapshots = read_nodes(env, plan.reading, found)
        uuid = env["ir.config_parameter"].get_param("database.uuid")
    if snapshots:
        common = _common(cr, model)
        outbox.append(cr, uuid, [{**common, "record_id": id_, "snapshot": snapshots[id_]} for id_ in found])
    return found


def _common(cr, model):
    cr.execute("SELECT pg_current_xact_id()::text")
    (transaction_id,) = cr.fetchone()
    return {
        "spec": "odoo-change/1",
        "database": cr.dbname,
        "model": model,
        "op": "snapshot",
        "transaction_id": transaction_id,
        "occurred_at": clock(cr),
        "origin": "orm",
        "lane": "bulk",
        "actor": None,
        "command_id": None,
        "fields": [],
        "rows": [],
    }
