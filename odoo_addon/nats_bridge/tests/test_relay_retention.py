from dataclasses import replace

from odoo.tests import tagged

from ..relay.checkpoint import Position
from ..relay.retention import Retention
from .relay_case import RelayCase


@tagged("post_install", "-at_install")
class TestRelayRetention(RelayCase):
    """What is published and old goes; what waits, is stuck or young stays."""

    def age(self, ids, days):
        self.execute(
            "UPDATE bridge_outbox SET occurred_at = occurred_at - %s * interval '1 day' WHERE id = ANY(%s)",
            (days, ids),
        )

    def kept(self):
        return [id_ for (id_,) in self.execute("SELECT id FROM bridge_outbox ORDER BY id")]

    def run_retention(self, position):
        retention = Retention(self.outbox)
        while retention.step(position):
            pass

    def test_only_published_and_old_rows_go(self):
        old, young = self.committed(2500), self.committed(3)
        position, _ids = self.read_from_start()
        waiting = self.committed(3)
        # by another relay's row version: the update above changes no xid, as xid is a column of its own
        self.age(old + waiting, 8)
        self.run_retention(Position())
        self.assertEqual(len(self.kept()), 2506, "the position says that nothing is published")
        self.run_retention(position)
        self.assertEqual(self.kept(), young + waiting)

    def test_the_retention_time_is_a_parameter(self):
        ids = self.committed(5)
        self.age(ids, 2)
        position, _ids = self.read_from_start()
        self.run_retention(position)
        self.assertEqual(self.kept(), ids)
        self.execute("INSERT INTO ir_config_parameter VALUES ('nats_bridge.retention_days', '1')")
        self.run_retention(position)
        self.assertEqual(self.kept(), [])

    def test_stuck_rows_stay(self):
        ids = self.committed(5)
        self.age(ids, 30)
        self.execute("INSERT INTO bridge_stuck_change (change_id) VALUES (%s)", (f"u:{ids[2]}",))
        self.run_retention(self.read_from_start()[0])
        self.assertEqual(self.kept(), [ids[2]])

    def test_bulk_rows_stay_until_their_lane_is_there(self):
        bulk = self.committed(600, lane="bulk")
        ahead = self.committed(1, record=100007, lane="bulk")
        live = self.committed(1, record=100007)
        self.age([*bulk, *ahead, *live], 30)
        page = self.outbox.next_page(Position())
        self.assertEqual([change.id for change in page.changes], [*ahead, *live])
        self.run_retention(page.after)
        self.assertEqual(self.kept(), [*bulk, *ahead, *live], "in the order of ids, so nothing behind them either")
        position, _ids = self.read_all(page.after)
        self.run_retention(replace(position))
        self.assertEqual(self.kept(), [])
