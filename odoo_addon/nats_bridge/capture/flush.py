"""Where the fold happens: at the end of a cursor's flush."""

from functools import wraps
from weakref import WeakSet

from odoo import sql_db
from odoo.api import SUPERUSER_ID, Environment
from psycopg2.extensions import TRANSACTION_STATUS_INTRANS

from .fold import fold

# Set on a cursor while a fold must not start: inside a fold, and while a savepoint flushes.
_QUIET = "_nats_bridge_quiet"
# The cursor's count of statements after its last fold. A request flushes twice (before and in commit): the second
# has nothing to look for. COPY is not counted; what it alone adds after a fold is told by the relay.
_FOLDED_AT = "_nats_bridge_folded_at"
# The flushing savepoints open on a cursor (each of Odoo's tests runs in one that does not flush). Weak: one that was forgotten rather than closed holds nothing up.
_OPEN_SAVEPOINTS = "_nats_bridge_savepoints"


def _quietly(cr, action):
    """Run ``action`` with folding switched off on this cursor."""
    was_quiet = cr.__dict__.get(_QUIET, False)
    setattr(cr, _QUIET, True)
    try:
        return action()
    finally:
        setattr(cr, _QUIET, was_quiet)


def _plans_due(cr):
    """The plans to fold by, or nothing when this flush is none of our business. Nearly every flush ends here."""
    transaction = cr.transaction
    # no transaction object: a bare cursor; its touches are folded by the relay, as made outside the ORM
    if transaction is None or cr.__dict__.get(_QUIET) or not transaction.registry.ready:
        return ()
    if "bridge.watch" not in transaction.registry or cr.closed or cr.readonly:
        return ()
    # idle: nothing was executed; in error: the coming commit is a rollback anyway
    if cr.connection.get_transaction_status() != TRANSACTION_STATUS_INTRANS:
        return ()
    # inside a savepoint nothing is certain yet, and a flush outside of it is still to come. An import that goes on
    # record by record after an error flushes for each of them: folding all of them again each time takes minutes
    if cr.__dict__.get(_FOLDED_AT) == cr.sql_log_count or cr.__dict__.get(_OPEN_SAVEPOINTS):
        return ()
    env = transaction.default_env
    if env is None:
        env = next(iter(transaction.envs), None) or Environment(cr, SUPERUSER_ID, {})
    return env["bridge.watch"]._plans()


def _flush_then_fold(flush):
    @wraps(flush)
    def flush_then_fold(self):
        flush(self)
        plans = _plans_due(self)
        if plans:
            _quietly(self, lambda: fold(self, plans))
            setattr(self, _FOLDED_AT, self.sql_log_count)

    flush_then_fold.nats_bridge = True
    return flush_then_fold


def _without_fold(method, cursor_of):
    @wraps(method)
    def without_fold(self, *args, **kwargs):
        return _quietly(cursor_of(self, *args), lambda: method(self, *args, **kwargs))

    return without_fold


def _remembered(open_savepoint):
    @wraps(open_savepoint)
    def remembered(self, cr):
        open_savepoint(self, cr)
        cr.__dict__.setdefault(_OPEN_SAVEPOINTS, WeakSet()).add(self)

    return remembered


def _forgotten(close_savepoint):
    @wraps(close_savepoint)
    def forgotten(self, rollback):
        try:
            close_savepoint(self, rollback)
        finally:
            self._cr.__dict__.get(_OPEN_SAVEPOINTS, set()).discard(self)

    return forgotten


def patch_flush():
    """Put the fold behind every cursor's flush, once per process.

    A patch, because nothing can be inherited here: cursors are not models, ``cr.precommit`` runs at every savepoint
    and gives up after ten rounds (Odoo then commits without us), and overriding create, write and unlink misses
    232 of 1135 changed aggregates. In flush, and not in commit, because Odoo retries a serialization failure raised
    by flush and answers HTTP 500 to one raised by commit (service/model.py). Savepoints flush too, but fold nothing:
    what they touched is still noted when the transaction's own flush comes, and is gone if they were rolled back.
    """
    if getattr(sql_db.BaseCursor.flush, "nats_bridge", False):
        return
    sql_db.BaseCursor.flush = _flush_then_fold(sql_db.BaseCursor.flush)
    savepoint = sql_db._FlushingSavepoint
    savepoint.__init__ = _remembered(_without_fold(savepoint.__init__, lambda _self, cr: cr))
    savepoint._close = _forgotten(_without_fold(savepoint._close, lambda self, *_args: self._cr))
