"""Tries on a real nats-server what nats-server.conf allows and denies. Ends with 0 only if all of it holds.

Each denial is followed by something allowed on the same connection, so a dead connection proves nothing.
"""

import asyncio
import contextlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from local_stack import commands, layout, ports, programs, secret_words
from local_stack.services import http_get

sys.path.insert(0, str(programs.python_packages()))

# Found only after the line above.
import nats
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NatsTimeout

OWN, OTHER = "supplier-orders", "other-orders"
NEXT, INFO = "hub.api.CONSUMER.MSG.NEXT.DELIVERIES", "hub.api.CONSUMER.INFO.DELIVERIES"
COMMAND = "commands.procurement.receive-goods.v1"
QUERY = "queries.procurement.purchase-order-status.v1"
IDENTITY = "Nats-Request-Info"


class Checks:
    """Counts what held and what did not."""

    def __init__(self):
        self.passed = self.failed = 0

    def that(self, promise: str, holds: bool, seen: object = "") -> None:
        self.passed, self.failed = self.passed + holds, self.failed + (not holds)
        print(f"{'ok  ' if holds else 'FAIL'} {promise}" + (f"  [{seen}]" if seen != "" else ""))


class Client:
    """A connection that collects the server's errors."""

    def __init__(self, connection, errors: list[str]):
        self.connection, self.errors = connection, errors

    @classmethod
    async def connect(cls, url: str, user: str, password: str, inbox: str = "_INBOX") -> "Client":
        errors: list[str] = []

        async def collect(error: Exception) -> None:
            errors.append(str(error))

        return cls(await nats.connect(url, user=user, password=password, inbox_prefix=inbox, error_cb=collect,
                                      allow_reconnect=False), errors)

    async def answer(self, subject: str, payload: bytes = b"", headers: dict | None = None):
        """Reply to a request, or None when it is denied or nobody answers within a second."""
        # A pulled message comes under its own subject, which the shared inbox of a client cannot assign
        # (and nats-py sends no headers from an inbox of its own).
        try:
            return await self.connection.request(subject, payload, timeout=1, headers=headers,
                                                 old_style=headers is None)
        except (TimeoutError, NatsTimeout, NoRespondersError):
            return None

    async def is_denied(self, subject: str) -> bool:
        """Whether the server refuses a publish on `subject`."""
        before = len(self.errors)
        await self.connection.publish(subject, b"{}")
        await self.connection.flush()
        await asyncio.sleep(0.05)
        return any("permissions violation" in error.lower() for error in self.errors[before:])

    async def may_not_listen(self, subject: str) -> bool:
        """Whether the server refuses a subscription to `subject`."""
        before = len(self.errors)
        await self.connection.subscribe(subject)
        await self.connection.flush()
        await asyncio.sleep(0.05)
        return any("permissions violation" in error.lower() for error in self.errors[before:])


@contextlib.contextmanager
def server():
    """A nats-server with our configuration; yields its URL and passwords."""
    names = ("NATS_BRIDGE_PASSWORD", "NATS_RELAY_PASSWORD", "NATS_SUPPLIER_PASSWORD", "NATS_SYS_PASSWORD")
    secrets = {name: secret_words.password() for name in names}
    port = ports.choose(set())
    monitor = ports.choose({port})
    with tempfile.TemporaryDirectory() as store, open(Path(store) / "log", "w") as log:
        process = subprocess.Popen(
            commands.nats_server(str(programs.nats_server()), str(layout.NATS_CONFIG), store, "127.0.0.1", port, monitor),
            env=secrets, stdout=log, stderr=log)
        try:
            yield f"nats://127.0.0.1:{port}", monitor, secrets
        finally:
            process.terminate()
            process.wait()


async def prepare(hub: Client) -> None:
    """Streams, consumers and one message for each of two subscriptions, as the bridge makes them."""
    js = hub.connection.jetstream()
    await js.add_stream(name="ODOO_CHANGES", subjects=["odoo.change.>", "odoo.checkpoint.>"])
    await js.add_stream(name="DELIVERIES", subjects=["deliver.>"])
    for name in (OWN, OTHER):
        await js.add_consumer("DELIVERIES", durable_name=name, filter_subject=f"deliver.{name}", ack_policy="explicit")
        for number in range(4):
            await js.publish(f"deliver.{name}", f"{name} {number}".encode())


