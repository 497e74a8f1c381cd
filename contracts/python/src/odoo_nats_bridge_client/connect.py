"""A client of the bridge: over NATS it subscribes, sends and asks; over HTTP it sends and asks."""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Sequence
from typing import Any, Self

import nats
from nats.aio.client import Client as Connection

from odoo_nats_bridge_client.contract import Answer, Code, CommandContract, Input, QueryContract
from odoo_nats_bridge_client.door import Door, Terms
from odoo_nats_bridge_client.http_door import HttpDoor
from odoo_nats_bridge_client.inbox import Handler
from odoo_nats_bridge_client.nats_door import NatsDoor
from odoo_nats_bridge_client.outcome import Answered, Applied, Open, Refused, answer_of, outcome_of
from odoo_nats_bridge_client.subscription import Options, Subscription

_PARTNERS_API = "hub.api"
_DELIVERIES = "DELIVERIES"

_log = logging.getLogger("odoo_nats_bridge_client")


class Client:
    def __init__(self, door: Door) -> None:
        self._door = door

    async def send(
        self,
        command: CommandContract[Input, Answer, Code],
        input: Input,
        *,
        idempotency_key: str,
        wait: int | None = None,
        expected_version: int | str | None = None,
    ) -> Applied[Answer] | Open | Refused[Code]:
        """At most once, however often it is sent with the same key. Throws Unreachable; a refusal is an outcome.

        `idempotency_key`: 1 to 128 printable characters; one per intent, the same when it is sent again.
        `wait`: seconds to wait for the outcome, 0 = not at all; the bridge's own measure is 10, its longest 60.
        `expected_version`: `recordversion` of an event about the command's record; it is refused with
        `version-conflict` when the record changed since.
        """
        terms = Terms(idempotency_key, wait, expected_version)
        return outcome_of(command, await self._door.send(command, json.dumps(input), terms))

    async def query(
        self, query: QueryContract[Input, Answer, Code], input: Input
    ) -> Answered[Answer] | Refused[Code]:
        """Throws Unreachable; a refusal is an answer."""
        return answer_of(query, await self._door.ask(query, json.dumps(input)))

    async def close(self) -> None:
        """Settles what is under way, then goes."""
        await self._door.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


class Subscriber(Client):
    def __init__(self, connection: Connection, api_prefix: str) -> None:
        super().__init__(NatsDoor(connection))
        self._connection = connection
        self._jetstream = connection.jetstream(prefix=api_prefix)
        self._subscriptions: list[Subscription] = []

    async def subscribe(self, subscription: str, *handlers: Handler, **options: Any) -> Subscription:
        """`subscription`: its name in the bridge's access file. `options`: fields of subscription.Options."""
        # throws NotFoundError when there is no such subscription, or it is not yours
        await self._jetstream.consumer_info(_DELIVERIES, subscription)
        pull = await self._jetstream.pull_subscribe_bind(consumer=subscription, stream=_DELIVERIES)
        opened = Subscription(self._connection, pull, handlers, Options(**options))
        self._subscriptions.append(opened)
        return opened

    async def close(self) -> None:
        for subscription in self._subscriptions:
            await subscription.close()
        await super().close()


async def _tell(error: Exception) -> None:
    # one line: while the broker is away it comes once a second
    _log.warning("the connection to the broker: %s", error)


async def connect(
    servers: str | Sequence[str], *, user: str, password: str, api_prefix: str = _PARTNERS_API, **options: Any
) -> Subscriber:
    """Throws when the first connection fails; one that is lost later comes back by itself.

    `options`: whatever else `nats.connect` takes.
    """
    connection = await nats.connect(
        servers if isinstance(servers, str) else list(servers),
        **{
            "inbox_prefix": f"_INBOX.{user}",
            "max_reconnect_attempts": -1,
            "error_cb": _tell,
            # half a second to one: a thousand clients do not come back in the same instant
            "reconnect_time_wait": 0.5 + random.random() / 2,
            **options,
        },
        user=user,
        password=password,
    )
    return Subscriber(connection, api_prefix)


def connect_http(url: str, *, api_key: str) -> Client:
    return Client(HttpDoor(url, api_key))
