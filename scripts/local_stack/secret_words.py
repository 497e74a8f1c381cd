"""Random secrets, and the stored forms of passwords (so that no server ever logs or keeps the plain one)."""

import base64
import hashlib
import hmac
import os
import secrets


def password() -> str:
    """A random password of letters and digits.

    Begins with a letter: nats-server reads an environment value like a value of its configuration,
    where one that begins with a digit is a number.
    """
    return "p" + secrets.token_hex(20)


def key() -> str:
    """A random key of 32 bytes, in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def webhook_secret() -> str:
    """A Standard Webhooks signing secret: 32 random bytes."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def sha256_hex(text: str) -> str:
    """Digest under which the access file knows an API key."""
    return hashlib.sha256(text.encode()).hexdigest()


def scram_verifier(plain: str, iterations: int = 4096) -> str:
    """What Postgres stores for a password (RFC 5803), so that the plain one is never part of a statement."""
    salt = os.urandom(16)
    salted = hashlib.pbkdf2_hmac("sha256", plain.encode(), salt, iterations)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    encoded = [base64.b64encode(part).decode() for part in (salt, stored, server)]
    return f"SCRAM-SHA-256${iterations}:{encoded[0]}${encoded[1]}:{encoded[2]}"


def odoo_password_hash(plain: str, rounds: int = 600_000) -> str:
    """What Odoo 19 stores for a password: passlib's pbkdf2_sha512, MIN_ROUNDS of res_users.py."""
    salt = os.urandom(16)
    digest = hashlib.pbkdf2_hmac("sha512", plain.encode(), salt, rounds)
    parts = [base64.b64encode(part).decode().rstrip("=").replace("+", ".") for part in (salt, digest)]
    return f"$pbkdf2-sha512${rounds}${parts[0]}${parts[1]}"
