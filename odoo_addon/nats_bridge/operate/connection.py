"""Does the relay's connection work, and if not, what is wrong? Finds out by doing what the relay does.

Nothing is stored on the stream: the publication that tests the permission names a stream that
cannot be meant, so the server refuses it after having judged the permission.
"""

import asyncio
import os
import socket
import ssl
import time
from dataclasses import dataclass, field, fields
from urllib.parse import urlsplit

import nats.errors

from ..relay.broker import Broker, BrokerAway, Rejected, StreamMissing, Unencrypted
from ..relay.checkpoint import STREAM, checkpoint_subject

# For each of the steps: somebody is looking at the page and waits.
_STEP_SECONDS = 3
_DEFAULT_PORT = 4222

_NO_JETSTREAM = (10039, 10076)  # not enabled for the account; not enabled for the server
_OTHER_STREAM = 10060  # "expected stream does not match": permitted, and the subject is the stream's


@dataclass(frozen=True)
class Finding:
    """``code`` is "works" or names what is wrong; ``facts`` are printable and hold no secret."""

    code: str
    facts: dict = field(default_factory=dict)


class _Trouble(Exception):
    def __init__(self, code, **facts):
        super().__init__(code)
        self.finding = Finding(code, facts)


class _Probe(Broker):
    @property
    def server_version(self):
        version = self._connection.connected_server_version
        return f"{version.major}.{version.minor}.{version.patch}"

    @property
    def denied(self):
        """Whether the server said that a permission is missing. It says so beside the request, not in an answer."""
        return "permissions" in str(self._connection.last_error or "").lower()

    async def try_publishing(self, subject):
        await self._request(subject, b"", {"Nats-Expected-Stream": f"not-{STREAM}"})


def test(settings, database):
    """The Finding of one attempt. Blocks for some seconds at most."""
    try:
        return asyncio.run(_test(settings, database))
    except _Trouble as trouble:
        return trouble.finding


async def _test(settings, database):
    _check_files(settings)
    address = await _reach(settings.servers)
    began = time.monotonic()
    probe = await _log_in(settings, address)
    try:
        subject = checkpoint_subject(database)
        checkpoint = await _ask(probe, probe.last_checkpoint(subject), "read")
        await _ask(probe, probe.try_publishing(subject), "publish")
    finally:
        await probe.close()
    return Finding(
        "works",
        {
            "server": address,
            "version": probe.server_version,
            "stream": STREAM,
            "published": checkpoint.position.relay_seq if checkpoint else 0,
            "milliseconds": round((time.monotonic() - began) * 1000),
        },
    )


def _check_files(settings):
    """nats-py goes on without a login when it cannot read its file, and the server blames the user."""
    for setting in fields(settings):
        path = getattr(settings, setting.name)
        if setting.name.endswith("_file") and path and not os.access(path, os.R_OK):
            raise _Trouble("unreadable", option=f"NATS_BRIDGE_{setting.name.upper()}", file=path)


async def _reach(servers):
    """The first address that accepts a connection. nats-py itself would retry in silence for a minute."""
    trouble = None
    for url in servers:
        try:
            parts = urlsplit(url if "//" in url else f"nats://{url}")
            host, port = parts.hostname or "", parts.port or _DEFAULT_PORT
        except ValueError:
            raise _Trouble("bad-url") from None
        try:
            _reader, writer = await asyncio.wait_for(asyncio.open_connection(host, port), _STEP_SECONDS)
        except OSError as error:  # TimeoutError is one
            trouble = trouble or _Trouble(_network_code(error), server=f"{host}:{port}")
            continue
        writer.close()
        return f"{host}:{port}"
    raise trouble or _Trouble("bad-url")


def _network_code(error):
    if isinstance(error, socket.gaierror):
        return "dns"
    if isinstance(error, ConnectionRefusedError):
        return "refused"
    return "timeout" if isinstance(error, TimeoutError) else "unreachable"


async def _log_in(settings, address):
    try:
        return await asyncio.wait_for(_Probe.connect(settings), _STEP_SECONDS)
    except TimeoutError:
        raise _Trouble("no-answer", server=address) from None
    except BrokerAway as away:
        raise _Trouble(_login_code(away.__cause__), server=address) from away


def _login_code(cause):
    """nats-py tells a refused login by its text only."""
    if isinstance(cause, Unencrypted):
        return "not-encrypted"
    if isinstance(cause, nats.errors.AuthorizationError) or "authorization violation" in str(cause).lower():
        return "credentials"
    tls = (
        ssl.SSLError,
        nats.errors.SecureConnRequiredError,
        nats.errors.SecureConnWantedError,
        nats.errors.SecureConnFailedError,
    )
    if isinstance(cause, tls):
        return "tls"
    if isinstance(cause, ValueError | nats.errors.InvalidUserCredentialsError):
        return "credentials-file"
    return "no-answer"


async def _ask(probe, asking, action):
    """The answer of ``asking``. A missing permission gets no answer at all, so silence is looked into."""
    facts = {"stream": STREAM, "action": action}
    try:
        return await asyncio.wait_for(asking, _STEP_SECONDS)
    except StreamMissing as missing:
        silent = isinstance(missing.__cause__, nats.errors.NoRespondersError)
        code = "no-jetstream" if silent and action == "read" else "no-stream"
        raise _Trouble(code, **facts) from missing
    except Rejected as rejected:
        if rejected.args[0] == _OTHER_STREAM:
            return None
        code = "no-jetstream" if rejected.args[0] in _NO_JETSTREAM else "rejected"
        raise _Trouble(code, reason=str(rejected.args[1]), **facts) from rejected
    except (TimeoutError, BrokerAway) as error:
        raise _Trouble("denied" if probe.denied else "no-answer", **facts) from error
