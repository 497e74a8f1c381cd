"""A webhook of the bridge, verified before it is read: Standard Webhooks 1.0.

HMAC-SHA256 `v1` (secret `whsec_...`) with the standard library: twenty lines over `hmac` need no dependency. ed25519 `v1a` (public key
`whpk_...`) with the package `cryptography`, which is asked for only then: install `odoo-nats-bridge-client[ed25519]`.
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
_PUBLIC_KEY = "whpk_"
_DIGITS = re.compile(r"[0-9]+\Z")


class WebhookNotVerified(Exception):
    """Answer 401 and read nothing of it."""


def verify_webhook(
    body: bytes, headers: Mapping[str, str], secrets: Sequence[str], *, now: float | None = None
) -> Event[Any] | Invalid:
    """`body` as it came: a parsed and printed body has another signature.

    `secrets`: `whsec_...` or `whpk_...`; several while one replaces another.
    """
    given = {name.lower(): value for name, value in headers.items()}
    try:
        message_id, timestamp, signatures = (given[f"webhook-{name}"] for name in ("id", "timestamp", "signature"))
    except KeyError as missing:
        raise WebhookNotVerified(f"{missing} is missing") from missing
    _judge_time(timestamp, time.time() if now is None else now)
    signed = f"{message_id}.{int(timestamp)}.".encode() + body
    if not any(_matches(secret, signed, signatures.split(" ")) for secret in secrets):
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


def _matches(secret: str, signed: bytes, signatures: Sequence[str]) -> bool:
    version = "v1a," if secret.startswith(_PUBLIC_KEY) else "v1,"
    passed = [each[len(version):] for each in signatures if each.startswith(version)]
    if version == "v1a,":
        return any(_is_ed25519(secret, signed, each) for each in passed)
    expected = _signature(secret, signed)
    return any(hmac.compare_digest(expected, each.encode()) for each in passed)


def _is_ed25519(public_key: str, signed: bytes, signature: str) -> bool:
    # asked for only here: most receivers verify v1, which needs nothing
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key.removeprefix(_PUBLIC_KEY), validate=True))
    except (binascii.Error, ValueError) as error:
        raise WebhookNotVerified("a public key is none") from error
    try:
        key.verify(base64.b64decode(signature, validate=True), signed)
    except (binascii.Error, InvalidSignature):
        return False
    return True


def _signature(secret: str, signed: bytes) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error as error:
        raise WebhookNotVerified("a secret is no base64") from error
    if not key:
        raise WebhookNotVerified("a secret is empty")
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
