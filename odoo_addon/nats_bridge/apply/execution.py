"""Carries a judged command out inside one savepoint.

Either every operation has its effect or none has: a refusal rolls the savepoint
back, so that only the stored outcome remains of the transaction.
"""

import inspect
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

from odoo.exceptions import RedirectWarning, UserError
from odoo.fields import Domain
from odoo.service.model import get_public_method
from psycopg2 import IntegrityError

from ..capture.fold import fold_external
from . import external, reading, references
from .atomic import atomic
from .dialogs import asked_by, is_action, unproved
from .permission import Judge
from .refusal import MalformedCommand, Refusal, from_odoo
from .request import Assert, Call, Create, Find, Read, Write

# below the bridge's patience, or it would give up on an answer that still comes
STATEMENT_LIMIT_MS = 4000


@dataclass
class Outcome:
    """``answer`` when applied, else ``refusal``; ``subject`` is (model, id) for the list view."""

    answer: dict | None = None
    refusal: Refusal | None = None
    subject: tuple | None = None


def execute(env, request, allowances):
    """The Outcome of ``request`` for the user of ``env``.

    Raises MalformedCommand, and whatever is no outcome (serialization failures,
    lock errors, bugs): then the transaction must be rolled back by the caller.
    """
    run = Run(env, request.system)
    if request.expect:
        run.subject = (request.expect.model, request.expect.id)
    try:
        if not request.operations:
            raise Refusal("nothing-to-do", "The command names no operation.")
        Judge(env, allowances).judge(request.operations)
        _check_version(env, request.expect)
        with atomic(env.cr):
            for index, operation in enumerate(request.operations):
                action = run.perform(operation)
                if action and unproved(operation, request.operations[index + 1 :]):
                    raise Refusal("wizard-needed", asked_by(operation, action))
        return Outcome(answer=run.answer, subject=run.subject)
    except Refusal as refusal:
        return _refused(env, run, refusal)
    except (UserError, RedirectWarning, IntegrityError) as error:
        refusal = from_odoo(error, env)
        if refusal is None:
            raise
        return _refused(env, run, refusal)


def answer(env, query, allowances):
    """The Outcome of ``query`` for the user of ``env``; whatever it did is undone at the end.

    PostgreSQL refuses every write meanwhile, also one hidden in a computed field.
    Raises MalformedCommand, and whatever is no outcome.
    """
    run = Run(env, query.system)
    try:
        Judge(env, allowances).judge(query.operations)
        with _only_looking(env):
            for operation in query.operations:
                run.perform(operation)
        return Outcome(answer=run.answer)
    except Refusal as refusal:
        return Outcome(refusal=refusal)
    except (UserError, RedirectWarning) as error:
        refusal = from_odoo(error, env)
        if refusal is None:
            raise
        return Outcome(refusal=refusal)


@contextmanager
def _only_looking(env):
    """The settings end with the savepoint, and with them whatever the ORM meant to write later."""
    savepoint = env.cr.savepoint()
    try:
        env.cr.execute("SET LOCAL transaction_read_only = on")
        env.cr.execute("SELECT set_config('statement_timeout', %s, true)", [str(STATEMENT_LIMIT_MS)])
        yield
    finally:
        savepoint.close(rollback=True)


def _refused(env, run, refusal):
    # What the operations left to do after the commit (mails, web hooks) is not
    # undone by the savepoint. This transaction has no other work, so all of it goes.
    env.cr.postcommit.clear()
    return Outcome(refusal=refusal, subject=run.subject)


def _check_version(env, expect):
    """FOR UPDATE: a rival that moved the version since our snapshot makes Odoo retry us."""
    if expect is None:
        return
    # what others wrote past Odoo moves a version only when it is told, as a rule by the relay within a second
    fold_external(env.cr)
    env.cr.execute(
        "SELECT version FROM bridge_version WHERE model = %s AND record_id = %s FOR UPDATE",
        [expect.model, expect.id],
    )
    row = env.cr.fetchone()
    version = row[0] if row else 0
    if version != expect.version:
        raise Refusal(
            "version-conflict",
            f"{expect.model} {expect.id} is at version {version}, not {expect.version}.",
        )


class Run:
    """The bindings and the answer of one command while it runs."""

    def __init__(self, env, system):
        self.env = env
        # whose external keys are meant
        self.system = system
        self.bindings = {}
        self.single = set()
        self.answer = {}
        self.subject = None

    def perform(self, operation):
        """What a called method gave back, where that is an action for a person at a screen; else None."""
        return self._STEPS[type(operation)](self, operation)

    def _find(self, operation):
        # a second record is looked for only to tell "one" from "several"
        limit = operation.limit or (2 if operation.expect == "one" else None)
        domain = references.resolve(operation.domain, self.bindings)
        model = self.env[operation.model]
        if operation.external is not None:
            domain = Domain.AND([domain, external.condition(model, self.system, operation.external)])
        found = model.search(domain, order=operation.order, limit=limit)
        if operation.expect == "one" and len(found) != 1:
            several = f"More than one {operation.model} matches."
            none = f"No {operation.model} matches."
            raise Refusal(operation.refusal, several if found else none)
        if operation.expect == "some" and not found:
            raise Refusal(operation.refusal, f"No {operation.model} matches.")
        self._bind(operation, found, single=operation.expect == "one")

    def _assert(self, operation):
        records = self.bindings[operation.on]
        domain = references.resolve(operation.domain, self.bindings)
        # archived records are judged like others
        model = records.with_context(active_test=False)
        matching = model.search_count([("id", "in", records.ids), *domain])
        if matching != len(records):
            raise Refusal(
                operation.refusal,
                f"{len(records) - matching} of {len(records)} {operation.model} do not meet the condition.",
            )

    def _write(self, operation):
        values = references.resolve(operation.values, self.bindings)
        self.bindings[operation.on].write(values)

    def _create(self, operation):
        values = references.resolve(operation.values, self.bindings)
        model, key = self.env[operation.model], operation.external
        record = model.create(values) if key is None else external.create(model, values, self.system, key)
        self._bind(operation, record, single=True)

    def _call(self, operation):
        records = self.bindings[operation.on]
        # found by a find that expects any: an empty call may mean "all" to a method
        if not records:
            return None
        records = records.with_context(**references.resolve(operation.context, self.bindings))
        method = get_public_method(records, operation.method)
        arguments = references.resolve(operation.args, self.bindings)
        try:
            inspect.signature(method).bind(records, **arguments)
        except TypeError as error:
            raise MalformedCommand(f"{operation.model}.{operation.method}: {error}") from error
        result = method(records, **arguments)
        return result if is_action(result) else None

    def _read(self, operation):
        nodes = reading.read(self.bindings[operation.on], operation.spec)
        self.answer[operation.answer] = nodes[0] if operation.on in self.single else nodes

    _STEPS: ClassVar = {
        Find: _find,
        Assert: _assert,
        Write: _write,
        Create: _create,
        Call: _call,
        Read: _read,
    }

    def _bind(self, operation, records, single):
        self.bindings[operation.binding] = records
        if single:
            self.single.add(operation.binding)
            self.subject = self.subject or (operation.model, records.id)
