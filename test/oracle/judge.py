"""Holds what was told against what is expected, transaction by transaction."""

from collections import Counter
from typing import NamedTuple

from odoo.api import SUPERUSER_ID, Environment

from .expected import Expectations
from .passing import Passings
from .told import told_since
from .truth import Truth, in_own_company
from .watch import compile_watch


class Divergence(NamedTuple):
    """verdict: missed, spurious or wrong."""

    verdict: str
    xid: str
    table: str
    row: int
    what: str


class Judge:
    """Remembers how far it has judged; each call judges what came since."""

    def __init__(self, registry, log, specifications, outside_transactions):
        self._registry = registry
        self._log = log
        self._outside = outside_transactions
        self.compared = Counter()
        self._last_id = 0
        self._versions = {}  # (model, root) -> the last version told
        self._ever_told = set()  # (model, root), by the transactions compared so far
        with registry.cursor() as cr:
            env = Environment(cr, SUPERUSER_ID, {})
            self.watches = [compile_watch(env, w["model"], w["spec"], w["domain"], w["passes"]) for w in specifications]
            self._tables_of_models = {watch.model: watch.parts[0].table for watch in self.watches}
        self.tables = set().union(*(watch.tables for watch in self.watches))
        self._specs = {watch.model: watch for watch in self.watches}
        self._passings = Passings(self._specs)

    def judge(self):
        """[Divergence] of everything committed since the last call. Nothing may be written meanwhile."""
        transactions = self._log.committed(self.tables)
        with self._registry.cursor() as cr:
            env = Environment(cr, SUPERUSER_ID, {"active_test": False, "lang": "en_US", "tz": "UTC"})
            told = told_since(cr, self._last_id)
            found = list(self._compare(env, transactions, told))
            for row in self._newest(told):
                found += self._check_snapshot(env, row)
            cr.rollback()
        self._last_id = max([self._last_id, *(row.outbox_id for row in told)])
        return found

    def _compare(self, env, transactions, told):
        expectations = Expectations(self.watches, _lookup_in(env.cr))
        by_key = {}
        for row in told:
            if (row.xid, row.model, row.root) in by_key:
                yield self._divergence("spurious", row.xid, row.model, row.root, "told twice in one transaction")
            by_key[row.xid, row.model, row.root] = row
            yield from self._check_version(row)
            yield from self._check_actor(env, row)
        for xid, rows in transactions:
            self.compared["transactions"] += 1
            changed_by = self._changed_by(expectations, xid, rows)
            for (model, root), expected in self._within_domains(env, expectations.of(rows)):
                self.compared["aggregates"] += 1
                row = by_key.pop((xid, model, root), None)
                if row is not None:
                    yield from self._compare_change(expected, row)
                    yield from self._check_command(changed_by, row)
                elif not (xid in self._outside and self._was_gone(env, model, root, expected)):
                    what = f"{expected.op} of {', '.join(expected.fields)} was not told"
                    yield self._divergence("missed", xid, model, root, what)
            self._ever_told.update((row.model, row.root) for row in told if row.xid == xid)
        for row in by_key.values():
            what = f"told, but nothing of it changed: {', '.join(row.fields)}"
            if row.op == "passed":
                self.compared["passed"] += 1
                what = self._passings.objection(env, row)
            if what:
                yield self._divergence("spurious", row.xid, row.model, row.root, what)

    def _was_gone(self, env, model, root, expected):
        """What was made outside Odoo is told later, with the state of then: of what is gone by then, only its end."""
        return expected.op != "delete" and not Truth(env).nodes(model, {}, [root])

    def _within_domains(self, env, expected):
        """A record counts while it matches its watch's domain; a deleted one, when it was told of before."""
        for watch in self.watches:
            of_model = {root: change for (model, root), change in expected.items() if model == watch.model}
            if watch.domain and of_model:
                found = env[watch.model].search([("id", "in", list(of_model)), *watch.domain])
                deleted = {root for root, change in of_model.items() if change.op == "delete"}
                kept = {root for root in deleted if (watch.model, root) in self._ever_told}
                of_model = {root: of_model[root] for root in kept | set(found.ids)}
            yield from (((watch.model, root), change) for root, change in of_model.items())

    def _check_version(self, row):
        before = self._versions.get((row.model, row.root), 0)
        self._versions[row.model, row.root] = row.version
        if row.version != before + 1:
            yield self._divergence("wrong", row.xid, row.model, row.root, f"version {row.version} follows {before}")
        if not row.row_names_agree:
            yield self._divergence("wrong", row.xid, row.model, row.root, "the outbox row contradicts its own payload")

    def _check_actor(self, env, row):
        """By the note that the transaction carries in the log; Odoo's own cursors carry none."""
        notes = self._log.notes.get(row.xid, {})
        actor = None
        if row.origin == "orm":
            if "actor" not in notes:
                return
            actor = _actor(env, *notes["actor"])
        self.compared["actors"] += 1
        commands = self._log.commands.get(row.xid, [None])
        if actor != row.actor or row.command not in commands:
            what = f"made by {row.actor} ({row.command}), expected {actor} ({commands})"
            yield self._divergence("wrong", row.xid, row.model, row.root, what)

    def _changed_by(self, expectations, xid, rows):
        """{command: the aggregates that it changed}, where several share the transaction: else the actor's check says it all."""
        commands = self._log.commands.get(xid, ())
        if len(commands) < 2:
            return {}
        self.compared["shared"] += 1
        return {
            command: set(expectations.of([row for row in rows if row.command == command])) for command in set(commands)
        }

    def _check_command(self, changed_by, row):
        """An event tells of what its own command changed, and of nothing that another of its transaction did."""
        commands = {command for command, changed in changed_by.items() if (row.model, row.root) in changed}
        if changed_by and commands != {row.command}:
            what = f"told of command {row.command}, changed by {sorted(commands)}"
            yield self._divergence("wrong", row.xid, row.model, row.root, what)

    def _compare_change(self, expected, row):
        if (expected.op, expected.fields) != (row.op, row.fields):
            what = f"told {row.op} of {row.fields}, expected {expected.op} of {expected.fields}"
            yield self._divergence("wrong", row.xid, row.model, row.root, what)
        for key in sorted({*expected.rows, *row.rows}, key=str):
            self.compared["rows"] += 1
            mine, its = expected.rows.get(key), row.rows.get(key)
            if mine != its:
                path, table, id_ = key
                what = f"{path or 'the record'} {id_}: told {its}, expected {mine}"
                yield Divergence("wrong", row.xid, table.replace(".", "_"), row.root, f"{row.model}: {what}")

    def _newest(self, told):
        """Of each aggregate the row that tells its present state: what came before it is over."""
        newest = {(row.model, row.root): row for row in told}
        return newest.values()

    def _check_snapshot(self, env, row):
        self.compared["snapshots"] += 1
        watch = self._specs[row.model]
        own = in_own_company(env, row.model, row.root)
        truth = Truth(own).nodes(row.model, watch.spec, [row.root]).get(row.root)
        for path, its, mine in _differences(row.snapshot, truth):
            what = f"snapshot {path}: told {its!r}, read {mine!r}"
            yield self._divergence("wrong", row.xid, row.model, row.root, what)

    def _divergence(self, verdict, xid, model, root, what):
        return Divergence(verdict, xid, self._tables_of_models[model], root, what)


