"""What comes of a command or a query, the same over both doors.

A refusal is an answer; thrown is only that nobody answered, or that the answer is not what the contract says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from odoo_nats_bridge_client import schema
from odoo_nats_bridge_client.contract import Answer, Code


class Unreachable(Exception):
    """Nobody answered. Whether a command was accepted is not known: send it again with the same key. A query: ask again."""


class AnswerMismatch(Exception):
    """The answer is not what this client's contract says. A command was applied all the same; its id is in the message."""


@dataclass(frozen=True)
class Refusal(Generic[Code]):
    code: Code | str
    """of the bridge's catalogue, or the contract's own"""
    message: str
    detail: Any = None


@dataclass(frozen=True)
class Applied(Generic[Answer]):
    command_id: str
    replayed: bool
    answer: Answer
    status: Literal["applied"] = "applied"


@dataclass(frozen=True)
class Open:
    """Not decided yet: send it again with the same key, or wait for the event that carries the command id."""

    command_id: str
    replayed: bool
    status: Literal["open"] = "open"


@dataclass(frozen=True)
class Refused(Generic[Code]):
    """Final, and nothing was changed; without command id when the door refused it, or for a query."""

    refusal: Refusal[Code]
    command_id: str | None = None
    replayed: bool = False
    status: Literal["refused", "failed"] = "refused"


@dataclass(frozen=True)
class Answered(Generic[Answer]):
    answer: Answer
    read_at: str
    """RFC 3339 UTC: the one moment of Odoo that the whole answer is of"""
    status: Literal["answered"] = "answered"


Outcome = Applied[Answer] | Open | Refused[Code]
Result = TypeVar("Result")


def outcome_of(contract: str, reply: Any) -> Applied[Any] | Open | Refused[Any]:
    """Throws Unreachable when the reply is none of the bridge's: a proxy in between may have spoken."""
    told = _problem(reply)
    if told is not None:
        return Refused(told)
    try:
        command_id, status, replayed, refusal = reply["commandId"], reply["status"], reply["replayed"], reply["refusal"]
        if refusal is not None:
            return Refused(_refusal(refusal), command_id, replayed, "failed" if status == "failed" else "refused")
        if not isinstance(command_id, str) or status not in ("accepted", "applying", "applied"):
            raise Unreachable(f"a command's reply without an outcome: {status}")
        if status != "applied":
            return Open(command_id, replayed)
        return Applied(command_id, replayed, _read(contract, reply["answer"], f"command {command_id}"))
    except (KeyError, TypeError) as error:
        raise Unreachable("the reply is none of the bridge") from error


def answer_of(contract: str, reply: Any) -> Answered[Any] | Refused[Any]:
    """Throws Unreachable, as outcome_of."""
    told = _problem(reply)
    if told is not None:
        return Refused(told)
    try:
        if reply["refusal"] is not None:
            return Refused(_refusal(reply["refusal"]))
        if reply["answer"] is None or not isinstance(reply["readAt"], str):
            raise Unreachable("a query's reply without an answer")
        return Answered(_read(contract, reply["answer"], contract), reply["readAt"])
    except (KeyError, TypeError) as error:
        raise Unreachable("the reply is none of the bridge") from error


def _problem(reply: Any) -> Refusal[Any] | None:
    """RFC 9457, what the HTTP door says of a request that it did not take in."""
    if not isinstance(reply, dict) or not isinstance(reply.get("code"), str) or not isinstance(reply.get("detail"), str):
        return None
    return Refusal(reply["code"], reply["detail"], reply.get("context"))


def _refusal(told: Any) -> Refusal[Any]:
    return Refusal(told["code"], told["message"], told.get("detail"))


def _read(contract: str, answer: Any, whose: str) -> Any:
    """Without the fields that a later version added."""
    try:
        return schema.read(f"{contract}.answer", answer)
    except schema.Mismatch as mismatch:
        raise AnswerMismatch(f"the answer to {whose} does not match its contract: {mismatch}") from mismatch
