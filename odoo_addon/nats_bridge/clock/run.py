"""Tells what passed: one outbox row per record, entered in the ledger in the same transaction."""

import logging
from datetime import datetime
from typing import NamedTuple

import psycopg2
from odoo.api import SUPERUSER_ID, Environment

from ..capture import outbox
from ..capture.fold import clock
from ..capture.retry import in_transaction
from ..capture.snapshot import fresh_environment, read_nodes
from . import ledger

_logger = logging.getLogger(__name__)

# Small enough that people who write one of these records wait for it only a moment.
_BATCH = 200
# More in one run is a flood (the first of a month, a job that stood still): it waits behind the people's work.
_LIVE_RECORDS = 200


class Batch(NamedTuple):
    last: int  # record id to go on after
    told: int
    unread: list  # record ids


def tell_passed(registry):
    """Tell all that passed since the last run; how many records. What fails is logged and tried again by the next run."""
    with registry.cursor() as cr:
        moments = Environment(cr, SUPERUSER_ID, {})["bridge.clock"]._moments()
    total = 0
    for moment in moments:
        try:
            total += _tell_moment(registry, moment)
        except Exception:
            _logger.exception("%s: moment %s could not be told", moment.model, moment.name)
    return total


def _tell_moment(registry, moment):
    waiting = in_transaction(registry, lambda cr: _waiting(cr, moment))
    lane = "bulk" if waiting > _LIVE_RECORDS else "live"
    total, after = 0, 0
    while waiting and (batch := in_transaction(registry, lambda cr: tell_batch(cr, moment, after, lane))):  # noqa: B023  called at once
        total, after = total + batch.told, batch.last
        if batch.unread:
            _logger.error("%s: %s is not told of records %s, see above", moment.model, moment.name, batch.unread)
    if total:
        _logger.info("%s: %s told of %s records", moment.model, moment.name, total)
    return total


def _waiting(cr, moment):
    """How many records; counted no further than a flood begins."""
    with fresh_environment(cr) as env:
        return len(ledger.due(env, moment, 0, _LIVE_RECORDS + 1))


def tell_batch(cr, moment, after, lane="live", limit=_BATCH):
    """Tell the next ``limit`` records above ``after``; None when there are no more, or the watch was paused meanwhile.

    The caller commits. Raises serialization errors and UniqueViolation when others are at the same records: roll back
    and call again.
    """
    if not _is_asked_for(cr, moment.model):
        return None
    with fresh_environment(cr) as env:
        found = ledger.due(env, moment, after, limit)
        if not found:
            return None
        snapshots = _read(env, moment, [id_ for id_, _dates in found])
        uuid = env["ir.config_parameter"].get_param("database.uuid")
    passings = [(id_, dates) for id_, dates in found if id_ in snapshots]
    if passings:
        ledger.enter(cr, moment, passings)
        common = {**_common(cr, moment), "lane": lane}
        outbox.append(cr, uuid, [_change(common, moment, *passing, snapshots) for passing in passings])
    return Batch(found[-1][0], len(passings), [id_ for id_, _dates in found if id_ not in snapshots])


def _is_asked_for(cr, model):
    # asked anew for each batch: whoever pauses a watch in the middle of a flood means now
    cr.execute("SELECT FROM bridge_watch WHERE model = %s AND active AND paused IS NOT TRUE", (model,))
    return bool(cr.rowcount)


def _read(env, moment, ids):
    """{id: snapshot} of those that can be read."""
    try:
        return _attempt(env, moment, ids)
    except psycopg2.OperationalError:  # the connection, or a lost race: not the record's fault
        raise
    except Exception:
        if len(ids) > 1:
            half = len(ids) // 2
            return _read(env, moment, ids[:half]) | _read(env, moment, ids[half:])
        _logger.exception("%s %s cannot be read", moment.model, ids)
        return {}


def _attempt(env, moment, ids):
    with env.cr.savepoint(flush=False):
        return read_nodes(env, moment.plan.reading, ids)


def _common(cr, moment):
    cr.execute("SELECT pg_current_xact_id()::text")
    (transaction_id,) = cr.fetchone()
    return {
        "spec": "odoo-change/1",
        "database": cr.dbname,
        "model": moment.model,
        "op": "passed",
        "transaction_id": transaction_id,
        "occurred_at": clock(cr),
        "origin": "orm",
        "actor": None,
        "command_id": None,
        "fields": [],
        "rows": [],
    }


def _change(common, moment, id_, dates, snapshots):
    passed = {"moment": moment.name, "dates": [_written(date, moment.kind) for date in dates]}
    return {**common, "record_id": id_, "snapshot": snapshots[id_], "passed": passed}


def _written(date: datetime, kind):
    """As a snapshot writes it."""
    return date.strftime("%Y-%m-%d" if kind == "date" else "%Y-%m-%dT%H:%M:%SZ")
