"""The fold: a transaction's touches become one outbox row per root, in that same transaction."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

from . import folded, outbox
from .echo import Marks, marks
from .snapshot import fresh_environment, matching, read_nodes
from .touches import OWN, Touches, rows_as_left, take

# One transaction about more roots than this is an import or an upgrade: it waits behind the people's work.
_LIVE_ROOTS = 200
# Two processes looking for leftovers take turns by this lock (its number is the ASCII of "touch").
_LEFTOVERS_LOCK = 0x746F756368


class SharedRecord(ConcurrencyError):
    """Two commands of this transaction changed one record. One event cannot tell of two: each needs its own transaction."""


@dataclass(frozen=True)
class Source:
    """What all changes of one fold have in common."""

    origin: str
    transaction_id: str
    occurred_at: str
    actor: dict | None = None
    commands: Marks = field(default_factory=Marks)
    told_before: bool = False  # whether the same transaction was folded before


def fold(cr, plans):
    """Fold what this transaction touched since the last fold. Called after the ORM has flushed.

    Raises psycopg2's serialization and deadlock errors, which Odoo answers by running the request again, and SharedRecord.
    """
    notes, about = take(cr, OWN, _about_own(cr.transaction.default_env))
    if not notes:
        return
    source, entered = _own_source(json.loads(about))
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
            source = Source("external", xid, clock(cr))
            _Fold(env, plans, source).run(take(cr, SQL("%s::xid8", xid))[0])
    return len(xids)


def clock(cr):
    """The database's time as RFC 3339 in microseconds; transactions order by it better than by when they began."""
    cr.execute("SELECT clock_timestamp()")
    return _rfc3339(cr.fetchone()[0])


def _rfc3339(moment):
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def _about_own(user_env):
    """SQL of one JSON text: who and what this transaction is, and the numbers of its folds, this one entered.

    The actor is the user whom the transaction flushes as. Read with the notes: each statement more costs Odoo and
    Postgres together a fifth of a millisecond.
    """
    return SQL(
        """json_build_object('xid', pg_current_xact_id()::text, 'clock', clock_timestamp(),
                             'commands', %s, 'entered', %s, 'actor', %s)::text""",
        marks(),
        folded.enter(),
        _actor(user_env),
    )


def _own_source(about):
    entered = about["entered"]
    now = _rfc3339(datetime.fromisoformat(about["clock"]))
    return Source("orm", about["xid"], now, about["actor"], Marks(about["commands"]), "," in entered), entered


def _actor(user_env):
    """SQL of one column: the actor, null for no user.

    The company is the one the user works in (first of the context's), if it is really one of the user's.
    """
    if user_env is None:
        return SQL("NULL")
    chosen = (user_env.context.get("allowed_company_ids") or [None])[0]
    company = SQL("u.company_id")
    if isinstance(chosen, int):
        of_the_user = SQL("SELECT cid FROM res_company_users_rel WHERE user_id = u.id AND cid = %s", chosen)
        company = SQL("coalesce((%s), u.company_id)", of_the_user)
    return SQL(
        """(SELECT json_build_object('user_id', u.id, 'login', u.login, 'company_id', %s)
              FROM res_users u WHERE u.id = %s)""",
        company,
        user_env.uid,
    )


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
        by_command = self._by_command(notes)
        # others may have written since to what was touched outside Odoo
        noted = rows_as_left(notes) if self._source.origin == "orm" else {}
        told = {}  # (model, id) -> change without lane and version
        for plan in self._plans:
            told.update(self._changes(plan, by_command, noted))
        if told or self._before:
            self._store(told)

    def _by_command(self, notes):
        """{command id or None: its Touches}"""
        parts = {}
        for note in notes:
            parts.setdefault(self._source.commands.command_of(note.number), []).append(note)
        return {command_id: Touches(self._cr, part) for command_id, part in parts.items()}

    def _changes(self, plan, by_command, noted):
        rows_by_root, command_ids = {}, {}
        for command_id, touches in by_command.items():
            for root, rows in self._changed_rows(plan, touches).items():
                if command_ids.setdefault(root, command_id) != command_id:
                    raise SharedRecord(f"{plan.model} {root} was changed by {command_ids[root]} and {command_id}")
                rows_by_root[root] = rows
        if not rows_by_root:
            return {}
        wanted = matching(self._env, plan.model, plan.domain, rows_by_root) if plan.domain else rows_by_root
        snapshots = read_nodes(self._env, plan.reading, wanted, noted)
        gone = self._gone(plan, rows_by_root, snapshots)
        return {
            (plan.model, root): self._change(plan.model, root, rows, snapshots.get(root), command_ids[root])
            for root, rows in rows_by_root.items()
            if root in snapshots or root in gone
        }

    def _changed_rows(self, plan, touches):
        if not plan.tables & touches.tables:
            return {}
        # others may have written since to what was touched outside Odoo
        without = touches.left_out(plan) if self._source.origin == "orm" else frozenset()
        return touches.changed_rows(plan, without)

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

    def _change(self, model, root, rows, snapshot, command_id):
        return {
            "spec": "odoo-change/1",
            "database": self._cr.dbname,
            "model": model,
            "record_id": root,
            "transaction_id": self._source.transaction_id,
            "occurred_at": self._source.occurred_at,
            "origin": self._source.origin,
            "actor": self._source.actor,
            "command_id": command_id,
            "snapshot": snapshot,
            **_summary(rows),
        }

    def _store(self, told):
        lane = "bulk" if len(told) > _LIVE_ROOTS else "live"
        self._amend({key: told[key] for key in told.keys() & self._before.keys()}, lane)
        outbox.withdraw(self._cr, {self._before[key].id: key for key in self._before.keys() - told.keys()})
        first = {key: change for key, change in told.items() if key not in self._before}
        if first:
            uuid = self._env["ir.config_parameter"].get_param("database.uuid")
            outbox.append(self._cr, uuid, [{**change, "lane": lane} for change in first.values()])

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
