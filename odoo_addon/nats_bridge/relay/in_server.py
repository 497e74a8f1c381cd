"""The relay as a thread of the Odoo server, for installations without a process of its own.

Asked for by NATS_BRIDGE_RELAY=server. Each server process that loads a
registry starts one thread per database; the leader's lock lets one of them
work. With workers, the thread lives in the process that preloaded the
database (name it with -d) or in each worker that loads it.
"""

import asyncio
import logging
import threading
from functools import partial

import odoo
from odoo.service.server import CommonServer
from odoo.sql_db import connection_info_for
from odoo.tools import config

from . import settings
from .leftovers import fold_leftovers

_logger = logging.getLogger(__name__)

_threads = {}
_lock = threading.Lock()


def start(database):
    """Start the thread for ``database`` unless it runs, or this process serves nobody."""
    if not _is_wanted():
        return
    with _lock:
        running = _threads.get(database)
        if running is None or not running.is_alive():
            _threads[database] = _RelayThread(database)
            _threads[database].start()


def _is_wanted():
    # shell, upgrades, tests and other commands load registries too
    serving = getattr(odoo.cli, "COMMAND", None) in ("server", "start")
    if not serving or odoo.evented or config["stop_after_init"]:
        return False
    return settings.load().mode == "server"


class _RelayThread(threading.Thread):
    def __init__(self, database):
        super().__init__(name=f"nats_bridge relay of {database}", daemon=True)
        self._database = database
        self._stopping = threading.Event()
        self._relay = None
        self._loop = None
        CommonServer.on_stop(self.stop)

    def run(self):
        threading.current_thread().dbname = self._database  # Odoo's log lines name it
        try:
            asyncio.run(self._publish())
        except Exception:
            _logger.exception("the relay of %s ended", self._database)

    async def _publish(self):
        # nats-py is needed only where the relay runs
        from .publisher import ForeignCheckpoint
        from .relay import Relay

        self._loop = asyncio.get_running_loop()
        self._relay = Relay(
            self._database,
            connection_info_for(self._database)[1],
            settings.load(),
            partial(fold_leftovers, self._database),
        )
        if self._stopping.is_set():
            return
        try:
            await self._relay.run()
        except ForeignCheckpoint as error:
            _logger.error("%s", error)

    def stop(self):
        """Called by the server when it stops, in its own thread."""
        self._stopping.set()
        if self._loop and self._relay and self.is_alive():
            self._loop.call_soon_threadsafe(self._relay.stop)
            self.join(5)
