"""The relay's loop: lead, read where publishing stands, publish page by page."""

import asyncio
import contextlib
import logging
import random
import uuid
from concurrent.futures import ThreadPoolExecutor

import psycopg2

from . import checkpoint as words
from .broker import (
    Broker,
    BrokerAway,
    Duplicate,
    Fenced,
    Message,
    Rejected,
    StreamMissing,
)
from .checkpoint import Checkpoint, Position
from .leadership import Leadership, LeadershipLost
from .outbox import Neutralized, Outbox

_logger = logging.getLogger(__name__)

# NOTIFY is only ever a latency hint; polling is the truth.
_POLL_SECONDS = 1
_STANDBY_SECONDS = 2
_NEUTRALIZED_SECONDS = 10
_LONGEST_PAUSE_SECONDS = 5


class ForeignCheckpoint(Exception):
    """The stream's checkpoint was written by another database of the same name."""


class Relay:
    """Publishes one database's outbox until ``stop``. Runs in any event loop, in any thread.

    A change larger than the broker takes is passed over: noted as a stuck change
    for the administrators, named in the checkpoint of its page, kept in the
    outbox. The others keep their order and go on. The next change of the same
    record has a version that skips the stuck one's, so a reader sees the gap.
    """

    def __init__(self, database, connection_parameters, settings, leftovers, adopt=False):
        """:param leftovers: called in a thread to fold committed changes made outside Odoo
        :param adopt: accept a checkpoint of another database once, see ``Outbox.adopt``
        """
        self._database = database
        self._connection_parameters = connection_parameters
        self._settings = settings
        self._leftovers = leftovers
        self._adopt = adopt
        self._writer = uuid.uuid4().hex
        self._stopping = asyncio.Event()
        self._failures = 0
        self._away = None
        # psycopg2 blocks; one thread of its own keeps NATS' pings answered meanwhile
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="nats_bridge_relay")
        self._checkpoint_subject = words.checkpoint_subject(database)

    def stop(self):
        """Let ``run`` return soon. Call it from the loop's thread."""
        self._stopping.set()

    async def run(self):
        """Publish until ``stop``; raises ForeignCheckpoint, which no waiting repairs."""
        try:
            await self._run()
        finally:
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
                self._report_away(f"stream {words.STREAM}", error)
            except Fenced:
                _logger.warning("fenced: another relay publishes %s; stepping down", self._database)
            await self._pause()

    async def _lead(self):
        """Become the leader, then publish until something breaks."""
        async with self._opened(Leadership(self._connection_parameters)) as leadership:
            await self._wait_for_leadership(leadership)
            if self._stopping.is_set():
                return
            outbox = await self._in_thread(Outbox, self._connection_parameters)
            try:
                await self._serve(leadership, outbox)
            finally:
                outbox.close()

    async def _wait_for_leadership(self, leadership):
        standing_by = False
        while not self._stopping.is_set() and not leadership.acquire():
            if not standing_by:
                standing_by = True
                _logger.info("standing by: another relay leads %s", self._database)
            await self._sleep(_STANDBY_SECONDS)

    async def _serve(self, leadership, outbox):
        broker = await Broker.connect(self._settings)
        try:
            publisher = _Publisher(self, broker, outbox)
            position = await publisher.resume(self._adopt)
            self._adopt = False
            self._report_leading(position)
            while not self._stopping.is_set():
                moved = await self._publish_next(publisher, outbox, position)
                if moved is position or moved.relay_seq == position.relay_seq:
                    await self._idle(leadership, broker)
                position = moved
        finally:
            await broker.close()

    async def _publish_next(self, publisher, outbox, position):
        try:
            if await self._in_thread(outbox.has_leftovers):
                await self._in_thread(self._leftovers)
            position, changes = await self._in_thread(outbox.next_page, position)
        except Neutralized:
            _logger.warning("%s is neutralized: nothing is published", self._database)
            await self._sleep(_NEUTRALIZED_SECONDS)
            return position
        if not changes:
            return position
        return await publisher.publish(position, changes)

    async def _idle(self, leadership, broker):
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

    async def _in_thread(self, function, *arguments):
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    @contextlib.asynccontextmanager
    async def _opened(self, leadership):
        await self._in_thread(leadership.open)
        try:
            yield leadership
        finally:
            leadership.close()


