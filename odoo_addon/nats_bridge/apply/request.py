"""Parses the body of an apply or a query call into operations, strictly.

Everything that can be known to be wrong without looking at a record is refused
here: unknown operation, unknown or missing key, wrong type, a binding used
before it exists. Inside, the parsed objects are trusted.
"""

import re
from dataclasses import dataclass, fields

from . import references
from .external import LONGEST_KEY
from .refusal import MalformedCommand


@dataclass(frozen=True)
class Find:
    binding: str
    model: str
    domain: list
    order: str = "id"
    limit: int | None = None
    expect: str = "one"
    refusal: str | None = None
    external: str | None = None


@dataclass(frozen=True)
class Assert:
    on: str
    model: str
    domain: list
    refusal: str


@dataclass(frozen=True)
class Write:
    on: str
    model: str
    values: dict


@dataclass(frozen=True)
class Create:
    binding: str
    model: str
    values: dict
    external: str | None = None


@dataclass(frozen=True)
class Call:
    on: str
    model: str
    method: str
    args: dict
    context: dict


@dataclass(frozen=True)
class Read:
    on: str
    model: str
    answer: str
    spec: dict


@dataclass(frozen=True)
class Expected:
    """The version the caller has seen; 0 for a record of which no change was ever captured."""

    model: str
    id: int
    version: int


@dataclass(frozen=True)
class Request:
    command_id: str
    type: str
    digest: str
    actor: str
    correlation_id: str
    expect: Expected | None
    system: str | None
    operations: tuple


@dataclass(frozen=True)
class Query:
    type: str
    actor: str
    correlation_id: str
    system: str | None
    operations: tuple


def _matching(pattern, what):
    expression = re.compile(pattern)

    def check(value):
        if not isinstance(value, str) or not expression.fullmatch(value):
            return what
        return None

    return check


def _a(kind, what):
    def check(value):
        # bool is an int in Python, never in JSON
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            return what
        return None

    return check


def _positive(value):
    wrong = _a(int, "a positive integer")(value)
    return wrong or (None if value > 0 else "a positive integer")


def _count(value):
    wrong = _a(int, "an integer from 0 up")(value)
    return wrong or (None if value >= 0 else "an integer from 0 up")


_TEXT = _matching(r"(?s).{1,200}", "a text of 1 to 200 characters")
_NAME = _matching(r"[A-Za-z_][A-Za-z0-9_]{0,63}", "a name of letters, digits and _")
_MODEL = _matching(r"[a-z][a-z0-9_.]{0,127}", "a model name")
_CODE = _matching(r"[a-z][a-z0-9-]{0,63}", "a refusal code like not-confirmable")
_OBJECT = _a(dict, "an object")
_LIST = _a(list, "a list")
# the namespace of external keys; set by the bridge, from what it knows of the sender
_SYSTEM = _matching(r"[a-z][a-z0-9-]{0,39}", "the name of a system like cmms")
# laxer than the contracts, whose pattern goes by the Unicode version of another program
_KEY = _matching(
    rf"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{{1,{LONGEST_KEY}}}",
    f"a text of 1 to {LONGEST_KEY} characters without control characters",
)

_REQUEST = {
    "command_id": _matching(r"[A-Za-z0-9._:-]{1,128}", "1 to 128 characters of [A-Za-z0-9._:-]"),
    "type": _matching(r"[A-Za-z0-9._-]{1,200}", "a contract id"),
    "digest": _matching(r"[0-9a-f]{64}", "a SHA-256 in lower-case hex"),
    "actor": _TEXT,
    "correlation_id": _TEXT,
    "operations": _LIST,
}
_QUERY = {name: _REQUEST[name] for name in ("type", "actor", "correlation_id", "operations")}
_EXPECT = {"model": _MODEL, "id": _positive, "version": _count}

# op: (class, required keys, optional keys)
_OPERATIONS = {
    "find": (
        Find,
        {"as": _NAME, "model": _MODEL, "domain": _LIST},
        {
            "order": _TEXT,
            "limit": _positive,
            "expect": _matching("one|some|any", "one, some or any"),
            "refusal": _CODE,
            "external": _KEY,
        },
    ),
    "assert": (Assert, {"on": _NAME, "domain": _LIST, "refusal": _CODE}, {}),
    "write": (Write, {"on": _NAME, "values": _OBJECT}, {}),
    "create": (Create, {"as": _NAME, "model": _MODEL, "values": _OBJECT}, {"external": _KEY}),
    "call": (
        Call,
        {"on": _NAME, "method": _NAME},
        {"args": _OBJECT, "context": _OBJECT},
    ),
    "read": (Read, {"on": _NAME, "as": _NAME, "spec": _OBJECT}, {}),
}


