from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .capture_case import CaptureCase


@tagged("post_install", "-at_install")
class TestWatchPage(CaptureCase):
    """An administrator sees what a watch costs, and everybody sees who paused it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(cls.env, "bridge-admin", "base.group_user,nats_bridge.group_bridge_admin")
        cls.reader = new_test_user(cls.env, "bridge-reader", "base.group_user,nats_bridge.group_bridge_user")
        cls.watch = cls.env["bridge.watch"].search([("model", "=", "res.partner")])

    def test_the_cost_is_what_was_captured_in_the_last_day(self):
        self.next_transaction()
        self.env.cr.execute("DELETE FROM bridge_outbox")
        self.company.ref = "today"
        self.next_transaction()
        self.company.ref = "long ago"
        self.next_transaction()
        self.env.cr.execute(
            """UPDATE bridge_outbox SET occurred_at = occurred_at - interval '2 days'
                WHERE id = (SELECT max(id) FROM bridge_outbox)"""
        )
        watch = self.watch.with_user(self.reader)
        self.assertEqual(watch.rows_of_day, 1)
        self.assertRegex(watch.size_of_day, r"^\d+(\.\d+)? (bytes|Kb)$")

    def test_it_is_noted_who_paused_and_who_resumed(self):
        watch = self.watch.with_user(self.admin)
        watch.action_pause()
        self.assertEqual((watch.paused, watch.paused_by), (True, self.admin))
        self.assertTrue(watch.paused_at)
        self.assertFalse(watch.resumed_by)
        watch.action_resume()
        self.assertEqual((watch.paused, watch.resumed_by), (False, self.admin))
        self.assertGreaterEqual(watch.resumed_at, watch.paused_at)

    def test_a_pause_over_rpc_is_noted_too_and_the_note_cannot_be_written(self):
        watch = self.watch.with_user(self.admin)
        watch.write({"paused": True})
        self.assertEqual(watch.paused_by, self.admin)
        with self.assertRaises(AccessError):
            watch.write({"paused_by": self.reader.id})
        with self.assertRaises(AccessError):
            watch.write({"paused": False, "resumed_by": self.reader.id})

    def test_pausing_twice_keeps_the_first_note(self):
        self.watch.with_user(self.admin).action_pause()
        self.watch.action_pause()
        self.assertEqual(self.watch.paused_by, self.admin)

    def test_a_reader_cannot_pause(self):
        with self.assertRaises(AccessError):
            self.watch.with_user(self.reader).action_pause()
        self.assertFalse(self.watch.paused)
