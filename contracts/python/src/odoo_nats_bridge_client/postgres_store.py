"""An inbox in one table of the subscriber's own Postgres.

The transaction is the caller's, so the effect and the note of the event are committed together. Any DB-API cursor with `%s`
does: psycopg, psycopg2. Such a cursor holds the event loop while it works, which a subscriber that handles one message
after another does not feel.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Generic, Protocol, TypeVar

INBOX_TABLE = """
CREATE TABLE IF NOT EXISTS bridge_inbox (
  event_id text PRIMARY KEY,
  contract text NOT NULL,
  subject text NOT NULL,
  record_version bigint NOT NULL,
  noted_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS bridge_inbox_record ON bridge_inbox (contract, subject, record_version);
"""
"""Rows may be deleted once nobody can deliver them again: keep them for a month."""

# two subscribers at once: the second waits for the first's commit, then finds the id
_NOTE = """
INSERT INTO bridge_inbox (event_id, contract, subject, record_version)
SELECT %s, %s, %s, %s::bigint
WHERE NOT (%s::boolean AND EXISTS (
  SELECT FROM bridge_inbox WHERE contract = %s AND subject = %s AND record_version > %s::bigint))
ON CONFLICT DO NOTHING"""
# two versions of one record at once: the second has to see what the first noted
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


class Cursor(Protocol):
    @property
    def rowcount(self) -> int: ...

    def execute(self, query: str, parameters: Sequence[Any] = ..., /) -> Any: ...


AnyCursor = TypeVar("AnyCursor", bound=Cursor)


class PostgresStore(Generic[AnyCursor]):
    def __init__(self, transact: Callable[[], AbstractContextManager[AnyCursor]]) -> None:
        """`transact` opens a transaction and gives its cursor; it commits at the end of the block and rolls back when it throws."""
        self.transaction = transact

    def note(self, transaction: AnyCursor, envelope: dict[str, str], newest_only: bool) -> bool:
        contract, subject, version = envelope["type"], envelope["subject"], envelope["recordversion"]
        if newest_only:
            transaction.execute(_ONE_AT_A_TIME, (f"{contract} {subject}",))
        values = (envelope["id"], contract, subject, version, newest_only, contract, subject, version)
        transaction.execute(_NOTE, values)
        return transaction.rowcount == 1
