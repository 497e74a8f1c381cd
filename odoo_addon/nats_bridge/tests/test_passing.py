from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..clock import run
from ..clock.run import tell_batch
from .passing_case import RATE_WATCH, STALE, PassingCase


@tagged("post_install", "-at_install")
class TestPassing(PassingCase):
    """A date that passes is told once, while its record still waits."""

    def test_a_day_has_passed_when_the_next_one_begins(self):
        due = self.rate("2030-01-10")
        self.assertEqual(self.dates(), {})
        self.clock("2030-01-11 00:00:00")
        self.assertEqual(self.dates(), {due.id: ["2030-01-10"]})

    def test_what_is_told_is_a_change_with_snapshot_version_and_moment(self):
        due = self.rate("2030-01-09")
        before = self.only(due)["version"]
        self.next_transaction()
        tell_batch(self.env.cr, self.moment(), 0)
        change = self.only(due)
        self.assertEqual(change["passed"], {"moment": STALE, "dates": ["2030-01-09"]})
        self.assertEqual((change["op"], change["fields"], change["rows"]), ("passed", [], []))
        self.assertEqual((change["version"], change["lane"], change["actor"]), (before + 1, "live", None))
        self.assertEqual((change["snapshot"]["rate"], change["snapshot"]["currency_id"]["name"]), (2, "XBR"))

    def moment(self):
        return self.env["bridge.clock"]._moments()[0]

    def test_it_is_told_once_however_often_the_job_runs(self):
        due = self.rate("2030-01-09")
        self.assertEqual(list(self.dates()), [due.id])
        self.assertEqual(self.dates(), {})
        self.clock("2030-02-01 12:00:00")
        self.assertEqual(self.dates(), {})

    def test_a_record_that_is_done_in_time_is_never_told(self):
        due = self.rate("2030-01-10")
        due.rate = 3
        self.clock("2030-01-12 12:00:00")
        self.assertEqual(self.dates(), {})
        due.rate = 2
        self.assertEqual(self.dates(), {due.id: ["2030-01-10"]})

    def test_done_and_undone_again_is_no_second_time(self):
        due = self.rate("2030-01-09")
        self.assertEqual(len(self.dates()), 1)
        due.rate = 3
        self.assertEqual(self.dates(), {})
        due.rate = 2
        self.assertEqual(self.dates(), {})

    def test_a_date_that_is_moved_and_passes_again_is_told_again(self):
        due = self.rate("2030-01-09")
        self.assertEqual(len(self.dates()), 1)
        due.name = "2030-01-20"
        self.assertEqual(self.dates(), {})
        self.clock("2030-01-21 12:00:00")
        self.assertEqual(self.dates(), {due.id: ["2030-01-20"]})
        due.name = "2030-01-09"
        self.assertEqual(self.dates(), {})

    def test_a_day_passes_where_its_company_is(self):
        east = self.env["res.company"].create({"name": "East"})
        east.partner_id.tz = "Pacific/Kiritimati"  # 14 hours ahead: there it is 11 January
        here, there = self.rate("2030-01-10"), self.rate("2030-01-10", company=east)
        self.assertEqual(self.dates(), {there.id: ["2030-01-10"]})
        self.clock("2030-01-11 00:00:00")
        self.assertEqual(self.dates(), {here.id: ["2030-01-10"]})

    def test_an_instant_passes_everywhere_at_once(self):
        fields = {"interval_number": {}, "nextcall": {}}
        passes = {"test.job.late": {"date": "nextcall", "domain": [["interval_number", "=", 7]]}}
        self.push(RATE_WATCH, {"model": "ir.cron", "spec": fields, "passes": passes})
        values = {"name": "Late", "model_id": self.env.ref("base.model_res_partner").id, "interval_number": 7}
        job = self.env["ir.cron"].create({**values, "nextcall": "2030-01-10 12:00:00"})
        self.assertEqual(self.dates(moment="test.job.late"), {})
        self.clock("2030-01-10 12:00:01")
        self.assertEqual(self.dates(moment="test.job.late"), {job.id: ["2030-01-10T12:00:00Z"]})

    def test_dates_of_lines_are_told_with_their_record(self):
        spec = {"name": {}, "rate_ids": {"fields": {"name": {}, "rate": {}}}}
        passes = {"test.coin.stale": {"date": "rate_ids.name", "domain": [["name", "=", "XBR"]], "lines": [["rate", "=", 2]]}}
        self.push({"model": "res.currency", "spec": spec, "passes": passes})
        for day, rate in (("2030-01-07", 2), ("2030-01-08", 3), ("2030-01-09", 2), ("2030-01-20", 2)):
            self.rate(day, rate)
        self.assertEqual(self.dates(moment="test.coin.stale"), {self.coin.id: ["2030-01-07", "2030-01-09"]})
        self.clock("2030-01-21 12:00:00")
        self.assertEqual(self.dates(moment="test.coin.stale"), {self.coin.id: ["2030-01-20"]})

    def test_the_watchs_own_filter_holds(self):
        self.push({**RATE_WATCH, "domain": [["currency_id.name", "!=", "XBR"]]})
        self.rate("2030-01-09")
        self.assertEqual(self.dates(), {})

    def test_batches_go_on_where_the_last_one_ended(self):
        due = [self.rate(f"2030-01-0{day}").id for day in range(1, 8)]
        self.assertEqual(sorted(self.dates(limit=2)), due)
        self.assertEqual(self.dates(limit=2), {})

    @mute_logger("odoo.addons.nats_bridge.clock.run")
    def test_a_record_that_cannot_be_read_does_not_stop_the_others(self):
        first, broken, last = (self.rate(f"2030-01-0{day}") for day in (1, 2, 3))
        read = run.read_nodes

        def read_unless_broken(env, reading, ids):
            if broken.id in ids:
                env.cr.execute("SELECT 1 / 0")  # leaves the transaction in error, too
            return read(env, reading, ids)

        with patch.object(run, "read_nodes", read_unless_broken), mute_logger("odoo.sql_db"):
            self.assertEqual(sorted(self.dates()), [first.id, last.id])
        self.assertEqual(list(self.dates()), [broken.id])

    def test_a_flood_waits_behind_the_peoples_work(self):
        self.rate("2030-01-08")
        with patch.object(run, "_LIVE_RECORDS", 1):
            self.assertEqual(self.lanes(), {"live"})
            self.rate("2030-01-01")
            self.rate("2030-01-02")
            self.assertEqual(self.lanes(), {"bulk"})

    def lanes(self):
        self.next_transaction()

        def at_once(_registry, work):
            return work(self.env.cr)

        with patch.object(run, "in_transaction", at_once):
            run._tell_moment(self.env.registry, self.moment())
        return {change["lane"] for change in self.passed("res.currency.rate").values()}

    def test_the_scheduled_action_tells_and_can_be_run_by_hand(self):
        due = self.rate("2030-01-09")
        self.next_transaction()
        job = self.env.ref("nats_bridge.cron_passed")
        self.assertTrue(job.active)
        self.registry_enter_test_mode()
        job.with_user(self.env.ref("base.user_admin")).method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(list(self.passed("res.currency.rate")), [due.id])
        entry = self.env["bridge.timeline"].search([("model", "=", due._name), ("record_id", "=", due.id)], limit=1)
        self.assertEqual((entry.kind, entry.detail), ("passed", STALE))
