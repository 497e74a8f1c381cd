"""Prometheus' text format on the loopback, for the relay's own process."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

import psycopg2

from .status import read_status

_logger = logging.getLogger(__name__)

_REQUEST_SECONDS = 5
# name, type, help, samples of a status
_METRICS = (
    ("waiting_changes", "gauge", "Changes not yet on the stream.", lambda s: _per_lane(s, "waiting")),
    (
        "oldest_waiting_seconds",
        "gauge",
        "Age of the oldest change not yet on the stream.",
        lambda s: _per_lane(s, "oldest_waiting_s"),
    ),
    ("published_changes_total", "counter", "Changes put on the stream.", lambda s: [("", s["published"])]),
    (
        "published_changes_per_second",
        "gauge",
        "Rate over the last minute.",
        lambda s: [("", s["rate_per_s"])],
    ),
    ("stuck_changes", "gauge", "Changes passed over as too large.", lambda s: [("", s["stuck"])]),
    ("unfolded_transactions", "gauge", "Made outside Odoo, not yet changes.", lambda s: [("", s["unfolded"])]),
    ("leader", "gauge", "Whether any relay leads this database.", lambda s: [("", int(s["leader"] is not None))]),
)


def render(status, leads, broker_connected):
    """A status and this process's own part, as Prometheus reads it."""
    lines = []
    for name, kind, text, samples in (
        *_METRICS,
        ("leading", "gauge", "Whether this process leads.", lambda _s: [("", int(leads))]),
        ("broker_connected", "gauge", "Whether this process has the broker.", lambda _s: [("", int(broker_connected))]),
    ):
        lines += [f"# HELP nats_bridge_{name} {text}", f"# TYPE nats_bridge_{name} {kind}"]
        lines += [f"nats_bridge_{name}{labels} {value}" for labels, value in samples(status)]
    return "\n".join(lines) + "\n"


def _per_lane(status, number):
    return [(f'{{lane="{lane}"}}', numbers[number]) for lane, numbers in status["lanes"].items()]


class MetricsServer:
    """Answers every GET with the metrics. Reads Postgres in a thread and a connection of its own."""

    def __init__(self, port, connection_parameters, relay):
        self._port = port
        self._parameters = connection_parameters
        self._relay = relay
        self._server = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="nats_bridge_metrics")

    async def start(self):
        """A port that is taken, by a standby's neighbour for example, must not keep the relay from its work."""
        try:
            self._server = await asyncio.start_server(self._answer, "127.0.0.1", self._port)
        except OSError as error:
            _logger.warning("no metrics: port %s cannot be had (%s)", self._port, error.strerror)

    async def stop(self):
        if self._server:
            self._server.close()
            await self._server.wait_closed()
        self._thread.shutdown(wait=False)

    async def _answer(self, reader, writer):
        try:
            async with asyncio.timeout(_REQUEST_SECONDS):
                await reader.readuntil(b"\r\n\r\n")
                head, body = await self._response()
                writer.write(f"HTTP/1.1 {head}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode())
                writer.write(body)
                await writer.drain()
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            _logger.debug("metrics: %s", type(error).__name__)
        finally:
            writer.close()

    async def _response(self):
        try:
            status = await asyncio.get_running_loop().run_in_executor(self._thread, self._read)
        except psycopg2.Error as error:
            return "503 Service Unavailable", type(error).__name__.encode()
        text = render(status, self._relay.is_leading, self._relay.is_connected)
        return "200 OK\r\nContent-Type: text/plain; version=0.0.4", text.encode()

    def _read(self):
        connection = psycopg2.connect(**self._parameters)
        try:
            with connection, connection.cursor() as cursor:
                return read_status(cursor)
        finally:
            connection.close()
