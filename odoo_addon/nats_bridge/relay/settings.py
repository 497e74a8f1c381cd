"""Where the broker is and who we are there."""

import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from odoo.tools import config


@dataclass(frozen=True)
class Settings:
    """Environment first, then the same names in lower case in the section ``options`` of odoo.conf.

    NATS_BRIDGE_URL               nats://host:port, or tls://host:port; several by commas
    NATS_BRIDGE_USER, _PASSWORD   a user of the account that holds the streams, or
    NATS_BRIDGE_CREDENTIALS_FILE  path of its .creds file, or
    NATS_BRIDGE_NKEY_FILE         path of the file with its NKEY seed
    NATS_BRIDGE_TLS_CA_FILE       the authority that signed the broker's certificate, if the system does not know it
    NATS_BRIDGE_TLS_CERT_FILE, _TLS_KEY_FILE   our own certificate, where the broker wants one
    NATS_BRIDGE_METRICS_PORT      where the relay answers Prometheus on the loopback (default: nowhere)
    NATS_BRIDGE_RELAY             process (default: the CLI command) or server (a thread in Odoo)
    """

    url: str
    user: str | None
    password: str | None = field(repr=False)
    credentials_file: str | None
    mode: str
    nkey_file: str | None = None
    tls_ca_file: str | None = None
    tls_cert_file: str | None = None
    tls_key_file: str | None = None
    metrics_port: int | None = None

    @property
    def tls_wanted(self):
        return bool(self.tls_ca_file or self.tls_cert_file or any(url.startswith("tls:") for url in self.servers))

    @property
    def servers(self):
        return [url.strip() for url in self.url.split(",") if url.strip()]

    @property
    def printable_url(self):
        """Without user and password, which some people put into URLs."""
        parts = (urlsplit(url) for url in self.servers)
        return ",".join(f"{p.scheme}://{p.hostname}:{p.port or 4222}" for p in parts)


def load():
    """The Settings in effect; raises ValueError naming a wrong one."""
    settings = Settings(
        url=_option("NATS_BRIDGE_URL") or "nats://127.0.0.1:4222",
        user=_option("NATS_BRIDGE_USER"),
        password=_option("NATS_BRIDGE_PASSWORD"),
        credentials_file=_option("NATS_BRIDGE_CREDENTIALS_FILE"),
        mode=_option("NATS_BRIDGE_RELAY") or "process",
        nkey_file=_option("NATS_BRIDGE_NKEY_FILE"),
        tls_ca_file=_option("NATS_BRIDGE_TLS_CA_FILE"),
        tls_cert_file=_option("NATS_BRIDGE_TLS_CERT_FILE"),
        tls_key_file=_option("NATS_BRIDGE_TLS_KEY_FILE"),
        metrics_port=_port("NATS_BRIDGE_METRICS_PORT"),
    )
    if settings.mode not in ("process", "server"):
        raise ValueError("NATS_BRIDGE_RELAY must be process or server")
    if bool(settings.tls_cert_file) != bool(settings.tls_key_file):
        raise ValueError("NATS_BRIDGE_TLS_CERT_FILE and NATS_BRIDGE_TLS_KEY_FILE belong together")
    return settings


def _port(name):
    text = _option(name)
    if text is not None and not (str(text).isdecimal() and 0 < int(text) < 65536):
        raise ValueError(f"{name} must be a port number")
    return int(text) if text else None


def _option(name):
    return os.environ.get(name) or config.get(name.lower()) or None
