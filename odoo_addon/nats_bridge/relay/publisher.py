"""Turns pages into messages, and the stream's last checkpoint into the place to go on from."""

import logging
import time
import uuid
from collections import deque
from dataclasses import replace

from . import checkpoint as words
from .broker import BatchesUnknown, BrokerAway, Duplicate, Fenced, Message
from .checkpoint import Checkpoint, Position
from .progress import note_progress, note_stuck
from .recovery import find_published

_logger = logging.getLogger(__name__)

# Tells this process's checkpoints from another relay's.
_WRITER = uuid.uuid4().hex
_RATE_SECONDS = 60
# Noting each page would cost a fifth of the time from commit to stream; people do not look faster than this.
_NOTE_SECONDS = 0.2


class ForeignCheckpoint(Exception):
    """The stream's checkpoint was written by another database of the same name."""


class Publisher:
    """Publishes pages for as long as one connection to the broker lives."""

    def __init__(self, database, broker, outbox, in_thread):
        """:param in_thread: ``await in_thread(function, *arguments)`` runs what waits for Postgres"""
        self._database = database
        self._broker = broker
        self._outbox = outbox
        self._in_thread = in_thread
        self._checkpoint_subject = words.checkpoint_subject(database)
        self._last = None  # the last Checkpoint in the stream
        self._identity = None
        self._rate = _Rate()
        self._noted, self._noted_at = None, 0.0
        # row ids that are on the stream although no checkpoint says so
        self.on_stream = frozenset()

    # -- starting ----------------------------------------------------------------------

    async def resume(self, adopt):
        """The Position to continue from; completes a page that is only partly on the stream.

        Raises ForeignCheckpoint.
        """
        self._identity = await self._in_thread(self._outbox.identity)
        self._last = await self._broker.last_checkpoint(self._checkpoint_subject)
        if self._last is None:
            return await self._recover("has no checkpoint")
        if self._is_foreign(self._last.identity):
            return await self._adopt(adopt)
        landed = await self._landed()
        if landed < self._last.position.relay_seq and not self._last.page:
            return await self._recover("lost its tail")
        await self._complete_page(landed)
        position = self._last.position
        if position.is_recovering:
            found = await self._found(position.recovered_to)
            self.on_stream = found.row_ids
        return position

    async def _recover(self, what_happened):
        """Begin anew, but pass over what the stream itself shows as published."""
        found = await self._found(None)
        if not found.relay_seq:
            return Position()
        self.on_stream = found.row_ids
        _logger.warning(
            "the broker %s of %s, though %s changes are on the stream: only the others are published",
            what_happened,
            self._database,
            len(found.row_ids),
        )
        return Position(relay_seq=found.relay_seq, recovered_to=found.stream_seq)

    def _found(self, stream_seq):
        return find_published(self._broker, self._database, self._identity.database_uuid, stream_seq)

    def _is_foreign(self, identity):
        """Another cluster: transaction ids do not compare. The same database restored
        in the same cluster: its row ids, and so its change ids, would be used twice."""
        mine = self._identity
        return identity.system_identifier != mine.system_identifier or (
            identity.database_oid != mine.database_oid and identity.database_uuid == mine.database_uuid
        )

    async def _adopt(self, wanted):
        if not wanted:
            raise ForeignCheckpoint(_FOREIGN % self._database)
        await self._in_thread(self._outbox.adopt, self._last.highest_id)
        _logger.warning(
            "adopted the restored database %s: every change kept in its outbox is published again",
            self._database,
        )
        return Position(relay_seq=self._last.position.relay_seq)

    async def _landed(self):
        """The relay number up to which the last page is on the stream."""
        subject = words.all_changes_subject(self._database)
        return max(await self._broker.last_relay_seq(subject), self._last.after_seq)

    async def _complete_page(self, landed):
        """The checkpoint comes first, so a page can be partly there: the broker lost its tail,
        or the page was published one by one. What is there is always the page's beginning."""
        last = self._last
        if landed >= last.position.relay_seq:
            return
        changes = await self._in_thread(self._outbox.rows, last.page)
        _logger.warning(
            "completing a page: changes %s to %s are not on the stream",
            landed + 1,
            last.position.relay_seq,
        )
        await self._publish_one_by_one(last, changes, landed)

    # -- publishing --------------------------------------------------------------------

    async def publish(self, start, page, again=0):
        """Publishes ``page`` after the Position ``start``; the Position after it.

        :param again: the request that the page answers; its rows were published before
        """
        fitting = await self._fitting(page.changes)
        position = replace(page.after, relay_seq=start.relay_seq + len(fitting))
        checkpoint = Checkpoint(
            position=position,
            after_seq=start.relay_seq,
            page=tuple(change.id for change in fitting),
            identity=self._identity,
            writer=_WRITER,
            highest_id=max([self._last.highest_id if self._last else 0, *(change.id for change in page.changes)]),
            again=again,
        )
        try:
            await self._publish_page(checkpoint, fitting)
        except (Duplicate, BatchesUnknown) as reason:
            _logger.info("publishing one by one: %s", reason.__doc__)
            await self._write_checkpoint(checkpoint)
            await self._publish_one_by_one(checkpoint, fitting, start.relay_seq)
        _logger.debug("published %s changes, up to %s", len(fitting), position.relay_seq)
        self._rate.add(len(fitting))
        await self.note(position)
        if not position.is_recovering:
            self.on_stream = frozenset()
        return position

    async def note(self, position, at_once=False):
        """Keep the people's note up to date, some times a second."""
        now = time.monotonic()
        if position.relay_seq != self._noted and (at_once or now > self._noted_at + _NOTE_SECONDS):
            await self._in_thread(note_progress, self._outbox, position, self._rate.per_second)
            self._noted, self._noted_at = position.relay_seq, now

    async def _fitting(self, changes):
        """The changes that the broker takes; the others are noted as stuck."""
        limit = self._broker.payload_limit
        for change in changes:
            if len(change.payload) > limit:
                reason = f"{len(change.payload)} bytes, the broker takes {limit}"
                _logger.error("stuck: change %s has %s", change.change_id, reason)
                await self._in_thread(note_stuck, self._outbox, change, reason)
        return [change for change in changes if len(change.payload) <= limit]

    async def _publish_page(self, checkpoint, changes):
        messages = [self._checkpoint_message(checkpoint)]
        messages += [
            self._change_message(change, number, checkpoint.again)
            for number, change in enumerate(changes, checkpoint.after_seq + 1)
        ]
        try:
            last_seq = await self._broker.publish_batch(messages)
        except Fenced:
            await self._forgive_own_late_batch()
        self._remember(checkpoint, last_seq - len(changes))

    async def _forgive_own_late_batch(self):
        """A batch of ours that timed out may land later and fence our own next one."""
        found = await self._broker.last_checkpoint(self._checkpoint_subject)
        if found and found.writer == _WRITER:
            raise BrokerAway("an earlier batch landed late")
        raise Fenced

    async def _write_checkpoint(self, checkpoint):
        seq = await self._broker.publish(self._checkpoint_message(checkpoint))
        self._remember(checkpoint, seq)

    async def _publish_one_by_one(self, checkpoint, changes, landed):
        """Lets the stream say of each change whether it is there, then closes the page: a change
        that was there keeps its old number, so numbers alone would not show that it is complete."""
        by_id = {change.id: change for change in changes}
        for number, id_ in enumerate(checkpoint.page, checkpoint.after_seq + 1):
            if number > landed and id_ in by_id:
                message = self._change_message(by_id[id_], number, checkpoint.again)
                await self._broker.publish(message, fence=(self._checkpoint_subject, self._last.stream_seq))
        await self._write_checkpoint(checkpoint.closed)

    def _remember(self, checkpoint, stream_seq):
        self._last = replace(checkpoint, stream_seq=stream_seq)

    def _checkpoint_message(self, checkpoint):
        expected = self._last.stream_seq if self._last else 0
        return Message(
            self._checkpoint_subject,
            checkpoint.to_json(),
            {"Nats-Expected-Last-Subject-Sequence": str(expected)},
        )

    def _change_message(self, change, number, again):
        headers = {"Nats-Msg-Id": change.change_id, "Bridge-Relay-Seq": str(number)}
        if again:
            # an id of its own, or the broker would drop what it took less than two minutes ago
            headers.update({"Nats-Msg-Id": f"{change.change_id}:again:{again}", "Bridge-Again": str(again)})
        return Message(words.change_subject(self._database, change.model, change.op), change.payload, headers)


class _Rate:
    """Changes a second over the last minute."""

    def __init__(self):
        self._pages = deque()

    def add(self, count):
        now = time.monotonic()
        self._pages.append((now, count))
        while self._pages[0][0] < now - _RATE_SECONDS:
            self._pages.popleft()

    @property
    def per_second(self):
        return round(sum(count for _at, count in self._pages) / _RATE_SECONDS, 2)


_FOREIGN = (
    "The stream's checkpoint of %s was written by another database: this one was restored or "
    "copied. Nothing is published, because its transaction ids or change ids cannot be compared "
    "with the published ones. If it is a copy, neutralize it (odoo neutralize -d ...) or give it "
    "a broker or a name of its own. If it replaces the original, start the relay once with "
    "--adopt-restored-database: it then publishes every change kept in the outbox again, "
    "with the old ids."
)
