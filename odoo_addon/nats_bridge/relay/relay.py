"""The relay's loop: lead, read where publishing stands, publish page by page."""

import asyncio
import contextlib
import logging
import random
from concurrent.futures import ThreadPoolExecutor

import psycopg2

from . import again
from .broker import Broker, BrokerAway, Fenced, Rejected, StreamMissing
from .checkpoint import STREAM
from .leadership import Leadership, LeadershipLost
from .metrics import MetricsServer
from .outbox import Neutralized, Outbox
from .pages import Pages
from .publisher import Publisher
from .retention import Retention

_logger = logging.getLogger(__name__)

# NOTIFY is only ever a latency hint; polling is the truth.
_POLL_SECONDS = 1
_STANDBY_SECONDS = 2
_NEUTRALIZED_SECONDS = 10
_LONGEST_PAUSE_SECONDS = 5
# Changes made outside Odoo give no notice, so nobody expects them sooner.
_LEFTOVERS_SECONDS = 0.5
# Requested ranges get every so many-th page also when there is always something new.
_AGAIN_EVERY = 10


class Relay:
    """Publishes one database's outbox until ``stop``. Runs in any event loop, in any thread.

    A change larger than the broker takes is passed over: noted as a stuck change
    for the administrators, named in the checkpoint of its page, kept in the
    outbox. The others keep their order and go on. The next change of the same
    record has a version that skips the stuck one's, so a reader sees the gap.
    """

    def __init__(self, database, connection_parameters, settings, leftovers, adopt=False, until_idle=False):
        """:param leftovers: called in a thread to fold committed changes made outside Odoo
        :param adopt: accept a checkpoint of another database once, see ``Outbox.adopt``
        :param until_idle: return when nothing is left to publish, another relay leads, or anything is away
        """
        self._database = database
        self._connection_parameters = connection_parameters
        self._settings = settings
        self._leftovers = leftovers
        self._adopt = adopt
        self._until_idle = until_idle
        self._stopping = asyncio.Event()
        self._failures = 0
        self._away = None
        self.is_leading = False
        self._broker = None
        self._last_leftovers = self._published_pages = 0
        # psycopg2 blocks; one thread of its own keeps NATS' pings answered meanwhile
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="nats_bridge_relay")

    def stop(self):
        """Let ``run`` return soon. Call it from the loop's thread."""
        self._stopping.set()

    @property
    def is_connected(self):
        return self._broker is not None and self._broker.is_connected

    async def run(self):
        """Publish until ``stop``; raises ForeignCheckpoint, which no waiting repairs."""
        port = None if self._until_idle else self._settings.metrics_port
        metrics = MetricsServer(port, self._connection_parameters, self) if port else None
        try:
            if metrics:
                await metrics.start()
            await self._run()
        finally:
            if metrics:
                await metrics.stop()
            self._thread.shutdown(wait=False)

    async def _run(self):
        while not self._stopping.is_set():
            try:
                await self._lead()
            except (psycopg2.Error, LeadershipLost) as error:
                self._report_away("database", error)
            except (BrokerAway, Rejected) as error:
                self._report_away("broker", error)
            except StreamMissing as error:
                self._report_away(f"stream {STREAM}", error)
            except Fenced:
                _logger.warning("fenced: another relay publishes %s; stepping down", self._database)
            if self._until_idle:
                return
            await self._pause()

    async def _lead(self):
        """Become the leader, then publish until something breaks."""
        async with self._opened(Leadership(self._connection_parameters)) as leadership:
            await self._wait_for_leadership(leadership)
            if self._stopping.is_set():
                return
            outbox = await self._in_thread(Outbox, self._connection_parameters)
            self.is_leading = True
            try:
                await self._serve(leadership, outbox)
            finally:
                self.is_leading = False
                outbox.close()

    async def _wait_for_leadership(self, leadership):
        standing_by = False
        while not self._stopping.is_set() and not leadership.acquire():
            if self._until_idle:
                self.stop()
                return
            if not standing_by:
                standing_by = True
                _logger.info("standing by: another relay leads %s", self._database)
            await self._sleep(_STANDBY_SECONDS)

    async def _serve(self, leadership, outbox):
        broker = self._broker = await Broker.connect(self._settings)
        pages = Pages(outbox, self._in_thread)
        try:
            publisher = Publisher(self._database, broker, outbox, self._in_thread)
            position = await publisher.resume(self._adopt)
            self._adopt = False
            self._report_leading(position)
            if not leadership.commits_are_durable():
                _logger.warning("%s answers commits before they are on disk (synchronous_commit or fsync is off): "
                                "a crash of it may lose changes or publish what it then forgets", self._database)
            retention = Retention(outbox)
            while not self._stopping.is_set():
                moved = await self._publish_next(publisher, pages, outbox, position)
                if retention.is_due:
                    await self._in_thread(retention.step, moved)
                await publisher.note(moved, at_once=self._until_idle)
                if moved.relay_seq == position.relay_seq:
                    await self._idle(leadership, broker)
                position = moved
        finally:
            self._broker = None
            await pages.close()
            await broker.close()

    async def _publish_next(self, publisher, pages, outbox, position):
        try:
            await self._fold_leftovers(outbox)
            page = await pages.next(position, publisher.on_stream)
        except Neutralized:
            _logger.warning("%s is neutralized: nothing is published", self._database)
            await self._sleep(_NEUTRALIZED_SECONDS)
            return position
        if page.changes:
            self._published_pages += 1
            pages.read_ahead(page)
            position = await publisher.publish(position, page)
        else:
            position = page.after
        if not page.changes or self._published_pages % _AGAIN_EVERY == 0:
            position = await self._publish_again(publisher, outbox, position)
        return position

    async def _fold_leftovers(self, outbox):
        now = asyncio.get_running_loop().time()
        if now < self._last_leftovers + _LEFTOVERS_SECONDS:
            return
        self._last_leftovers = now
        if await self._in_thread(outbox.has_leftovers):
            await self._in_thread(self._leftovers)

    async def _publish_again(self, publisher, outbox, position):
        found = await self._in_thread(again.next_page, outbox, position)
        if found is None:
            return position
        request, page = found
        return await publisher.publish(position, page, request)

    async def _idle(self, leadership, broker):
        if self._until_idle:
            self.stop()
            return
        await leadership.wait_for_notice(_POLL_SECONDS, self._stopping)
        if not broker.is_connected:
            raise BrokerAway("disconnected")

    # -- pauses and reports ------------------------------------------------------------

    def _report_leading(self, position):
        if self._away:
            _logger.info("%s is back", self._away)
        self._away, self._failures = None, 0
        _logger.info(
            "leading: publishing %s to %s, %s changes published so far",
            self._database,
            self._settings.printable_url,
            position.relay_seq,
        )

    def _report_away(self, what, error):
        """One line when something goes away, not one per attempt."""
        self._failures += 1
        if self._away != what:
            self._away = what
            _logger.warning("%s is away (%s), trying until it is back", what, _short(error))

    async def _pause(self):
        """0.2 s, doubling up to 5 s; half of it random, so that relays do not march in step."""
        longest = min(_LONGEST_PAUSE_SECONDS, 0.2 * 2 ** min(self._failures, 10))
        await self._sleep(longest * random.uniform(0.5, 1))

    async def _sleep(self, seconds):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    def _in_thread(self, function, *arguments):
        return asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    @contextlib.asynccontextmanager
    async def _opened(self, leadership):
        await self._in_thread(leadership.open)
        try:
            yield leadership
        finally:
            leadership.close()


def _short(error):
    """A reason without connection parameters: psycopg2 puts host and user into its text."""
    if isinstance(error, psycopg2.Error):
        return type(error).__name__
    return " ".join(str(argument) for argument in error.args) or type(error).__name__
