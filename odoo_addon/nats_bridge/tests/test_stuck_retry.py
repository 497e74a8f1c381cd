from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..relay.checkpoint import Lane
from ..relay.window import LIVE, WindowReader
from .capture_case import CaptureCase


@tagged("post_install", "-at_install")
class TestStuckRetry(CaptureCase):
    """A retry publishes the very change once more, and only where that keeps the order of its record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(cls.env, "bridge-admin", "base.group_user,nats_bridge.group_bridge_admin")
        cls.reader = new_test_user(cls.env, "bridge-reader", "base.group_user,nats_bridge.group_bridge_user")

    def setUp(self):
        super().setUp()
        self.next_transaction()
        self.company.ref = "too large"
        self.next_transaction()
        self.stuck = self.get_stuck()

    def get_stuck(self):
        """The last change, found stuck and passed over by the relay."""
        self.env.cr.execute(
            """INSERT INTO bridge_stuck_change (change_id, model, record_id, reason, found_at)
               SELECT change_id, model, record_id, 'too large', now() FROM bridge_outbox ORDER BY id DESC LIMIT 1"""
        )
        self.env.cr.execute("DELETE FROM bridge_relay_progress")
        self.env.cr.execute(
            """INSERT INTO bridge_relay_progress (relay_seq, window_from, window_to, last_id, published_at)
               SELECT 1, '2:2:', '5:5:', max(id), now() FROM bridge_outbox"""
        )
        return self.env["bridge.stuck.change"].search([], limit=1)

    def change(self):
        return self.env["bridge.outbox"].search([("change_id", "=", self.stuck.change_id)])

    def test_a_retried_change_waits_again_with_its_own_id(self):
        change_id = self.stuck.change_id
        change = self.change()
        self.assertEqual(change.state, "stuck")
        self.assertEqual(self.env["bridge.outbox"].search([("state", "=", "stuck")]), change)
        self.assertFalse(self.stuck.obstacle)
        self.stuck.with_user(self.admin).action_retry()
        change.invalidate_recordset()
        self.assertEqual((change.state, change.change_id), ("waiting", change_id))
        self.assertFalse(self.stuck.exists())

    def test_it_is_kept_who_retried_what(self):
        change_id = self.stuck.change_id
        self.stuck.with_user(self.admin).action_retry()
        retry = self.env["bridge.stuck.retry"].search([("change_id", "=", change_id)])
        self.assertEqual((retry.retried_by, retry.reason), (self.admin, "too large"))
        self.assertTrue(retry.retried_at)
        for edit in (
            lambda: retry.sudo().write({"reason": "none"}),
            lambda: retry.sudo().unlink(),
            lambda: retry.sudo().create({"change_id": "x", "reason": "y"}),
            lambda: retry.with_context(bridge_evidence_key="x").unlink(),
        ):
            with self.assertRaises(AccessError):
                edit()

    def test_a_change_that_a_later_one_overtook_is_not_retried(self):
        self.company.ref = "newer"
        self.next_transaction()
        self.stuck.invalidate_recordset()
        self.assertEqual(self.stuck.obstacle, "overtaken")
        with self.assertRaises(UserError):
            self.stuck.with_user(self.admin).action_retry()
        self.assertTrue(self.stuck.exists())

    def test_a_change_the_relay_still_works_on_is_not_retried(self):
        self.env.cr.execute("UPDATE bridge_relay_progress SET last_id = last_id - 1")
        self.assertEqual(self.stuck.obstacle, "pending")
        with self.assertRaises(UserError):
            self.stuck.with_user(self.admin).action_retry()

    def test_a_change_that_was_cleaned_up_is_not_retried(self):
        self.env.cr.execute("DELETE FROM bridge_outbox WHERE change_id = %s", (self.stuck.change_id,))
        self.assertEqual(self.stuck.obstacle, "gone")
        with self.assertRaises(UserError):
            self.stuck.with_user(self.admin).action_retry()

    def test_only_an_administrator_of_the_bridge_retries(self):
        with self.assertRaises(AccessError):
            self.stuck.with_user(self.reader).action_retry()
        self.stuck.with_user(self.admin).action_retry()
        self.assertFalse(self.stuck.exists())

    def test_the_relays_own_query_finds_it_once_in_the_next_window(self):
        """Asks as the relay does: the row is in no old window any more, and in one new one."""
        number = self.change().id
        old = Lane("2:2:", "5:5:", 0)
        self.assertIn(number, self.ids(old))
        self.stuck.with_user(self.admin).action_retry()
        # not the snapshot's end: other databases of the cluster may have begun transactions before this one got its id
        self.env.cr.execute("SELECT (pg_current_xact_id()::text::bigint + 1)::text")
        (later,) = self.env.cr.fetchone()
        self.assertNotIn(number, self.ids(old))
        self.assertIn(number, self.ids(Lane("5:5:", f"{later}:{later}:", 0)))
        self.assertNotIn(number, self.ids(Lane(f"{later}:{later}:", f"{later}:{later}:", 0)))

    def ids(self, lane):
        """What the relay's reader finds, on the test's own transaction, whose rows no other session sees."""
        _lane, changes = WindowReader(LIVE, 2**20).rows(_Rows(self.env.cr), lane, 499)
        return [change.id for change in changes]


class _Rows:
    """psycopg2's way to iterate, which Odoo's cursor lacks."""

    def __init__(self, cursor):
        self._cursor = cursor

    def execute(self, *arguments):
        self._cursor.execute(*arguments)

    def fetchone(self):
        return self._cursor.fetchone()

    def __iter__(self):
        return iter(self._cursor.fetchall())