async def partner_reaches_its_own(check: Checks, hub: Client, partner: Client) -> None:
    info = await partner.answer(f"{INFO}.{OWN}")
    check.that("partner reads the state of its own consumer", info is not None and b'"num_pending":4' in info.data)
    message = await partner.answer(f"{NEXT}.{OWN}", b'{"batch":1}')
    check.that("partner pulls its own delivery", message is not None and message.data == b"supplier-orders 0",
               message and message.reply)
    await partner.connection.publish(message.reply, b"+ACK")
    await partner.connection.flush()
    await asyncio.sleep(0.2)
    state = await hub.connection.jetstream().consumer_info("DELIVERIES", OWN)
    check.that("partner's acknowledgement arrives", state.ack_floor.consumer_seq == 1)
    pulled = await partner.connection.jetstream(prefix="hub.api").pull_subscribe_bind(OWN, "DELIVERIES")
    batch = await pulled.fetch(2, timeout=2)
    for one in batch:
        await one.ack()
    check.that("a client library pulls with apiPrefix hub.api", [m.data for m in batch] ==
               [b"supplier-orders 1", b"supplier-orders 2"])


async def partner_reaches_nothing_else(check: Checks, partner: Client) -> None:
    for subject in (
        f"{NEXT}.{OTHER}", f"{INFO}.{OTHER}", "$JS.ACK.DELIVERIES.other-orders.1.1.1.1.0",
        "$JS.API.STREAM.INFO.DELIVERIES", "$JS.API.CONSUMER.MSG.NEXT.DELIVERIES.supplier-orders",
        "$JS.API.CONSUMER.CREATE.DELIVERIES.x", "$JS.API.STREAM.MSG.GET.ODOO_CHANGES",
        "hub.api.STREAM.INFO.DELIVERIES", "hub.api.CONSUMER.CREATE.DELIVERIES", "hub.api.INFO", "$JS.API.INFO",
        "commands.parties.change-party.v1", "queries.projects.project-cost-summary.v1",
        "queries.procurement.another-query.v1", "queries.inventory.stock-availability.v1", "deliver.supplier-orders", "odoo.change.demo.res-partner.update",
        "events.procurement.purchase-order.approved.v1", "$SYS.REQ.SERVER.PING", "$SYS.REQ.USER.INFO", "_INBOX.other.x",
    ):
        check.that(f"partner may not publish {subject}", await partner.is_denied(subject))
    for subject in (">", "_INBOX.>", "_INBOX.other.>", "deliver.>", "deliver.supplier-orders", "commands.>", "queries.>",
                    "hub.api.>", "$JS.ACK.>", "$SYS.>"):
        check.that(f"partner may not listen to {subject}", await partner.may_not_listen(subject))
    check.that("and its connection still works", await partner.answer(f"{INFO}.{OWN}") is not None)


async def identity_is_the_servers(check: Checks, hub: Client, partner: Client) -> None:
    async def answer(message) -> None:
        await message.respond(json.dumps(message.headers or {}).encode())

    listening = await hub.connection.subscribe("commands.>", cb=answer)
    asked = await hub.connection.subscribe("queries.>", cb=answer)
    await hub.connection.flush()
    forged = json.dumps({"acc": "HUB", "user": "bridge"})
    for title, headers in (
        ("without a header", None), ("with headers of its own", {"Idempotency-Key": "k"}),
        ("with a forged identity", {IDENTITY: forged, "Idempotency-Key": "k"}),
    ):
        reply = await partner.answer(COMMAND, b"{}", headers)
        seen = json.loads(reply.data) if reply else {}
        check.that(f"a command {title} carries its user in {IDENTITY}", _identity(seen) == ("PARTNERS", "supplier"))
        own = {name: value for name, value in (headers or {}).items() if name != IDENTITY}
        check.that("  and the rest of its headers", own.items() <= seen.items(), list(own))
    print(f"     {IDENTITY}: {seen.get(IDENTITY)}")
    # The server replaces that exact spelling only: whoever reads the header must compare with case.
    reply = await partner.answer(COMMAND, b"{}", {IDENTITY.lower(): forged})
    seen = json.loads(reply.data)
    check.that("a forged header in other letters does not displace the server's", _identity(seen) ==
               ("PARTNERS", "supplier") and seen.get(IDENTITY.lower()) == forged)
    reply = await partner.answer(QUERY, b"{}", {IDENTITY: forged, "X": "y"})
    check.that("a query carries its user in the same way", reply is not None and
               _identity(json.loads(reply.data)) == ("PARTNERS", "supplier"))
    local = await hub.answer(COMMAND, b"{}", {IDENTITY: forged})
    check.that("inside HUB the header is whatever a HUB user wrote", json.loads(local.data).get(IDENTITY) == forged)
    await listening.unsubscribe()
    await asked.unsubscribe()


