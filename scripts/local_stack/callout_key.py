"""The key with which the bridge signs its word about logins (docs/partners.md): an account key of NATS.

Ed25519 by RFC 8032, section 6, in plain Python: only the public half of a new seed is needed, once per installation.
"""

import base64
import hashlib
import secrets

P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
BASE = (15112221349535400772501151409588531511454012693041857206046113283949847762202,
        46316835694926478169428394003475163141307993866256225615783033603165251855960)
SEED, ACCOUNT = 18 << 3, 0
"""First bytes of github.com/nats-io/nkeys, strkey.go."""


def new_seed() -> str:
    """A new seed, `SA...`: a secret of the bridge."""
    return _text(bytes([SEED | ACCOUNT >> 5, (ACCOUNT & 31) << 3]) + secrets.token_bytes(32))


def public_of(seed: str) -> str:
    """The public half of a seed, `A...`: what nats-server is told."""
    raw = base64.b32decode(seed + "=" * (-len(seed) % 8))[2:-2]
    digest = bytearray(hashlib.sha512(raw).digest()[:32])
    digest[0] &= 248
    digest[31] = digest[31] & 127 | 64
    x, y = _times(int.from_bytes(digest, "little"), BASE)
    return _text(bytes([ACCOUNT]) + (y | (x & 1) << 255).to_bytes(32, "little"))


def _times(number: int, point: tuple[int, int]) -> tuple[int, int]:
    result = (0, 1)
    while number:
        if number & 1:
            result = _plus(result, point)
        point, number = _plus(point, point), number >> 1
    return result


def _plus(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    (x1, y1), (x2, y2) = one, other
    product = D * x1 * x2 * y1 * y2 % P
    return ((x1 * y2 + x2 * y1) * pow(1 + product, P - 2, P) % P,
            (y1 * y2 + x1 * x2) * pow(1 - product, P - 2, P) % P)


def _text(raw: bytes) -> str:
    return base64.b32encode(raw + _crc16(raw).to_bytes(2, "little")).decode().rstrip("=")


def _crc16(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


if __name__ == "__main__":
    made = new_seed()
    print(f"NATS_CALLOUT_SEED={made}\nNATS_CALLOUT_ISSUER={public_of(made)}")