def _actor(env, user, company):
    """The company is the one worked in, if it is one of the user's."""
    env.cr.execute("SELECT cid FROM res_company_users_rel WHERE user_id = %s", (user,))
    allowed = {cid for (cid,) in env.cr.fetchall()}
    env.cr.execute("SELECT login, company_id FROM res_users WHERE id = %s", (user,))
    login, default = env.cr.fetchone()
    return {"user_id": user, "login": login, "company_id": company if company in allowed else default}


def _lookup_in(cr):
    def lookup(table, column, id_):
        cr.execute(f'SELECT "{column}" FROM "{table}" WHERE id = %s', (id_,))
        found = cr.fetchone()
        return found and found[0]

    return lookup


def _differences(its, mine, path=""):
    """(path, told, read) of each leaf that differs."""
    if isinstance(its, dict) and isinstance(mine, dict):
        for key in sorted({*its, *mine}, key=str):
            yield from _differences(its.get(key, "absent"), mine.get(key, "absent"), f"{path}.{key}".strip("."))
    elif isinstance(its, list) and isinstance(mine, list) and len(its) == len(mine):
        for at, (one, other) in enumerate(zip(its, mine, strict=True)):
            yield from _differences(one, other, f"{path}[{at}]")
    elif its != mine:
        yield path or "as a whole", its, mine