def _identity(headers: dict) -> tuple:
    known = json.loads(headers.get(IDENTITY, "{}"))
    return known.get("acc"), known.get("user")


async def pull_into_another_subject(check: Checks, hub: Client, partner: Client) -> None:
    """A pull whose reply subject is not an inbox: does the delivery arrive there?"""
    heard = []

    async def listen(message) -> None:
        heard.append(message)

    targets = [COMMAND, "commands.parties.change-party.v1", "deliver.other-orders", "odoo.change.demo.x.update",
               "events.x", "$JS.API.STREAM.DELETE.ODOO_CHANGES", f"{NEXT}.{OTHER}"]
    js = hub.connection.jetstream()
    for subject in ("commands.>", "deliver.>", "odoo.>", "events.>", "$JS.API.STREAM.DELETE.*"):
        await hub.connection.subscribe(subject, cb=listen)
    for number in range(len(targets)):
        await js.publish(f"deliver.{OWN}", f"pulled {number}".encode())
    await hub.connection.flush()
    await asyncio.sleep(0.1)
    heard.clear()
    handed_out = {}
    for reply in targets:
        before = (await js.consumer_info("DELIVERIES", OWN)).num_pending
        await partner.connection.publish(f"{NEXT}.{OWN}", b'{"batch":1,"no_wait":true}', reply=reply)
        await partner.connection.flush()
        await asyncio.sleep(0.2)
        handed_out[reply] = before - (await js.consumer_info("DELIVERIES", OWN)).num_pending
    check.that("a pull cannot put a message on any subject of HUB", not heard,
               [(message.subject, message.headers) for message in heard])
    # Only to those that somebody in PARTNERS could hear (an import counts); to the others nothing is handed out.
    check.that("  although messages were handed out to such replies", sum(handed_out.values()) > 0, handed_out)
    check.that("and its connection still works", await partner.answer(f"{INFO}.{OWN}") is not None)


async def relay_only_publishes_changes(check: Checks, relay: Client) -> None:
    js = relay.connection.jetstream()
    ack = await js.publish("odoo.change.demo.res-partner.update", b"{}")
    check.that("relay publishes a change", ack.stream == "ODOO_CHANGES" and ack.seq == 1)
    info = await relay.answer("$JS.API.STREAM.INFO.ODOO_CHANGES")
    check.that("relay reads the stream's state", info is not None and b'"messages":1' in info.data)
    last = await relay.answer("$JS.API.STREAM.MSG.GET.ODOO_CHANGES", b'{"last_by_subj":"odoo.change.>"}')
    check.that("relay reads the last message of a subject", last is not None and b'"seq":1' in last.data)
    for subject in ("$JS.API.STREAM.DELETE.ODOO_CHANGES", "$JS.API.STREAM.PURGE.ODOO_CHANGES",
                    "$JS.API.STREAM.CREATE.X", "$JS.API.STREAM.INFO.DELIVERIES", "deliver.x", "events.x", "commands.x.y.v1",
                    "queries.x.y.v1"):
        check.that(f"relay may not publish {subject}", await relay.is_denied(subject))
    check.that("relay may not listen to changes", await relay.may_not_listen("odoo.>"))
    check.that("and its connection still works", (await js.publish("odoo.change.demo.x.update", b"{}")).seq == 2)


async def try_everything(check: Checks, url: str, secrets: dict[str, str]) -> None:
    hub = await Client.connect(url, "bridge", secrets["NATS_BRIDGE_PASSWORD"])
    partner = await Client.connect(url, "supplier", secrets["NATS_SUPPLIER_PASSWORD"], "_INBOX.supplier")
    relay = await Client.connect(url, "relay", secrets["NATS_RELAY_PASSWORD"], "_INBOX.relay")
    await prepare(hub)
    await partner_reaches_its_own(check, hub, partner)
    await partner_reaches_nothing_else(check, partner)
    await identity_is_the_servers(check, hub, partner)
    await pull_into_another_subject(check, hub, partner)
    await relay_only_publishes_changes(check, relay)
    for one in (hub, partner, relay):
        await one.connection.close()


def main() -> int:
    check = Checks()
    with server() as (url, monitor, secrets):
        while http_get(monitor, "/healthz")[0] != 200:
            pass
        asyncio.run(try_everything(check, url, secrets))
    print(f"{check.passed} passed, {check.failed} failed")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
