"""An inbox that forgets at the end of the process: for trials, and for effects that end with the process, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class MemoryStore:
    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._newest: dict[tuple[str, str], int] = {}

    @contextmanager
    def transaction(self) -> Iterator[list[dict[str, str]]]:
        noted: list[dict[str, str]] = []
        yield noted
        for envelope in noted:
            self._ids.add(envelope["id"])
            self._newest[_record_of(envelope)] = int(envelope["recordversion"])

    def note(self, transaction: list[dict[str, str]], envelope: dict[str, str], newest_only: bool) -> bool:
        old = newest_only and int(envelope["recordversion"]) < self._newest.get(_record_of(envelope), 0)
        fresh = envelope["id"] not in self._ids and not old
        if fresh:
            transaction.append(envelope)
        return fresh


def _record_of(envelope: dict[str, str]) -> tuple[str, str]:
    return envelope["type"], envelope["subject"]
