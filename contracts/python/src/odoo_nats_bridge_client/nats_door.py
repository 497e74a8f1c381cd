"""Commands and queries over NATS: requests, to which the bridge replies."""

from __future__ import annotations

import json
from typing import Any

from nats.aio.client import Client as Connection
from nats.errors import Error

from odoo_nats_bridge_client.door import ASK_S, Terms
from odoo_nats_bridge_client.outcome import Unreachable


class NatsDoor:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def send(self, contract: str, body: str, terms: Terms) -> Any:
        return await self._request(f"commands.{contract}", body, terms.headers(), terms.patience_s())

    async def ask(self, contract: str, body: str) -> Any:
        return await self._request(f"queries.{contract}", body, None, ASK_S)

    async def close(self) -> None:
        if not self._connection.is_closed:
            await self._connection.drain()

    async def _request(self, subject: str, body: str, headers: dict[str, str] | None, limit_s: float) -> Any:
        try:
            reply = await self._connection.request(subject, body.encode(), timeout=limit_s, headers=headers)
            return json.loads(reply.data)
        except (Error, ValueError, OSError) as error:
            raise Unreachable(f"no answer to {subject}") from error
