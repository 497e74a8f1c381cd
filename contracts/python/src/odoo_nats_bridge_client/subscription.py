"""Pulls one subscription and settles each message exactly once.

Acknowledged after its handler's transaction, handed back with a delay when the handler failed, terminated (the bridge keeps it as a
dead letter) when it cannot be read. The consumer belongs to the broker: after a restart of either side it goes on where it stood.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from nats.aio.client import Client as Connection
from nats.aio.msg import Msg
from nats.errors import ConnectionClosedError, Error
from nats.js.client import JetStreamContext

from odoo_nats_bridge_client.event import Event, Invalid, parse_event
from odoo_nats_bridge_client.inbox import Handler, Inbox

# contracts/src/envelope.ts
_TEST_EVENT = "bridge.subscription.tested.v1"
# the bridge's consumers want an answer within 30 s (docs/subscribe.md): a long handler has to say that it lives
_WORKING_S = 10
_FETCH_S = 5
_AGAIN_S = 1
_STEPS_S = (1, 5, 15, 60)
_JITTER = 0.2

_log = logging.getLogger("odoo_nats_bridge_client")


def patient(attempt: int) -> float:
    """1 s, 5 s, 15 s, then each minute, 20 % more or less. The bridge gives up after ten attempts."""
    step = _STEPS_S[min(attempt, len(_STEPS_S)) - 1]
    return step * (1 + _JITTER * (2 * random.random() - 1))


@dataclass(frozen=True)
class Options:
    inbox: Inbox[Any] | None = None
    on_invalid: Callable[[Invalid], Awaitable[None]] | None = None
    on_failure: Callable[[Exception, int], None] | None = None
    on_dropped: Callable[[str], None] | None = None
    retry_after_s: Callable[[int], float] = patient
    ahead: int = 16


class Subscription:
    def __init__(
        self,
        connection: Connection,
        pull: JetStreamContext.PullSubscription,
        handlers: Sequence[Handler],
        options: Options,
    ) -> None:
        self._connection = connection
        self._pull = pull
        self._handlers = {handler.contract: handler for handler in handlers}
        self._options = options
        self._waiting: list[Msg] = []
        self._closing = asyncio.Event()
        self._loop = asyncio.create_task(self._run())
        self._alive = asyncio.create_task(self._tell_alive())

    async def closed(self) -> None:
        """Returns when it was closed; throws when it ended by itself."""
        await asyncio.shield(self._loop)

    async def close(self) -> None:
        """Returns when the message under way is settled; those fetched ahead are handed back."""
        self._closing.set()
        try:
            await self._loop
        finally:
            await self._pull.unsubscribe()

    async def _run(self) -> None:
        closing = asyncio.create_task(self._closing.wait())
        try:
            while not self._closing.is_set():
                fetching = asyncio.create_task(self._fetch())
                await asyncio.wait({fetching, closing}, return_when=asyncio.FIRST_COMPLETED)
                if not fetching.done():
                    fetching.cancel()
                    break
                self._waiting = fetching.result()
                await self._work()
            for message in self._waiting:
                await message.nak()
        finally:
            self._alive.cancel()
            closing.cancel()

    async def _fetch(self) -> list[Msg]:
        """What there is; nothing after a while, or while the broker is away."""
        try:
            return await self._pull.fetch(self._options.ahead, timeout=_FETCH_S)
        except ConnectionClosedError:
            raise
        except TimeoutError:
            return []
        except Error as error:
            _log.warning("the subscription waits for the broker: %s", error)
            await asyncio.sleep(_AGAIN_S)
            return []

    async def _work(self) -> None:
        """One after another: events of one record keep their order, unless one has to come again."""
        while self._waiting and not self._closing.is_set():
            message = self._waiting[0]
            try:
                await self._settle(message)
            except Error as error:
                # not settled: it comes again
                _log.warning("a message could not be settled: %s", error)
            self._waiting.pop(0)

    async def _settle(self, message: Msg) -> None:
        """Whatever a handler does, the next message gets its turn."""
        try:
            parsed = parse_event((message.headers or {}).items(), message.data.decode(errors="replace"))
            refused = await self._handle(parsed)
        except Exception as failure:  # noqa: BLE001  # a handler may throw anything
            await self._hand_back(message, failure)
            return
        if refused is None:
            await message.ack()
        else:
            # the client's own term() has no reason; ADR-15 has
            await self._connection.publish(message.reply, f"+TERM {refused.reason}: {refused.detail}"[:200].encode())

    async def _hand_back(self, message: Msg, failure: Exception) -> None:
        attempt = message.metadata.num_delivered
        if self._options.on_failure:
            self._options.on_failure(failure, attempt)
        else:
            _log.error("a handler failed at attempt %d", attempt, exc_info=failure)
        await message.nak(delay=self._options.retry_after_s(attempt))

    async def _handle(self, parsed: Event[Any] | Invalid) -> Invalid | None:
        if isinstance(parsed, Invalid):
            # the operator tries the connection: nothing to do but acknowledge
            return None if (parsed.envelope or {}).get("type") == _TEST_EVENT else await self._refuse(parsed)
        handler = self._handlers.get(parsed.type)
        if handler is None:
            return await self._refuse(Invalid("not-handled", f"no handler for {parsed.type}", parsed.envelope, ""))
        if self._options.inbox is None:
            await handler.handle(parsed, None)
            return None
        outcome = await self._options.inbox.once(parsed.envelope, lambda transaction: handler.handle(parsed, transaction))
        if outcome == "dropped" and self._options.on_dropped:
            self._options.on_dropped(parsed.envelope["id"])
        return None

    async def _refuse(self, invalid: Invalid) -> Invalid:
        if self._options.on_invalid:
            await self._options.on_invalid(invalid)
        else:
            _log.error("an event cannot be handled: %s: %s", invalid.reason, invalid.detail)
        return invalid

    async def _tell_alive(self) -> None:
        while True:
            await asyncio.sleep(_WORKING_S)
            for message in list(self._waiting):
                try:
                    await message.in_progress()
                except Error as error:
                    _log.debug("could not tell that a message is in work: %s", error)
