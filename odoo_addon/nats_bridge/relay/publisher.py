"""Turns pages into messages, and the stream's last checkpoint into the place to go on from."""

import logging
import uuid

from . import checkpoint as words
from .broker import BrokerAway, Duplicate, Fenced, Message
from .checkpoint import Checkpoint, Position

_logger = logging.getLogger(__name__)

# Tells this process's checkpoints from another relay's.
_WRITER = uuid.uuid4().hex


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

    # -- starting ----------------------------------------------------------------------

    async def resume(self, adopt):
        """The Position to continue from; completes a page that is only partly on the stream.

        Raises ForeignCheckpoint.
        """
        self._identity = await self._in_thread(self._outbox.identity)
        self._last = await self._broker.last_checkpoint(self._checkpoint_subject)
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
                self._database,
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
            raise ForeignCheckpoint(_FOREIGN % self._database)
        await self._in_thread(self._outbox.adopt, self._last.highest_id)
        _logger.warning(
            "adopted the restored database %s: every change kept in its outbox is published again",
            self._database,
        )
        return Position(relay_seq=self._last.position.relay_seq)

    async def _complete_page(self):
        """The checkpoint comes first, so a page can be partly there: the broker lost its tail,
        or the page was published one by one. What is there is always the page's beginning."""
        last = self._last
        subject = words.all_changes_subject(self._database)
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
            writer=_WRITER,
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
        for number, change in enumerate(changes, checkpoint.after_seq + 1):
            if number > landed:
                await self._broker.publish(self._change_message(change, number))
        await self._write_checkpoint(checkpoint.closed)

    def _remember(self, checkpoint, stream_seq):
        self._last = Checkpoint(**{**checkpoint.__dict__, "stream_seq": stream_seq})

    def _checkpoint_message(self, checkpoint):
        expected = self._last.stream_seq if self._last else 0
        return Message(
            self._checkpoint_subject,
            checkpoint.to_json(),
            {"Nats-Expected-Last-Subject-Sequence": str(expected)},
        )

    def _change_message(self, change, number):
        return Message(
            words.change_subject(self._database, change.model, change.op),
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
