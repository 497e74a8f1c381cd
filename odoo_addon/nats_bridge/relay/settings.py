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
    NATS_BRIDGE_CREDENTIALS_FILE  path of its .creds file
    NATS_BRIDGE_RELAY             process (default: the CLI command) or server (a thread in Odoo)
    """

    url: str
    user: str | None
    password: str | None = field(repr=False)
    credentials_file: str | None
    mode: str

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
    )
    if settings.mode not in ("process", "server"):
        raise ValueError("NATS_BRIDGE_RELAY must be process or server")
    return settings


def _option(name):
    return os.environ.get(name) or config.get(name.lower()) or None
