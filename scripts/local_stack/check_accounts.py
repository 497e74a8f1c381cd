"""Tries on a real nats-server what nats-server.conf allows and denies to our own users. Ends with 0 only if all of it holds.

What a partner may do is tried with credentials that the bridge issued: bridge/test/identity/denied.test.ts.

Each denial is followed by something allowed on the same connection, so a dead connection proves nothing.
"""

import asyncio
import contextlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from local_stack import callout_key, commands, layout, ports, programs, secret_words
from local_stack.services import http_get

sys.path.insert(0, str(programs.python_packages()))

# Found only after the line above.
import nats
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NatsTimeout


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

        # the server asks the bridge for 2 s before it refuses; the client must be the more patient one
        return cls(await nats.connect(url, user=user, password=password, inbox_prefix=inbox, error_cb=collect,
                                      allow_reconnect=False, connect_timeout=10), errors)

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
    names = ("NATS_BRIDGE_PASSWORD", "NATS_RELAY_PASSWORD", "NATS_SYS_PASSWORD", "NATS_CALLOUT_PASSWORD")
    issuer = callout_key.public_of(callout_key.new_seed())
    secrets = {name: secret_words.password() for name in names} | {"NATS_CALLOUT_ISSUER": issuer}
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
    """Streams as the bridge makes them."""
    js = hub.connection.jetstream()
    await js.add_stream(name="ODOO_CHANGES", subjects=["odoo.change.>", "odoo.checkpoint.>"])
    await js.add_stream(name="DELIVERIES", subjects=["deliver.>"])


async def nobody_else_gets_in(check: Checks, url: str, secrets: dict[str, str]) -> None:
    """Without a bridge that answers: our own users log in, nobody else does, whatever they show."""
    for user, password in (("supplier", "x"), ("bridge", "x"), ("callout", secrets["NATS_BRIDGE_PASSWORD"]),
                           ("nobody", secrets["NATS_BRIDGE_PASSWORD"]), ("", "")):
        refused = False
        try:
            await Client.connect(url, user, password)
        except Exception as error:  # noqa: BLE001  # the client has several words for it
            refused = "authorization violation" in str(error).lower()
        check.that(f"`{user}` with a wrong password is refused while no bridge answers", refused)


async def callout_only_answers(check: Checks, callout: Client) -> None:
    for subject in ("$SYS.REQ.USER.AUTH", "$SYS.REQ.SERVER.PING", "$JS.API.INFO", "commands.x.y.v1", "_INBOX.callout.x", "anything"):
        check.that(f"callout may not publish {subject}", await callout.is_denied(subject))
    for subject in (">", "$SYS.REQ.USER.AUTH", "$SYS.>", "_INBOX.other.>"):
        check.that(f"callout may not listen to {subject}", await callout.may_not_listen(subject))


async def kick_only_sees_and_ends_partners(check: Checks, kick: Client, hub: Client) -> None:
    seen = await kick.answer("$SYS.REQ.ACCOUNT.PARTNERS.CONNZ", b'{"auth":true}')
    connections = json.loads(seen.data) if seen else {}
    check.that("kick sees who of PARTNERS is connected: nobody", connections.get("data", {}).get("connections") == [])
    for subject in ("$SYS.REQ.ACCOUNT.HUB.CONNZ", "$SYS.REQ.ACCOUNT.PARTNERS.INFO", "$SYS.REQ.SERVER.PING", "$SYS.REQ.SERVER.PING.CONNZ",
                    "$SYS.REQ.SERVER.X.RELOAD", "$SYS.REQ.USER.AUTH", "$SYS.ACCOUNT.HUB.CONNECT", "$JS.API.INFO", "anything"):
        check.that(f"kick may not publish {subject}", await kick.is_denied(subject))
    for subject in (">", "$SYS.>", "$SYS.ACCOUNT.>", "_INBOX.other.>"):
        check.that(f"kick may not listen to {subject}", await kick.may_not_listen(subject))
    check.that("and HUB still works", await hub.answer("$JS.API.INFO") is not None)


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
    relay = await Client.connect(url, "relay", secrets["NATS_RELAY_PASSWORD"], "_INBOX.relay")
    kick = await Client.connect(url, "kick", secrets["NATS_CALLOUT_PASSWORD"], "_INBOX.kick")
    await prepare(hub)
    await relay_only_publishes_changes(check, relay)
    await nobody_else_gets_in(check, url, secrets)
    await kick_only_sees_and_ends_partners(check, kick, hub)
    callout = await Client.connect(url, "callout", secrets["NATS_CALLOUT_PASSWORD"], "_INBOX.callout")
    await callout_only_answers(check, callout)
    for one in (hub, relay, kick, callout):
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
