"""Judges a value by the JSON Schema of its contract, and reads it as a reader does: without the fields the contract does not name.

Only the keywords that contracts use (the generator of schemas.json refuses any other); a library for all of JSON Schema would be a
second dependency for a tenth of its use.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

_TYPES = {
    "string": str,
    "object": dict,
    "array": list,
    "boolean": bool,
    "null": type(None),
}


class Mismatch(ValueError):
    """The value is not what the contract says; the text names the field."""


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """By contract id; the answer to a command or a query under `<contract id>.answer`."""
    found: dict[str, dict[str, Any]] = json.loads(files("odoo_nats_bridge_client").joinpath("schemas.json").read_text("utf-8"))
    return found


def read(name: str, value: Any) -> Any:
    """The value without unknown fields. Throws Mismatch, and KeyError for a name that is no contract's."""
    return _read(schemas()[name], value, "")


def _read(schema: dict[str, Any], value: Any, path: str) -> Any:
    if "anyOf" in schema:
        return _first(schema["anyOf"], value, path)
    if "type" in schema and not any(_is(value, name) for name in _names(schema["type"])):
        raise Mismatch(f"{path or 'the message'} is no {' or '.join(_names(schema['type']))}")
    if "enum" in schema and value not in schema["enum"] or "const" in schema and value != schema["const"]:
        raise Mismatch(f"{path or 'the message'} is none of {schema.get('enum', schema.get('const'))}")
    if isinstance(value, str):
        _judge_text(schema, value, path)
    elif isinstance(value, dict):
        return _read_object(schema, value, path)
    elif isinstance(value, list):
        _judge_size(schema, len(value), "Items", path)
        return [_read(schema.get("items", {}), each, f"{path}[{at}]") for at, each in enumerate(value)]
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        _judge_number(schema, value, path)
    return value


def _names(of: str | list[str]) -> list[str]:
    return [of] if isinstance(of, str) else of


def _is(value: Any, name: str) -> bool:
    # JSON knows neither that True is 1 nor that 2.0 is no integer
    if name in ("number", "integer"):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return number and (name == "number" or float(value).is_integer())
    return isinstance(value, _TYPES[name])


def _first(branches: list[dict[str, Any]], value: Any, path: str) -> Any:
    reasons = []
    for branch in branches:
        try:
            return _read(branch, value, path)
        except Mismatch as mismatch:
            reasons.append(str(mismatch))
    raise Mismatch(" or ".join(reasons))


def _read_object(schema: dict[str, Any], value: dict[str, Any], path: str) -> dict[str, Any]:
    missing = [name for name in schema.get("required", []) if name not in value]
    if missing:
        raise Mismatch(f"{path or 'the message'} lacks {', '.join(missing)}")
    known = schema.get("properties", {})
    found = {name: _read(known[name], each, _step(path, name)) for name, each in value.items() if name in known}
    others = schema.get("additionalProperties")
    if not isinstance(others, dict):
        return found
    named = schema.get("propertyNames", {})
    for name in value.keys() - known.keys():
        _read(named, name, _step(path, name))
    return found | {name: _read(others, each, _step(path, name)) for name, each in value.items() if name not in known}


def _step(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _judge_text(schema: dict[str, Any], value: str, path: str) -> None:
    _judge_size(schema, len(value), "Length", path)
    if "pattern" in schema and not _pattern(schema["pattern"]).search(value):
        raise Mismatch(f"{path or 'the message'} does not match {schema['pattern']}")


@cache
def _pattern(text: str) -> re.Pattern[str]:
    # ASCII: JavaScript's \d is 0 to 9
    return re.compile(text, re.ASCII)


def _judge_size(schema: dict[str, Any], size: int, what: str, path: str) -> None:
    if not schema.get(f"min{what}", 0) <= size <= schema.get(f"max{what}", size):
        raise Mismatch(f"{path or 'the message'} is of the wrong length: {size}")


def _judge_number(schema: dict[str, Any], value: float, path: str) -> None:
    if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        raise Mismatch(f"{path or 'the message'} is out of bounds: {value}")
