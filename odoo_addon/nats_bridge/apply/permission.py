"""Judges a command by the caller's allowances: deny by default, before any record is read.

The judgement needs only the operations, the allowances and the fields of the
models. It follows each way by which one operation reaches another model: paths
and sub-domains in a domain, sub-specs in a read, commands in the values of an
x2many field. Odoo's own access rights and record rules apply on top, later.
"""

from dataclasses import dataclass
from typing import ClassVar

from odoo.service.model import get_public_method

from .refusal import MalformedCommand, Refusal
from .request import Assert, Call, Create, Find, Read, Write

# Never changed or called into by a command, whatever an administrator allows:
# whoever can write here can give himself any right (users, groups, access
# rows, allowances), run code (server actions, crons) or rewrite evidence.
PRIVILEGED_PREFIXES = (
    "bridge.",
    "ir.",
    "res.users",
    "res.groups",
    "base.",
    "change.password.",
)
PRIVILEGED_MODELS = frozenset({"res.config.settings", "res.config"})

# The methods that every model has (create, write, unlink, copy, web_save, load
# ...) would go round the allow-list of fields. These two change `active` only.
GENERIC_BUT_BOUNDED = frozenset({"action_archive", "action_unarchive"})

# "any!" is missing on purpose: it skips the access rules of the co-model, and
# Odoo lets it through when it stands inside an "any".
_OPERATORS = frozenset(
    ("=", "!=", "<", ">", "<=", ">=", "in", "not in", "any", "not any")
    + ("like", "not like", "ilike", "not ilike", "=like", "not =like")
    + ("=ilike", "not =ilike", "child_of", "parent_of")
)

# Relation commands (odoo.fields.Command)
_CREATE, _UPDATE, _DELETE, _UNLINK, _LINK, _CLEAR, _SET = range(7)


@dataclass(frozen=True)
class Allowance:
    model: str
    operation: str
    method: str | None = None
    fields: frozenset = frozenset()


def is_privileged(model):
    return model in PRIVILEGED_MODELS or model.startswith(PRIVILEGED_PREFIXES)


def check_callable(env, model, method):
    """Raises AccessError or AttributeError (as Odoo's RPC) or ValueError when never callable."""
    get_public_method(env[model], method)
    if hasattr(env.registry["base"], method) and method not in GENERIC_BUT_BOUNDED:
        raise ValueError(f"{method} exists on every model: use read, write or create instead")


class Judge:
    """Holds the caller's allowances; ``judge`` raises Refusal("not-allowed") at the first gap."""

    def __init__(self, env, allowances):
        self.env = env
        self.allowances = allowances

    def judge(self, operations):
        for operation in operations:
            self._RULES[type(operation)](self, operation)

    def _find(self, operation):
        self._require_read(operation.model)
        self._walk_domain(operation.model, operation.domain)

    def _write(self, operation):
        self._walk_values(operation.model, "write", operation.values)

    def _create(self, operation):
        self._walk_values(operation.model, "create", operation.values)

    def _read(self, operation):
        self._walk_spec(operation.model, operation.spec)

    def _call(self, operation):
        model, method = operation.model, operation.method
        allowed = any(
            grant.model == model and grant.operation == "call" and grant.method == method for grant in self.allowances
        )
        if not allowed or is_privileged(model):
            raise _not_allowed(f"calling {method} on {model}")
        try:
            check_callable(self.env, model, method)
        except Exception as error:
            raise _not_allowed(f"calling {method} on {model}") from error

    _RULES: ClassVar = {
        Find: _find,
        Assert: _find,
        Write: _write,
        Create: _create,
        Read: _read,
        Call: _call,
    }

    def _require_read(self, model):
        if not any(g.model == model and g.operation == "read" for g in self.allowances):
            raise _not_allowed(f"reading {model}")

    def _field(self, model, name):
        field = self.env[model]._fields.get(name)
        if field is None:
            raise MalformedCommand(f"{model} has no field {name!r}")
        return field

    # -- reading: domains and specs ----------------------------------------------------

    def _walk_domain(self, model, domain):
        for item in domain:
            if item in ("&", "|", "!"):
                continue
            path, operator, value = _condition(item)
            comodel = self._walk_path(model, path)
            if operator in ("any", "not any"):
                if comodel is None or not isinstance(value, list):
                    raise MalformedCommand(f"{operator!r} needs a relation and a domain: {path!r}")
                self._require_read(comodel)
                self._walk_domain(comodel, value)

    def _walk_path(self, model, path):
        """Checks each model that ``path`` passes; the model it ends at, or None."""
        first, *rest = path.split(".")
        comodel = self._field(model, first).comodel_name
        # without a co-model the rest is a part of a date, as in create_date.month_number
        if not rest or comodel is None:
            return comodel
        self._require_read(comodel)
        return self._walk_path(comodel, ".".join(rest))

    def _walk_spec(self, model, spec):
        self._require_read(model)
        for name, sub in spec.items():
            field = self._field(model, name)
            if not isinstance(sub, dict) or sub.keys() - {"fields"}:
                raise MalformedCommand(f"the spec of {name!r} may only have the key 'fields'")
            if "fields" in sub:
                if not field.comodel_name or not isinstance(sub["fields"], dict):
                    raise MalformedCommand(f"{name!r} of {model} has no fields to read")
                self._walk_spec(field.comodel_name, sub["fields"])

    # -- writing: values and the commands in them --------------------------------------

    def _walk_values(self, model, operation, values):
        self._require_fields(model, operation, values.keys())
        for name, value in values.items():
            field = self._field(model, name)
            if field.type in ("one2many", "many2many"):
                self._walk_commands(field, name, value)

    def _require_fields(self, model, operation, names):
        grants = [g for g in self.allowances if g.model == model and g.operation == operation]
        if not grants or is_privileged(model):
            raise _not_allowed(f"{operation} on {model}")
        missing = sorted(set(names).difference(*(grant.fields for grant in grants)))
        if missing:
            raise _not_allowed(f"{operation} of {', '.join(missing)} on {model}")

    def _walk_commands(self, field, name, commands):
        if not isinstance(commands, list) or not all(isinstance(command, list) and command for command in commands):
            raise MalformedCommand(f"{name!r} takes a list of relation commands")
        for code, *arguments in commands:
            if code in (_CREATE, _UPDATE):
                if len(arguments) != 2 or not isinstance(arguments[1], dict):
                    raise MalformedCommand(f"a relation command of {name!r} is incomplete")
                nested = "create" if code == _CREATE else "write"
                self._walk_values(field.comodel_name, nested, arguments[1])
            elif code == _LINK and field.type == "one2many":
                # linking writes the inverse field of the other record
                self._require_fields(field.comodel_name, "write", [field.inverse_name])
            elif code == _DELETE or field.type == "one2many":
                # a one2many's line may be deleted by unlinking it; there is no
                # allowance for deleting in this version
                raise _not_allowed(f"removing lines of {name} ({field.comodel_name})")
            elif code not in (_UNLINK, _LINK, _CLEAR, _SET):
                raise MalformedCommand(f"{name!r} has an unknown relation command {code!r}")


def _condition(item):
    if not isinstance(item, list) or len(item) != 3 or not isinstance(item[0], str):
        raise MalformedCommand("a condition of a domain is [field, operator, value]")
    if not isinstance(item[1], str) or item[1] not in _OPERATORS:
        raise MalformedCommand(f"unknown operator {item[1]!r} in the domain")
    return item


def _not_allowed(what):
    return Refusal("not-allowed", f"This service user has no allowance for {what}.")
