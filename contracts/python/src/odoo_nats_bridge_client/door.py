"""The way to the bridge for commands and queries; nats_door.py and http_door.py are the two there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

# what the bridge itself may need beside the wait it was asked for
_MARGIN_S = 10
_DEFAULT_WAIT_S = 10
ASK_S = 15.0


@dataclass(frozen=True)
class Terms:
    """What a sender says of a command beside its input."""

    idempotency_key: str
    wait: int | None = None
    expected_version: int | str | None = None

    def patience_s(self) -> float:
        return float((_DEFAULT_WAIT_S if self.wait is None else self.wait) + _MARGIN_S)

    def headers(self) -> dict[str, str]:
        return {
            "Idempotency-Key": self.idempotency_key,
            **({} if self.wait is None else {"Prefer": f"wait={int(self.wait)}"}),
            **({} if self.expected_version is None else {"If-Match": f'"{self.expected_version}"'}),
        }


class Door(Protocol):
    async def send(self, contract: str, body: str, terms: Terms) -> Any:
        """The reply's JSON. Throws Unreachable."""
        ...

    async def ask(self, contract: str, body: str) -> Any:
        """The reply's JSON. Throws Unreachable."""
        ...

    async def close(self) -> None: ...
