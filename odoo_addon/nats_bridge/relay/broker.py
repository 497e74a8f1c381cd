"""Speaks NATS: the only module of the addon that knows its protocol.

A connection lives until its first trouble; then it is closed and the relay
starts again with a new one. That is on purpose: nats-py would keep what was
published while the broker was away and send the rest of a broken batch later.

Source of headers, subjects and error codes: JetStream's wire API of nats-server
2.15 (atomic batch publishing is its ADR-50).
"""

import asyncio
import base64
import contextlib
import json
import logging
import ssl
import uuid
from dataclasses import dataclass

import nats.errors
from nats.aio.client import Client

from .checkpoint import STREAM, Checkpoint

_logger = logging.getLogger(__name__)

# The stream syncs to disk before it answers; an answer later than this is no answer.
_ANSWER_SECONDS = 10
# What the server counts beside the payload: subject tokens are not in it, headers are.
_HEADER_BYTES = 1024

_NO_MESSAGE = 10037
_NO_STREAM = 10059
_WRONG_LAST_SEQUENCE = (10071, 10164)
_DUPLICATE_IN_BATCH = 10201
_NO_ATOMIC_BATCHES = 10174
# the first server with atomic batches; an older one would store their messages one by one
_BATCHES_SINCE = (2, 12)
# messages of the stream that are asked for at the same time
_READ_AHEAD = 200


class BrokerAway(Exception):
    """No answer: whatever was sent may or may not have arrived. Connect again and look."""


class StreamMissing(Exception):
    """The bridge has not created the stream yet."""


class Fenced(Exception):
    """A checkpoint that we did not know of is in the stream."""


class Duplicate(Exception):
    """Some message of the batch is in the stream already; nothing of the batch is."""


class BatchesUnknown(Exception):
    """The server is older than 2.12, or the stream does not allow atomic batches."""


class Rejected(Exception):
    """The server refused for another reason, for example a full disk or a missing permission."""


class Unencrypted(nats.errors.Error):
    """TLS was asked for and the server offers none. Nothing was sent, no login either."""


class _Client(Client):
    """nats-py follows the server: where that wants no TLS it would send the login in clear, whatever the URL says."""

    def _connect_command(self):
        if self.options.get("tls") and not self._server_info.get("tls_required"):
            raise Unencrypted
        return super()._connect_command()


@dataclass(frozen=True)
class Message:
    subject: str
    payload: bytes
    headers: dict


