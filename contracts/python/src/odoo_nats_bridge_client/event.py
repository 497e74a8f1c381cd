"""An event as a subscriber gets it: parsed by its contract, whatever the channel.

Fields that the contract does not name are left out, because a later version may add them. What cannot be parsed is an answer here,
never an exception.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from odoo_nats_bridge_client import schema

Data = TypeVar("Data")

InvalidReason = Literal["not-json", "no-cloud-event", "unknown-contract", "schema-violation", "not-handled"]

# CloudEvents 1.0.2 with the bridge's extensions; contracts/src/envelope.ts says what each means
_REQUIRED = ("specversion", "id", "source", "type", "subject", "time", "dataschema", "correlationid", "causationid",
             "partitionkey", "recordversion", "dataclass", "origin")
_OPTIONAL = ("commandid", "masked", "deprecated", "sunset", "replacedby")


@dataclass(frozen=True)
class Event(Generic[Data]):
    type: str
    envelope: dict[str, str]
    """the CloudEvents attributes: `id`, `subject`, `recordversion`, `correlationid`, ..."""
    data: Data


@dataclass(frozen=True)
class Invalid:
    reason: InvalidReason
    detail: str
    """for a log: which field, in what way"""
    envelope: dict[str, str] | None
    body: str
    """as it came"""


def parse_event(headers: Iterable[tuple[str, str]], body: str) -> Event[Any] | Invalid:
    """Binary mode, as on NATS: the attributes in headers, the payload is the data."""
    envelope = _envelope({name.lower(): value for name, value in headers})
    refused = _refused(envelope, body)
    if refused is not None or envelope is None:
        return refused or Invalid("no-cloud-event", "", None, body)
    try:
        data = _json(body)
    except ValueError as error:
        return Invalid("not-json", str(error), envelope, body)
    return _judged(envelope, data, body)


def parse_structured(body: str) -> Event[Any] | Invalid:
    """Structured mode, as in a webhook."""
    try:
        message = _json(body)
    except ValueError as error:
        return Invalid("not-json", str(error), None, body)
    if not isinstance(message, dict) or "data" not in message:
        return Invalid("not-json", "the body is no JSON object with data", None, body)
    envelope = _envelope({f"ce-{name}": str(value) for name, value in message.items() if name != "data"})
    refused = _refused(envelope, body)
    if refused is not None or envelope is None:
        return refused or Invalid("no-cloud-event", "", None, body)
    return _judged(envelope, message["data"], body)


def _envelope(headers: dict[str, str]) -> dict[str, str] | None:
    found = {name: headers[f"ce-{name}"] for name in (*_REQUIRED, *_OPTIONAL) if f"ce-{name}" in headers}
    if any(name not in found for name in _REQUIRED):
        return None
    return {**found, "datacontenttype": "application/json"}


def _refused(envelope: dict[str, str] | None, body: str) -> Invalid | None:
    if envelope is None:
        return Invalid("no-cloud-event", "a CloudEvents attribute is missing", None, body)
    if envelope["type"] not in schema.schemas():
        return Invalid("unknown-contract", f"this client does not know {envelope['type']}", envelope, body)
    return None


def _judged(envelope: dict[str, str], data: Any, body: str) -> Event[Any] | Invalid:
    try:
        return Event(envelope["type"], envelope, schema.read(envelope["type"], data))
    except schema.Mismatch as mismatch:
        return Invalid("schema-violation", str(mismatch), envelope, body)


def _json(text: str) -> Any:
    # NaN and Infinity are no JSON; Python would read them
    return json.loads(text, parse_constant=_no_number)


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no JSON")