class _Publisher:
    """Publishes pages for as long as one connection to the broker lives."""

    def __init__(self, relay, broker, outbox):
        self._relay = relay
        self._broker = broker
        self._outbox = outbox
        self._in_thread = relay._in_thread
        self._last = None  # the last Checkpoint in the stream
        self._identity = None

    # -- starting ----------------------------------------------------------------------

    async def resume(self, adopt):
        """The Position to continue from; completes a page that is only partly on the stream.

        Raises ForeignCheckpoint.
        """
        self._identity = await self._in_thread(self._outbox.identity)
        self._last = await self._broker.last_checkpoint(self._relay._checkpoint_subject)
        if self._last is None:
            return await self._from_the_beginning()
        if self._is_foreign(self._last.identity):
            return await self._adopt(adopt)
        await self._complete_page()
        return self._last.position

    async def _from_the_beginning(self):
        noted = await self._in_thread(self._outbox.noted_relay_seq)
        if noted:
            _logger.warning(
                "the broker has no checkpoint of %s, though %s changes were published: it lost data; "
                "every change kept in the outbox is published again",
                self._relay._database,
                noted,
            )
        return Position()

    def _is_foreign(self, identity):
        """Another cluster: transaction ids do not compare. The same database restored
        in the same cluster: its row ids, and so its change ids, would be used twice."""
        mine = self._identity
        return identity.system_identifier != mine.system_identifier or (
            identity.database_oid != mine.database_oid and identity.database_uuid == mine.database_uuid
        )

    async def _adopt(self, wanted):
        if not wanted:
            raise ForeignCheckpoint(_FOREIGN % self._relay._database)
        await self._in_thread(self._outbox.adopt, self._last.highest_id)
        _logger.warning(
            "adopted the restored database %s: every change kept in its outbox is published again",
            self._relay._database,
        )
        return Position(relay_seq=self._last.position.relay_seq)

    async def _complete_page(self):
        """The checkpoint comes first, so a page can be partly there: the broker lost its tail,
        or the page was published one by one. What is there is always the page's beginning."""
        last = self._last
        subject = words.all_changes_subject(self._relay._database)
        landed = max(await self._broker.last_relay_seq(subject), last.after_seq)
        if landed >= last.position.relay_seq:
            return
        changes = await self._in_thread(self._outbox.page_of, last)
        _logger.warning(
            "completing a page: changes %s to %s are not on the stream",
            landed + 1,
            last.position.relay_seq,
        )
        await self._publish_one_by_one(last, changes, landed)

    # -- publishing --------------------------------------------------------------------

    async def publish(self, start, changes):
        """Publishes ``changes`` after the position ``start``; the position after them."""
        fitting, stuck = await self._sorted_out(changes)
        position = Position(
            start.relay_seq + len(fitting),
            start.window_from,
            start.window_to,
            changes[-1].id,
        )
        checkpoint = Checkpoint(
            position=position,
            after_seq=start.relay_seq,
            after_id=start.last_id,
            identity=self._identity,
            writer=self._relay._writer,
            highest_id=max(changes[-1].id, self._last.highest_id if self._last else 0),
            stuck=stuck,
        )
        try:
            await self._publish_page(checkpoint, fitting)
        except Duplicate:
            _logger.warning("a change of this page is on the stream already: publishing one by one")
            await self._write_checkpoint(checkpoint)
            await self._publish_one_by_one(checkpoint, fitting, start.relay_seq)
        _logger.debug("published %s changes, up to %s", len(fitting), position.relay_seq)
        await self._in_thread(self._outbox.note_progress, position)
        return position

    async def _sorted_out(self, changes):
        limit = self._broker.payload_limit
        fitting = [change for change in changes if len(change.payload) <= limit]
        for change in changes:
            if len(change.payload) > limit:
                reason = f"{len(change.payload)} bytes, the broker takes {limit}"
                _logger.error("stuck: change %s has %s", change.change_id, reason)
                await self._in_thread(self._outbox.note_stuck, change, reason)
        return fitting, tuple(change.id for change in changes if len(change.payload) > limit)

    async def _publish_page(self, checkpoint, changes):
        messages = [self._checkpoint_message(checkpoint)]
        messages += [
            self._change_message(change, number) for number, change in enumerate(changes, checkpoint.after_seq + 1)
        ]
        try:
            last_seq = await self._broker.publish_batch(messages)
        except Fenced:
            await self._forgive_own_late_batch()
        self._remember(checkpoint, last_seq - len(changes))

    async def _forgive_own_late_batch(self):
        """A batch of ours that timed out may land later and fence our own next one."""
        found = await self._broker.last_checkpoint(self._relay._checkpoint_subject)
        if found and found.writer == self._relay._writer:
            raise BrokerAway("an earlier batch landed late")
        raise Fenced

    async def _write_checkpoint(self, checkpoint):
        seq = await self._broker.publish(self._checkpoint_message(checkpoint))
        self._remember(checkpoint, seq)

    async def _publish_one_by_one(self, checkpoint, changes, landed):
        """Lets the stream say of each change whether it is there, then closes the page: a change
        that was there keeps its old number, so numbers alone would not show that it is complete."""
        for number, change in enumerate(changes, checkpoint.after_seq + 1):
            if number > landed:
                await self._broker.publish(self._change_message(change, number))
        await self._write_checkpoint(checkpoint.closed)

    def _remember(self, checkpoint, stream_seq):
        self._last = Checkpoint(**{**checkpoint.__dict__, "stream_seq": stream_seq})

    def _checkpoint_message(self, checkpoint):
        expected = self._last.stream_seq if self._last else 0
        return Message(
            self._relay._checkpoint_subject,
            checkpoint.to_json(),
            {"Nats-Expected-Last-Subject-Sequence": str(expected)},
        )

    def _change_message(self, change, number):
        return Message(
            words.change_subject(self._relay._database, change.model, change.op),
            change.payload,
            {"Nats-Msg-Id": change.change_id, "Bridge-Relay-Seq": str(number)},
        )


_FOREIGN = (
    "The stream's checkpoint of %s was written by another database: this one was restored or "
    "copied. Nothing is published, because its transaction ids or change ids cannot be compared "
    "with the published ones. If it is a copy, neutralize it (odoo neutralize -d ...) or give it "
    "a broker or a name of its own. If it replaces the original, start the relay once with "
    "--adopt-restored-database: it then publishes every change kept in the outbox again, "
    "with the old ids."
)


def _short(error):
    """A reason without connection parameters: psycopg2 puts host and user into its text."""
    if isinstance(error, psycopg2.Error):
        return type(error).__name__
    return " ".join(str(argument) for argument in error.args) or type(error).__name__