def parse(command):
    """The Request in ``command``; raises MalformedCommand naming the place that is wrong."""
    _check_keys(command, "command", _REQUEST, {"expect": _OBJECT, "system": _SYSTEM})
    expect = command.get("expect")
    if expect is not None:
        _check_keys(expect, "expect", _EXPECT, {})
    scalars = {name: command[name] for name in _REQUEST if name != "operations"}
    return Request(
        **scalars,
        expect=Expected(**expect) if expect is not None else None,
        system=command.get("system"),
        operations=_parse_operations(command["operations"], command.get("system")),
    )


def parse_query(query):
    """The Query in ``query``: it may only look. Raises MalformedCommand naming the place that is wrong."""
    _check_keys(query, "query", _QUERY, {"system": _SYSTEM})
    system = query.get("system")
    operations = _parse_operations(query["operations"], system)
    for index, operation in enumerate(operations):
        if not isinstance(operation, Find | Assert | Read):
            raise MalformedCommand(f"operations[{index}]: a query may only find, assert and read")
    scalars = {name: query[name] for name in _QUERY if name != "operations"}
    return Query(**scalars, system=system, operations=operations)


def _parse_operations(raw_operations, system):
    bound = {}
    answers = set()
    operations = []
    for index, raw in enumerate(raw_operations):
        where = f"operations[{index}]"
        operation = _parse_operation(raw, where, bound)
        if system is None and getattr(operation, "external", None) is not None:
            raise MalformedCommand(f"{where}: an external key needs a system")
        if isinstance(operation, Find | Create):
            _bind(operation, where, bound)
        if isinstance(operation, Read):
            if operation.answer in answers:
                raise MalformedCommand(f"{where}: {operation.answer!r} is already in the answer")
            answers.add(operation.answer)
        operations.append(operation)
    return tuple(operations)


def _parse_operation(raw, where, bound):
    kind = raw.get("op") if isinstance(raw, dict) else None
    if not isinstance(kind, str) or kind not in _OPERATIONS:
        raise MalformedCommand(f"{where}: unknown op {kind!r}; known are {', '.join(_OPERATIONS)}")
    cls, required, optional = _OPERATIONS[kind]
    _check_keys(raw, f"{where} ({kind})", required, optional, ignored={"op"})
    raw = {key: value for key, value in raw.items() if value is not None}
    if "on" in raw and raw["on"] not in bound:
        raise MalformedCommand(f"{where}: no earlier operation binds {raw['on']!r}")
    if kind == "find" and raw.get("expect", "one") != "any" and "refusal" not in raw:
        raise MalformedCommand(f"{where}: a find that may fail needs the key 'refusal'")
    for key in ("domain", "values", "args", "context"):
        references.check(raw.get(key), f"{where}.{key}", bound)
    return cls(**_arguments(cls, raw, bound))


def _arguments(cls, raw, bound):
    """JSON keys to the class's fields: ``as`` is a word of Python, ``model`` follows from ``on``."""
    values = {key: value for key, value in raw.items() if key not in ("op", "as")}
    if "as" in raw:
        values["answer" if cls is Read else "binding"] = raw["as"]
    if "on" in raw:
        values["model"] = bound[raw["on"]].model
    if cls is Call:
        values = {"args": {}, "context": {}, **values}
    assert values.keys() <= {field.name for field in fields(cls)}
    return values


def _bind(operation, where, bound):
    if operation.binding in bound:
        raise MalformedCommand(f"{where}: {operation.binding!r} is bound twice")
    single = isinstance(operation, Create) or operation.expect == "one"
    bound[operation.binding] = references.Bound(operation.model, single)


def _check_keys(value, where, required, optional, ignored=frozenset()):
    if not isinstance(value, dict):
        raise MalformedCommand(f"{where} must be an object")
    known = required | optional
    for key in value.keys() - known.keys() - ignored:
        raise MalformedCommand(f"{where}: unknown key {key!r}")
    for key in required.keys() - value.keys():
        raise MalformedCommand(f"{where}: the key {key!r} is missing")
    for key, check in known.items():
        absent = key not in value or (key in optional and value[key] is None)
        if not absent and (wanted := check(value[key])):
            raise MalformedCommand(f"{where}: {key!r} must be {wanted}")
