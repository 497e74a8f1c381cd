"""The fold: a transaction's touches become one outbox row per root, in that same transaction."""

from dataclasses import dataclass

from odoo.tools import SQL

from . import folded, outbox
from .snapshot import fresh_environment, matching, read_nodes
from .touches import Touches, take, take_own

# One transaction about more roots than this is an import or an upgrade: it waits behind the people's work.
_LIVE_ROOTS = 200
# Two processes looking for leftovers take turns by this lock (its number is the ASCII of "touch").
_LEFTOVERS_LOCK = 0x746F756368


@dataclass(frozen=True)
class Source:
    """What all changes of one fold have in common."""

    origin: str
    transaction_id: str
    occurred_at: str
    actor: dict | None = None
    command_id: str | None = None
    told_before: int = 0  # outbox rows of earlier folds in the same transaction


def fold(cr, plans):
    """Fold what this transaction touched since the last fold. Called after the ORM has flushed.

    Raises psycopg2's serialization and deadlock errors, which Odoo answers by running the request again.
    """
    notes = take_own(cr)
    if not notes:
        return
    source, entered = _own_source(cr)
    notes = folded.join(cr, entered, notes)
    with fresh_environment(cr) as env:
        _Fold(env, plans, source).run(notes)


def fold_external(cr, limit=100):
    """Fold committed touches that no transaction folded itself: psql, raw cursors, a registry still loading.

    :param cr: a cursor at the start of its transaction; the caller commits
    :param limit: source transactions to take at most
    :return: how many source transactions were folded; 0 also when another process is at it
    Raises serialization errors when a root is written meanwhile: roll back and call again.
    """
    cr.execute("SELECT pg_try_advisory_xact_lock(%s)", (_LEFTOVERS_LOCK,))
    if not cr.fetchone()[0]:
        return 0
    cr.execute(
        """SELECT xid::text FROM bridge_touch WHERE xid IS DISTINCT FROM pg_current_xact_id_if_assigned()
            GROUP BY xid ORDER BY min(seq) LIMIT %s""",
        (limit,),
    )
    xids = [xid for (xid,) in cr.fetchall()]
    for xid in xids:
        with fresh_environment(cr) as env:
            plans = env["bridge.watch"]._plans()
            source = Source("external", xid, _clock(cr))
            _Fold(env, plans, source).run(take(cr, SQL("%s::xid8", xid)))
    return len(xids)


_CLOCK = SQL("""to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""")


def _clock(cr):
    cr.execute(SQL("SELECT %s", _CLOCK))
    return cr.fetchone()[0]


def _own_source(cr):
    """Who and what this transaction is, and which folds it has made, in one query.

    The actor is the user whom the transaction flushes as.

    The company is the one the user works in (first of the context's), if it is really one of the user's.
    """
    user_env = cr.transaction.default_env
    uid = user_env.uid if user_env is not None else None
    chosen = (user_env.context.get("allowed_company_ids") or [None])[0] if user_env is not None else None
    cr.execute(
        SQL(
            """SELECT pg_current_xact_id()::text, %s, nullif(current_setting('nats_bridge.command_id', true), ''),
                   %s,
                   (SELECT count(*) FROM bridge_outbox WHERE xid = pg_current_xact_id() AND origin = 'orm'),
                   u.login,
                   coalesce((SELECT cid FROM res_company_users_rel WHERE user_id = u.id AND cid = %s), u.company_id)
              FROM (SELECT) AS one LEFT JOIN res_users u ON u.id = %s""",
            _CLOCK,
            folded.enter(),
            chosen if isinstance(chosen, int) else None,
            uid,
        )
    )
    xid, clock, command_id, entered, told_before, login, company_id = cr.fetchone()
    actor = {"user_id": uid, "login": login, "company_id": company_id} if login is not None else None
    return Source("orm", xid, clock, actor, command_id, told_before), entered


class _Fold:
    def __init__(self, env, plans, source):
        self._env = env
        self._cr = env.cr
        self._plans = plans
        self._source = source
        # (model, id) -> outbox row that an earlier fold of this transaction wrote
        self._before = outbox.own(self._cr) if source.told_before else {}

    def run(self, notes):
        """Fold all notes that the transaction left so far."""
        touches = Touches(self._cr, notes)
        told = {}  # (model, id) -> change without version
        for plan in self._plans:
            if plan.tables & touches.tables:
                told.update(self._changes(plan, touches))
        if told or self._before:
            self._store(told)

    def _changes(self, plan, touches):
        rows_by_root = touches.changed_rows(plan)
        if not rows_by_root:
            return {}
        wanted = matching(self._env, plan.model, plan.domain, rows_by_root) if plan.domain else rows_by_root
        snapshots = read_nodes(self._env, plan.reading, wanted)
        gone = self._gone(plan, rows_by_root, snapshots)
        return {
            (plan.model, root): self._change(plan.model, root, rows, snapshots.get(root))
            for root, rows in rows_by_root.items()
            if root in snapshots or root in gone
        }

    def _gone(self, plan, rows_by_root, snapshots):
        """Deleted roots worth telling. With a domain, only roots told of before: a deleted one cannot be judged."""
        gone = {
            root
            for root, rows in rows_by_root.items()
            if root not in snapshots and any(row["path"] == "" and row["op"] == "delete" for row in rows)
        }
        if not plan.domain or not gone:
            return gone
        keys = {(plan.model, root) for root in gone}
        first_told_here = {key for key in keys & set(self._before) if self._before[key].version == 1}
        return {root for _model, root in outbox.told(self._cr, keys - first_told_here)}

    def _change(self, model, root, rows, snapshot):
        return {
            "spec": "odoo-change/1",
            "database": self._cr.dbname,
            "model": model,
            "record_id": root,
            "transaction_id": self._source.transaction_id,
            "occurred_at": self._source.occurred_at,
            "origin": self._source.origin,
            "actor": self._source.actor,
            "command_id": self._source.command_id,
            "snapshot": snapshot,
            **_summary(rows),
        }

    def _store(self, told):
        lane = "bulk" if len(told) > _LIVE_ROOTS else "live"
        self._amend({key: told[key] for key in told.keys() & self._before.keys()}, lane)
        outbox.withdraw(self._cr, {self._before[key].id: key for key in self._before.keys() - told.keys()})
        first = {key: change for key, change in told.items() if key not in self._before}
        if first:
            versions = outbox.bump(self._cr, first)
            uuid = self._env["ir.config_parameter"].get_param("database.uuid")
            changes = [{**change, "version": versions[key], "lane": lane} for key, change in first.items()]
            outbox.append(self._cr, uuid, changes)

    def _amend(self, again, lane):
        """What an earlier fold of this transaction told is replaced by the whole story."""
        outbox.amend(
            self._cr,
            {
                self._before[key].id: {
                    **change,
                    "lane": lane,
                    "command_id": change["command_id"] or self._before[key].command_id,
                }
                for key, change in again.items()
            },
        )


def _summary(rows):
    """op, fields and rows of a change, all three from its rows."""
    root_op = next((row["op"] for row in rows if row["path"] == ""), "update")
    ordered = sorted(rows, key=lambda row: (row["path"], row["id"] or 0))
    return {"op": root_op, "fields": sorted(set().union(*map(_fields, rows))), "rows": ordered}


def _fields(row):
    """The root's fields a row stands for. A created or deleted root counts with what it holds."""
    if row["path"]:
        return {row["path"].split(".")[0]}
    if row["op"] == "update":
        return set(row["new"])
    return {name for name, value in (row["new"] or row["old"]).items() if value is not None}
