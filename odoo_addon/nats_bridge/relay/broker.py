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
import uuid
from dataclasses import dataclass

import nats
import nats.errors

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


class BrokerAway(Exception):
    """No answer: whatever was sent may or may not have arrived. Connect again and look."""


class StreamMissing(Exception):
    """The bridge has not created the stream yet."""


class Fenced(Exception):
    """A checkpoint that we did not know of is in the stream."""


class Duplicate(Exception):
    """Some message of the batch is in the stream already; nothing of the batch is."""


class Rejected(Exception):
    """The server refused for another reason, for example a full disk or a missing permission."""


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
            "ping_interval": 5,  # a dead peer is noticed after two unanswered pings
            "max_outstanding_pings": 2,
            "inbox_prefix": "_INBOX.relay",
            "error_cb": _log_error,
        }
        if settings.credentials_file:
            options["user_credentials"] = settings.credentials_file
        elif settings.user:
            options.update(user=settings.user, password=settings.password or "")
        with _translated():
            return cls(await asyncio.wait_for(nats.connect(**options), 2 * _ANSWER_SECONDS))

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
        headers = base64.b64decode(message["hdrs"]).decode().splitlines()
        numbers = [line.partition(":")[2] for line in headers if line.startswith("Bridge-Relay-Seq:")]
        return int(numbers[0])

    async def publish_batch(self, messages):
        """Publishes all or nothing; the sequence number of the last message in the stream.

        Raises Fenced, Duplicate, Rejected; BrokerAway when it is unknown whether it landed.
        """
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

    async def publish(self, message):
        """Publishes one message; its sequence number, also when it was there already."""
        with _translated():
            return (await self._request(message.subject, message.payload, message.headers))["seq"]

    async def _last_message(self, subject):
        with _translated():
            try:
                body = json.dumps({"last_by_subj": subject}).encode()
                answer = await self._request(f"$JS.API.STREAM.MSG.GET.{STREAM}", body)
            except Rejected as rejected:
                if rejected.args[0] == _NO_MESSAGE:
                    return None
                if rejected.args[0] == _NO_STREAM:
                    raise StreamMissing from rejected
                raise
        return answer["message"]

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
    return Rejected(code, error.get("description"))


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
