"""The way to the bridge for commands and queries; nats_door.py and http_door.py are the two there are."""

from __future__ import annotations

from typing import Any, Protocol

# what the bridge itself may need beside the wait it was asked for
_MARGIN_S = 10
_DEFAULT_WAIT_S = 10
ASK_S = 15.0


class Door(Protocol):
    async def send(self, contract: str, body: str, idempotency_key: str, wait: int | None) -> Any:
        """The reply's JSON. Throws Unreachable."""
        ...

    async def ask(self, contract: str, body: str) -> Any:
        """The reply's JSON. Throws Unreachable."""
        ...

    async def close(self) -> None: ...


def patience_s(wait: int | None) -> float:
    return float((_DEFAULT_WAIT_S if wait is None else wait) + _MARGIN_S)


def headers_of(idempotency_key: str, wait: int | None) -> dict[str, str]:
    preference = {} if wait is None else {"Prefer": f"wait={int(wait)}"}
    return {"Idempotency-Key": idempotency_key, **preference}
