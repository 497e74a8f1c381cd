"""A webhook of the bridge, verified before it is read: Standard Webhooks 1.0.

HMAC-SHA256 `v1` with the standard library: twenty lines over `hmac` need no dependency. The bridge does not sign `v1a`; such a
signature is passed over.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any

from odoo_nats_bridge_client.event import Event, Invalid, parse_structured

TOLERANCE_S = 5 * 60
_PREFIX = "whsec_"
_DIGITS = re.compile(r"[0-9]+\Z")


class WebhookNotVerified(Exception):
    """Answer 401 and read nothing of it."""


def verify_webhook(
    body: bytes, headers: Mapping[str, str], secrets: Sequence[str], *, now: float | None = None
) -> Event[Any] | Invalid:
    """`body` as it came: a parsed and printed body has another signature. `secrets`: several while one replaces another."""
    given = {name.lower(): value for name, value in headers.items()}
    try:
        message_id, timestamp, signatures = (given[f"webhook-{name}"] for name in ("id", "timestamp", "signature"))
    except KeyError as missing:
        raise WebhookNotVerified(f"{missing} is missing") from missing
    _judge_time(timestamp, time.time() if now is None else now)
    signed = f"{message_id}.{int(timestamp)}.".encode() + body
    expected = [_signature(secret, signed) for secret in secrets]
    passed = [each.partition(",")[2].encode() for each in signatures.split(" ") if each.startswith("v1,")]
    if not any(hmac.compare_digest(ours, theirs) for ours in expected for theirs in passed):
        raise WebhookNotVerified("no signature matches")
    try:
        return parse_structured(body.decode())
    except UnicodeDecodeError as error:
        raise WebhookNotVerified("the body is no UTF-8") from error


def _judge_time(timestamp: str, now: float) -> None:
    if not _DIGITS.match(timestamp) or len(timestamp) > 12:
        raise WebhookNotVerified("webhook-timestamp is no time")
    if abs(int(now) - int(timestamp)) > TOLERANCE_S:
        raise WebhookNotVerified(f"webhook-timestamp is not within {TOLERANCE_S} s of now")


def _signature(secret: str, signed: bytes) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error as error:
        raise WebhookNotVerified("a secret is no base64") from error
    if not key:
        raise WebhookNotVerified("a secret is empty")
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
