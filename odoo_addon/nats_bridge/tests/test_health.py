import json

from odoo.exceptions import AccessError
from odoo.sql_db import connection_info_for
from odoo.tests import new_test_user, tagged

from ..relay.leadership import Leadership
from .capture_case import CaptureCase


@tagged("post_install", "-at_install")
class TestHealth(CaptureCase):
    """The health page says what an administrator has to know, and that first which hurts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.cr.execute("DELETE FROM bridge_outbox; DELETE FROM bridge_relay_progress")
        cls.env.cr.execute("DELETE FROM bridge_stuck_change")

    def health(self):
        self.env.invalidate_all()
        return self.env["bridge.health"].browse(1)

    def lead(self):
        """A session of its own that leads as the relay does."""
        leadership = Leadership(connection_info_for(self.env.cr.dbname)[1])
        leadership.open()
        self.addCleanup(self.wait_until_nobody_leads)
        self.addCleanup(leadership.close)
        self.assertTrue(leadership.acquire(), "no relay may run on a test's database")
        return leadership

    def wait_until_nobody_leads(self):
        """PostgreSQL notices the end of a session a moment later."""
        for _attempt in range(100):
            if not self.health().leading:
                return
            self.env.cr.execute("SELECT pg_sleep(0.05)")
        self.fail("a session that was closed still leads")

    def change(self, minutes_ago=0):
        """One waiting change of an earlier transaction."""
        self.company.ref = f"{self.company.ref}+"
        self.next_transaction()
        self.env.cr.execute(
            """UPDATE bridge_outbox SET occurred_at = now() AT TIME ZONE 'UTC' - %s * interval '1 minute'
                WHERE id = (SELECT max(id) FROM bridge_outbox)""",
            (minutes_ago,),
        )

    def publish_all(self):
        self.env.cr.execute(
            """INSERT INTO bridge_relay_progress (relay_seq, window_from, window_to, last_id, published_at)
               SELECT 7, '5:5:', '5:5:', max(id), now() FROM bridge_outbox"""
        )

    def test_without_a_relay_it_says_so(self):
        self.assertFalse(self.health().leading)
        self.assertEqual(self.health().verdict, "warning")
        self.change()
        self.assertEqual(self.health().verdict, "trouble")
        self.assertIn("nats_bridge_relay", self.health().verdict_text)

    def test_a_database_that_does_not_wait_for_its_disk_is_noticed(self):
        leadership = self.lead()
        setting = leadership._connection.cursor()
        setting.execute("SET synchronous_commit = on")
        setting.execute("SHOW fsync")
        self.assertEqual(leadership.commits_are_durable(), setting.fetchone() == ("on",))
        setting.execute("SET synchronous_commit = off")
        self.assertFalse(leadership.commits_are_durable())

    def test_the_relays_own_lock_is_what_it_looks_for(self):
        leadership = self.lead()
        self.assertTrue(self.health().leading)
        self.assertTrue(self.health().leader_since)
        leadership.close()
        self.wait_until_nobody_leads()

    def test_all_is_well_when_everything_is_published(self):
        self.lead()
        self.change()
        self.publish_all()
        health = self.health()
        self.assertEqual((health.verdict, health.waiting, health.stuck), ("good", 0, 0))
        self.assertEqual((health.published_today, health.relay_seq), (1, 7))
        self.assertTrue(health.last_published)
        self.assertFalse(health.oldest_waiting_age)

    def test_what_waits_is_counted_and_its_age_told(self):
        self.lead()
        self.change()
        self.publish_all()
        self.next_transaction_waits()
        health = self.health()
        self.assertEqual(health.waiting, 2)
        self.assertEqual(health.verdict, "trouble")
        self.assertEqual(health.oldest_waiting_age, "90 minutes")
        self.assertIn(health.oldest_waiting_age, health.verdict_text)

    def next_transaction_waits(self):
        """Two changes after the relay's last window, the older an hour and a half old."""
        for minutes_ago in (90, 1):
            self.change(minutes_ago)
            self.env.cr.execute("UPDATE bridge_outbox SET xid = '9' WHERE id = (SELECT max(id) FROM bridge_outbox)")

    def test_a_pause_an_empty_database_and_a_copy_are_named(self):
        self.lead()
        watch = self.env["bridge.watch"].search([("model", "=", "res.partner")])
        watch.action_pause()
        self.assertEqual((self.health().watches, self.health().paused), (0, 1))
        watch.unlink()
        self.assertEqual(self.health().verdict, "note")
        self.env["ir.config_parameter"].set_param("nats_bridge.neutralized", "True")
        self.assertIn("copy", self.health().verdict_text)

    def test_dates_that_nobody_looks_at_are_named(self):
        self.lead()
        self.publish_all()
        cron = self.env.ref("nats_bridge.cron_passed")
        cron.active = False
        self.assertEqual(self.health().verdict, "good")  # no watch asks for a date
        self.push({"model": "ir.cron", "spec": {"nextcall": {}}, "passes": {"test.job.late": {"date": "nextcall"}}})
        self.assertEqual(self.health().verdict, "warning")
        self.assertIn("scheduled action", self.health().verdict_text)
        cron.active = True
        self.assertEqual(self.health().verdict, "good")

    def test_the_graph_has_a_bar_for_each_hour(self):
        self.change()
        self.change(minutes_ago=120)
        (graph,) = json.loads(self.health().by_hour)
        values = [bar["value"] for bar in graph["values"]]
        self.assertEqual((len(values), sum(values), values[-1]), (24, 2, 1))

    def test_only_readers_of_the_bridge_see_it(self):
        clerk = new_test_user(self.env, "clerk", "base.group_user")
        with self.assertRaises(AccessError):
            self.health().with_user(clerk).read(["waiting"])
        reader = new_test_user(self.env, "bridge-reader", "base.group_user,nats_bridge.group_bridge_user")
        self.assertEqual(self.health().with_user(reader).read(["waiting"])[0]["waiting"], 0)
