"""Reading ahead: what is used is what a reading now would give, and nothing else is used."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from odoo.tests import tagged

from ..relay.checkpoint import Position
from ..relay.outbox import BULK_SHARE, PAGE_ROWS, Neutralized, Outbox
from ..relay.pages import Pages
from .relay_case import RelayCase


class _CountingOutbox(Outbox):
    """The real one; tells how often it was read."""

    reads = 0

    def next_page(self, *arguments, **more):
        self.reads += 1
        return super().next_page(*arguments, **more)


class _Reading:
    """Pages with one thread for the database, as the relay has it."""

    def __init__(self, outbox):
        self.outbox = outbox
        self._thread = ThreadPoolExecutor(1)
        self.pages = Pages(outbox, self._in_thread)

    def _in_thread(self, *call):
        return asyncio.get_running_loop().run_in_executor(self._thread, *call)

    async def next(self, position, on_stream=frozenset()):
        return await self.pages.next(position, on_stream)

    async def read_ahead(self, page):
        """Returns when it is read, and the Position that publishing ``page`` leads to."""
        self.pages.read_ahead(page)
        await self._in_thread(int)
        return replace(page.after, relay_seq=page.after.relay_seq + len(page.changes))

    async def close(self):
        await self.pages.close()
        self._thread.shutdown()


@tagged("post_install", "-at_install")
class TestRelayPages(RelayCase):
    def open_outbox(self):
        outbox = _CountingOutbox(self.parameters)
        self.addCleanup(outbox.close)
        return outbox

    def run_reading(self, scenario):
        async def run():
            reading = _Reading(self.outbox)
            try:
                await scenario(reading)
            finally:
                await reading.close()

        asyncio.run(run())

    def assertReads(self, count):
        self.assertEqual(self.outbox.reads, count)

    def assertIds(self, page, ids):
        self.assertEqual([change.id for change in page.changes], ids)

    def test_a_page_read_ahead_is_the_one_that_follows(self):
        slow = self.connect()
        low = self.insert(slow, 3)
        ids = self.committed(PAGE_ROWS * 2 + 10)

        async def scenario(reading):
            first = await reading.next(Position())
            position = await reading.read_ahead(first)
            slow.commit()
            later = self.committed(2)
            second = await reading.next(position)
            self.assertReads(2)
            self.assertIds(second, ids[PAGE_ROWS : PAGE_ROWS * 2])
            position, rest = self.read_all(second.after, self.open_outbox())
            self.assertEqual(rest, [*ids[PAGE_ROWS * 2 :], *low, *later])

        self.run_reading(scenario)

    def test_it_may_open_a_window_before_the_page_is_published(self):
        ids = self.committed(PAGE_ROWS)

        async def scenario(reading):
            first = await reading.next(Position())
            in_next_window = self.committed(3)
            position = await reading.read_ahead(first)
            later = self.committed(2)
            second = await reading.next(position)
            self.assertReads(2)
            self.assertIds(second, in_next_window)
            self.assertEqual(self.read_all(second.after)[1], later)
            self.assertIds(first, ids)

        self.run_reading(scenario)

    def test_behind_a_short_page_nothing_is_read_ahead(self):
        self.committed(PAGE_ROWS - 1)

        async def scenario(reading):
            first = await reading.next(Position())
            position = await reading.read_ahead(first)
            self.assertReads(1)
            later = self.committed(1)
            self.assertIds(await reading.next(position), later)

        self.run_reading(scenario)

    def test_that_nothing_follows_is_never_said_of_earlier(self):
        self.committed(PAGE_ROWS)

        async def scenario(reading):
            first = await reading.next(Position())
            position = await reading.read_ahead(first)
            self.assertReads(2)
            later = self.committed(1)
            self.assertIds(await reading.next(position), later)

        self.run_reading(scenario)

    def test_from_another_position_it_is_thrown_away(self):
        ids = self.committed(PAGE_ROWS * 2)

        async def scenario(reading):
            first = await reading.next(Position())
            position = await reading.read_ahead(first)
            answered = replace(position, again=1, again_id=ids[5])
            second = await reading.next(answered)
            self.assertReads(3)
            self.assertIds(second, ids[PAGE_ROWS:])
            self.assertEqual((second.after.again, second.after.again_id), (1, ids[5]))

        self.run_reading(scenario)

    def test_while_recovering_nothing_is_read_ahead(self):
        ids = self.committed(PAGE_ROWS * 2)
        there = frozenset(ids[PAGE_ROWS:-1])

        async def scenario(reading):
            first = await reading.next(Position(relay_seq=100, recovered_to=100), there)
            position = await reading.read_ahead(first)
            self.assertReads(1)
            self.assertIds(await reading.next(position, there), ids[-1:])

        self.run_reading(scenario)

    def test_what_its_reading_raises_is_raised_and_then_read_anew(self):
        self.committed(PAGE_ROWS)

        async def scenario(reading):
            first = await reading.next(Position())
            self.execute("INSERT INTO ir_config_parameter VALUES ('nats_bridge.neutralized', 'True')")
            position = await reading.read_ahead(first)
            self.execute("DELETE FROM ir_config_parameter WHERE key LIKE 'nats%'")
            with self.assertRaises(Neutralized):
                await reading.next(position)
            later = self.committed(1)
            self.assertIds(await reading.next(position), later)

        self.run_reading(scenario)

    def test_close_waits_for_a_read_that_fails(self):
        self.committed(PAGE_ROWS * 2)

        async def scenario(reading):
            first = await reading.next(Position())
            reading.outbox.connection.close()
            reading.pages.read_ahead(first)
            await reading.pages.close()
            self.assertReads(2)

        self.run_reading(scenario)

    def test_beside_live_rows_bulk_pages_read_ahead_are_short(self):
        bulk = self.committed(PAGE_ROWS * 2, lane="bulk")
        live = self.committed(PAGE_ROWS)

        async def scenario(reading):
            first = await reading.next(Position())
            self.assertIds(first, live)
            second = await reading.next(await reading.read_ahead(first))
            self.assertReads(2)
            self.assertIds(second, bulk[:BULK_SHARE])

        self.run_reading(scenario)
