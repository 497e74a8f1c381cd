"""The windows over real connections that commit in every order."""

import random
from dataclasses import replace
from unittest.mock import patch

from odoo.tests import tagged

from ..relay import outbox
from ..relay.checkpoint import Position
from ..relay.outbox import PAGE_ROWS, Neutralized, Outbox
from .relay_case import RelayCase


@tagged("post_install", "-at_install")
class TestRelayWindow(RelayCase):
    def test_a_slow_transaction_with_lower_ids_is_neither_lost_nor_waited_for(self):
        slow, fast = self.connect(), self.connect()
        low = self.insert(slow)
        high = self.insert(fast)
        fast.commit()
        position, seen = self.read_all(Position())
        self.assertEqual(seen, high)
        higher = self.insert(fast)
        fast.commit()
        position, seen = self.read_all(position)
        self.assertEqual(seen, higher)
        slow.commit()
        position, seen = self.read_all(position)
        self.assertEqual(seen, low)
        self.assertEqual(self.read_all(position)[1], [])

    def test_a_page_is_the_same_however_late_it_is_read(self):
        slow, fast = self.connect(), self.connect()
        low = self.insert(slow, 5)
        ids = self.insert(fast, PAGE_ROWS + 10)
        fast.commit()
        page = self.outbox.next_page(Position())
        self.assertEqual([change.id for change in page.changes], ids[:PAGE_ROWS])
        slow.commit()  # visible to any new read, but in no window that was open before
        self.insert(fast, 5)
        fast.commit()
        rest = self.open_outbox().next_page(page.after)
        self.assertEqual([change.id for change in rest.changes], ids[PAGE_ROWS:])
        self.assertFalse(set(low) & {change.id for change in rest.changes})

    def test_a_page_of_an_import_reads_its_own_rows_only(self):
        importer = self.connect()
        self.insert(importer, 1)  # begun before the window opens, so its id is one of those in progress
        for _ in range(300):
            self.committed()
        position, _ids = self.read_all(Position())
        self.insert(importer, 10_000, lane="bulk")
        importer.commit()
        self.execute("ANALYZE bridge_outbox")  # hundreds of transactions: the planner takes each for a small one
        for _lane in ("live", "bulk"):  # each opens its window and looks through all of it, once
            position = self.outbox.next_page(position, bulk_share=50).after
        before = self._rows_fetched()
        page = self.outbox.next_page(position, bulk_share=50)
        self.assertEqual(len(page.changes), 50)
        self.assertLess(self._rows_fetched() - before, 500)

    def _rows_fetched(self):
        """By the outbox's connection, from its table."""
        with self.outbox.connection as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_force_next_flush()")
        return self.execute(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE relid = 'bridge_outbox'::regclass"
        )[0][0]

    def test_rolled_back_rows_are_not_there(self):
        writer = self.connect()
        self.insert(writer)
        writer.rollback()
        position, seen = self.read_all(Position())
        self.assertEqual(seen, [])
        ids = self.insert(writer)
        writer.commit()
        self.assertEqual(self.read_all(position)[1], ids)

    def test_an_id_that_postgres_gives_out_again_after_a_crash_is_no_published_row(self):
        self.committed()
        position, _seen = self.read_from_start()
        forgotten = self.connect()
        with forgotten.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text")
            [id_] = cursor.fetchone()
        forgotten.rollback()  # nothing of it is in Postgres' log, so a crash forgets the id
        position, seen = self.read_all(position)
        self.assertEqual(seen, [])
        again = self.insert(self.writer)
        with self.writer.cursor() as cursor:
            cursor.execute("UPDATE bridge_outbox SET xid = %s::xid8 WHERE id = ANY(%s)", (id_, again))
        self.writer.commit()
        self.assertEqual(self.read_all(position)[1], again)

    def test_random_interleavings_give_each_row_once_and_each_record_in_order(self):
        for seed in (19, 20, 21):
            with self.subTest(seed=seed):
                self._interleave(random.Random(seed))

    def test_random_interleavings_with_windows_of_many_pages(self):
        with patch.object(outbox, "PAGE_ROWS", 3), patch.object(outbox, "_FAIR_SHARE", 1):
            for seed in (22, 23, 24):
                with self.subTest(seed=seed):
                    self._interleave(random.Random(seed))

    def _interleave(self, dice):
        open_, expected, seen = {}, set(), []
        connections = [self.connect() for _ in range(6)]
        start = self.execute("SELECT coalesce(max(id), 0) FROM bridge_outbox")[0][0]
        position, _ids = self.read_all(Position())
        for _ in range(500):
            connection = dice.choice(connections)
            record = connections.index(connection)  # as the version's row lock has it: one writer per record
            action = dice.random()
            if action < 0.5:
                lane = "bulk" if dice.random() < 0.4 else "live"
                open_.setdefault(record, []).extend(self.insert(connection, dice.randint(1, 3), record, lane))
            elif action < 0.7:
                connection.commit()
                expected.update(open_.pop(record, []))
            elif action < 0.75:
                connection.rollback()
                open_.pop(record, None)
            else:
                # one page only, so that both lanes are caught half way; often by another process
                one_page = dice.choice((self._page_of_another_process, self._page_of_this_process))
                page = one_page(position)
                position = page.after
                seen += [change.id for change in page.changes]
        for connection in connections:
            connection.commit()
        expected.update(*open_.values())
        position, ids = self.read_all(position)
        seen += ids
        self.assertEqual(len(seen), len(set(seen)))
        self.assertEqual(set(seen), expected)
        self.assertGreater(len(seen), 100)
        record_of = dict(self.execute("SELECT id, record_id FROM bridge_outbox WHERE id > %s", (start,)))
        for record in set(record_of.values()):
            of_record = [id_ for id_ in seen if record_of[id_] == record]
            self.assertEqual(of_record, sorted(of_record))

    def _page_of_another_process(self, position):
        outbox = Outbox(self.parameters)
        try:
            return outbox.next_page(position, bulk_share=1)
        finally:
            outbox.close()

    def _page_of_this_process(self, position):
        return self.outbox.next_page(position, bulk_share=1)

    def test_a_neutralized_database_publishes_nothing(self):
        writer = self.connect()
        ids = self.insert(writer)
        with writer.cursor() as cursor:
            cursor.execute("INSERT INTO ir_config_parameter VALUES ('nats_bridge.neutralized', 'True')")
        writer.commit()
        with self.assertRaises(Neutralized):
            self.outbox.next_page(Position())
        with writer.cursor() as cursor:
            cursor.execute("DELETE FROM ir_config_parameter WHERE key LIKE 'nats%'")
        writer.commit()
        self.assertEqual(self.read_all(Position())[1], ids)

    def test_bulk_rows_travel_behind_live_ones(self):
        bulk = self.committed(PAGE_ROWS * 2, lane="bulk")
        live = self.committed(3)
        position, first = self._page(Position(), share=100)
        self.assertEqual(first[:3], live)
        later = self.committed(1)
        position, second = self._page(position, share=100)
        self.assertEqual((second[:1], second[1:]), (later, bulk[: len(second) - 1]))
        self.assertLessEqual(len(second), 101)
        _position, rest = self.read_all(position)
        self.assertEqual(second[1:] + rest, bulk)

    def test_bulk_rows_go_on_when_nobody_writes(self):
        bulk = self.committed(PAGE_ROWS + 1, lane="bulk")
        self.assertEqual(self.read_from_start()[1], bulk)

    def test_a_live_change_takes_the_bulk_rows_of_its_record_with_it(self):
        bulk = self.committed(10, lane="bulk")
        of_record = self.committed(2, record=100007, lane="bulk")
        live = self.committed(1, record=100007)
        position, first = self._page(Position())
        self.assertEqual(first, of_record + live)
        self.assertEqual(position.ahead, tuple(of_record))
        position, rest = self.read_all(position, self.open_outbox())
        self.assertEqual(rest, bulk)
        position, nothing = self.read_all(position)
        self.assertEqual((nothing, position.ahead), ([], ()))

    def test_so_does_one_on_a_later_page_of_its_window(self):
        live = self.committed(PAGE_ROWS)
        position, first = self._page(Position())
        self.assertEqual(first, live)
        of_window = self.insert(self.writer, PAGE_ROWS)
        of_record = self.insert(self.writer, 1, 100007, "bulk") + self.insert(self.writer, 1, 100007)
        self.writer.commit()
        position, second = self._page(position)
        self.assertEqual(second, of_window)
        self.assertEqual(self._page(position)[1], of_record)

    def test_more_bulk_rows_of_one_record_than_fit_a_page_still_come_first(self):
        of_record = self.committed(PAGE_ROWS * 2 + 5, record=100007, lane="bulk")
        live = self.committed(1, record=100007)
        self.assertEqual(self.read_from_start()[1], of_record + live)

    def test_a_window_that_both_lanes_shared_is_finished_in_order(self):
        """As a checkpoint of 19.0.1.0.0 has it."""
        live = self.committed(PAGE_ROWS * 2 + 20, record=100007)
        bulk = self.committed(3, record=100007, lane="bulk")
        page = self.outbox.next_page(Position())
        old = page.after.live
        position = replace(page.after, bulk=old)
        self.assertEqual(self.read_all(position)[1], live[PAGE_ROWS:] + bulk)

    def test_what_the_stream_has_is_passed_over(self):
        live, bulk = self.committed(PAGE_ROWS * 2), self.committed(10, lane="bulk")
        there = frozenset([*live[: PAGE_ROWS + 50], *bulk[2:]])
        position, ids = Position(), []
        for _ in range(6):
            page = self.outbox.next_page(position, there)
            ids += [change.id for change in page.changes]
            position = page.after
        self.assertEqual(ids, [*live[PAGE_ROWS + 50 :], *bulk[:2]])

    def _page(self, position, share=PAGE_ROWS):
        page = self.outbox.next_page(position, bulk_share=share)
        return page.after, [change.id for change in page.changes]
