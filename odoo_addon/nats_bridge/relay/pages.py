"""The outbox page by page, the next one read while a full one is on its way.

Why reading ahead is right: a page follows from its position alone. The windows' snapshots are
fixed, so a page read now holds the same rows as one read after the answer, or opens a window
at an earlier moment, which loses nothing, since what commits later is in the window after it.
Reading notes nothing anywhere: only the checkpoint, in one batch with its page, says what is
published. So a page that was read ahead may always be thrown away, and it is used only

- for the very position it was read from. A request answered in between moved that, and a
  publish that failed came to none, nor to a next page of this connection: the relay begins
  anew from the checkpoint, with new ``Pages``;
- when it has changes. That there are none is said of now, so it is read now.

Nothing is read ahead while recovering: what the stream has is passed over until the publish
that ends it. Retention runs between the read and its publish, but deletes by the position
before the page, whose rows are all waiting there.
"""

import asyncio
import time
from dataclasses import dataclass, replace

from .checkpoint import Position
from .outbox import BULK_SHARE, PAGE_ROWS

# Somebody who wrote this recently may write again while a bulk page is on its way: keep those short.
_BUSY_SECONDS = 2


@dataclass(frozen=True)
class _ReadAhead:
    position: Position
    page: asyncio.Future

    def is_from(self, position):
        """The relay number is the publisher's; no row is chosen by it."""
        return replace(self.position, relay_seq=position.relay_seq) == position


class Pages:
    """Reads for as long as one connection to the broker lives. ``close`` it before its outbox."""

    def __init__(self, outbox, in_thread):
        """:param in_thread: ``in_thread(function, *arguments)`` runs it in the outbox's thread, begun at once; a future"""
        self._outbox = outbox
        self._in_thread = in_thread
        self._ahead = None
        self._last_live = float("-inf")

    async def next(self, position, on_stream):
        """The Page that follows ``position``, see ``Outbox.next_page``. Raises Neutralized."""
        page = await self._taken(position)
        if page is None or not page.changes:
            page = await self._in_thread(self._outbox.next_page, position, on_stream, self._bulk_share())
        if page.changes and page.has_live:
            self._last_live = time.monotonic()
        return page

    def read_ahead(self, page):
        """Begin to read what follows ``page``, which is about to be published.

        Only behind a full page: behind a short one everything was read, and the next one shall
        hold what is committed until then. So a live row waits for one bulk page more at most,
        and only the first in a while: beside live rows bulk pages are short.
        """
        if len(page.changes) >= PAGE_ROWS and not page.after.is_recovering:
            reading = self._in_thread(self._outbox.next_page, page.after, frozenset(), self._bulk_share())
            self._ahead = _ReadAhead(page.after, reading)

    async def close(self):
        """Wait for a read under way, whatever comes of it: its connection is about to be closed."""
        if self._ahead:
            await asyncio.gather(self._ahead.page, return_exceptions=True)
            self._ahead = None

    async def _taken(self, position):
        """The page read ahead if it is from ``position``; raises what its reading raised."""
        ahead = self._ahead
        if ahead is None or not ahead.is_from(position):
            await self.close()
            return None
        self._ahead = None
        return await ahead.page

    def _bulk_share(self):
        return BULK_SHARE if time.monotonic() < self._last_live + _BUSY_SECONDS else PAGE_ROWS
