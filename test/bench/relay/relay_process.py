"""The addon's relay as it is, outside Odoo: arguments are connection parameters as JSON and the broker's URL."""

import asyncio
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "odoo_addon" / "nats_bridge"))

from relay.relay import Relay


class _Settings:
    user = password = credentials_file = nkey_file = metrics_port = None
    tls_wanted = False

    def __init__(self, url):
        self.servers = [url]
        self.printable_url = url


parameters = json.loads(sys.argv[1])
asyncio.run(Relay(parameters["dbname"], parameters, _Settings(sys.argv[2]), leftovers=lambda: None).run())
