"""Delivery is at least once; an inbox makes the effect once.

It notes the event's id in the same transaction as the effect, so both are committed or neither is. Where the ids are kept is the
store's affair: memory_store.py, postgres_store.py.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar

from odoo_nats_bridge_client.contract import Data, EventContract
from odoo_nats_bridge_client.event import Event

Transaction = TypeVar("Transaction")
Outcome = Literal["handled", "dropped"]


class Store(Protocol[Transaction]):
    def transaction(self) -> AbstractContextManager[Transaction]:
        """One transaction: committed at the end of the block, rolled back when it throws."""
        ...

    def note(self, transaction: Transaction, envelope: dict[str, str], newest_only: bool) -> bool:
        """In that transaction: notes the event. False when it is to be dropped: noted before, or old news."""
        ...


@dataclass(frozen=True)
class Inbox(Generic[Transaction]):
    store: Store[Transaction]
    newest_only: bool = False
    """Drop an event that is older (`recordversion`) than one of the same contract and record that was handled: for replication,
    where only the newest state matters. Not for business moments, of which each one counts."""

    async def once(self, envelope: dict[str, str], effect: Callable[[Transaction], Awaitable[None]]) -> Outcome:
        """Runs the effect unless it was run before. What the effect throws is thrown, and nothing was noted."""
        with self.store.transaction() as transaction:
            if not self.store.note(transaction, envelope, self.newest_only):
                return "dropped"
            await effect(transaction)
        return "handled"


@dataclass(frozen=True)
class Handler:
    """Made by `on`, which checks the types."""

    contract: str
    handle: Callable[[Event[Any], Any], Awaitable[None]]


def on(contract: EventContract[Data], handle: Callable[[Event[Data], Any], Awaitable[None]]) -> Handler:
    """What is to be done with events of a contract. The second argument of `handle` is the inbox's transaction, None without one."""
    return Handler(str(contract), handle)