class Broker:
    """One connection. ``await Broker.connect(...)``, then any method until BrokerAway."""

    def __init__(self, connection):
        self._connection = connection

    @classmethod
    async def connect(cls, settings):
        options = {
            "servers": settings.servers,
            "name": "odoo-nats-bridge relay",
            "allow_reconnect": False,
            "connect_timeout": 5,
            "max_reconnect_attempts": 1,  # the relay itself tries again, and chooses the pauses
            "reconnect_time_wait": 0.1,
            "ping_interval": 5,  # a dead peer is noticed after two unanswered pings
            "max_outstanding_pings": 2,
            "inbox_prefix": "_INBOX.relay",
            "error_cb": _log_error,
        }
        if settings.tls_wanted:
            options["tls"] = _tls(settings)
        if settings.credentials_file:
            options["user_credentials"] = settings.credentials_file
        elif settings.nkey_file:
            options["nkeys_seed"] = settings.nkey_file
        elif settings.user:
            options.update(user=settings.user, password=settings.password or "")
        client = _Client()
        with _translated():
            await asyncio.wait_for(client.connect(**options), 2 * _ANSWER_SECONDS)
        return cls(client)

    async def close(self):
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self._connection.close(), 2)

    @property
    def is_connected(self):
        return self._connection.is_connected

    @property
    def payload_limit(self):
        """Bytes a payload may have, headers taken off."""
        return self._connection.max_payload - _HEADER_BYTES

    async def last_checkpoint(self, subject):
        """The last Checkpoint on ``subject``, or None. Raises StreamMissing."""
        message = await self._last_message(subject)
        if message is None:
            return None
        return Checkpoint.from_json(base64.b64decode(message["data"]), message["seq"])

    async def last_relay_seq(self, subject):
        """The relay number of the last change on ``subject`` (with wildcard), 0 when there is none."""
        message = await self._last_message(subject)
        if message is None:
            return 0
        return int(_headers(message)["Bridge-Relay-Seq"])

    async def bounds(self):
        """The stream's first and last sequence. Raises StreamMissing."""
        with _translated():
            state = (await self._api(f"$JS.API.STREAM.INFO.{STREAM}"))["state"]
        return state["first_seq"], state["last_seq"]

    async def messages(self, first, last):
        """(subject, headers) of each message that is there from sequence ``first`` to ``last``."""
        for start in range(max(first, 1), last + 1, _READ_AHEAD):  # an empty stream begins at 0
            numbers = range(start, min(start + _READ_AHEAD, last + 1))
            with _translated():
                found = await asyncio.gather(*(self._message({"seq": number}) for number in numbers))
            for message in found:
                if message is not None:
                    yield message["subject"], _headers(message)

    async def publish_batch(self, messages):
        """Publishes all or nothing; the sequence number of the last message in the stream.

        Raises Fenced, Duplicate, BatchesUnknown, Rejected; BrokerAway when it is unknown whether it landed.
        """
        version = self._connection.connected_server_version
        if (version.major, version.minor) < _BATCHES_SINCE:
            raise BatchesUnknown
        batch_id = uuid.uuid4().hex
        with _translated():
            for number, message in enumerate(messages, 1):
                headers = {
                    **message.headers,
                    "Nats-Batch-Id": batch_id,
                    "Nats-Batch-Sequence": str(number),
                }
                if number < len(messages):
                    await self._connection.publish(message.subject, message.payload, headers=headers)
            headers["Nats-Batch-Commit"] = "1"
            return (await self._request(message.subject, message.payload, headers))["seq"]

    async def publish(self, message, fence=None):
        """Publishes one message; its sequence number, also when it was there already.

        :param fence: (subject, sequence): refuse unless this is still the last message on that subject
        """
        headers = dict(message.headers)
        version = self._connection.connected_server_version
        if fence and (version.major, version.minor) >= _BATCHES_SINCE:
            headers["Nats-Expected-Last-Subject-Sequence-Subject"] = fence[0]
            headers["Nats-Expected-Last-Subject-Sequence"] = str(fence[1])
        with _translated():
            return (await self._request(message.subject, message.payload, headers))["seq"]

    async def _last_message(self, subject):
        with _translated():
            return await self._message({"last_by_subj": subject})

    async def _message(self, which):
        try:
            answer = await self._api(f"$JS.API.STREAM.MSG.GET.{STREAM}", which)
        except Rejected as rejected:
            if rejected.args[0] == _NO_MESSAGE:
                return None
            raise
        return answer["message"]

    async def _api(self, subject, body=None):
        try:
            return await self._request(subject, json.dumps(body).encode() if body else b"")
        except Rejected as rejected:
            if rejected.args[0] == _NO_STREAM:
                raise StreamMissing from rejected
            raise

    async def _request(self, subject, payload, headers=None):
        response = await self._connection.request(subject, payload, timeout=_ANSWER_SECONDS, headers=headers)
        answer = json.loads(response.data)
        if error := answer.get("error"):
            raise _error_for(error)
        return answer


def _error_for(error):
    code = error.get("err_code")
    if code in _WRONG_LAST_SEQUENCE:
        return Fenced()
    if code == _DUPLICATE_IN_BATCH:
        return Duplicate()
    if code == _NO_ATOMIC_BATCHES:
        return BatchesUnknown()
    return Rejected(code, error.get("description"))


def _headers(message):
    """The headers of a stored message, as a dict."""
    lines = base64.b64decode(message.get("hdrs", "")).decode().splitlines()
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip(): value.strip() for name, _colon, value in pairs}


def _tls(settings):
    context = ssl.create_default_context(cafile=settings.tls_ca_file)
    if settings.tls_cert_file:
        context.load_cert_chain(settings.tls_cert_file, settings.tls_key_file)
    return context


@contextlib.contextmanager
def _translated():
    """Every trouble of the connection is BrokerAway. Server texts name no secret; ours are kept short."""
    try:
        yield
    except nats.errors.NoRespondersError as error:
        raise StreamMissing from error
    except (TimeoutError, OSError, ValueError, nats.errors.Error) as error:
        raise BrokerAway(type(error).__name__) from error


async def _log_error(error):
    # a missing permission is reported only here; the request itself just gets no answer
    severity = logging.WARNING if "permissions" in str(error).lower() else logging.DEBUG
    _logger.log(severity, "nats connection: %s: %s", type(error).__name__, error)
