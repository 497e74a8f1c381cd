from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import file_open

from ..clock.run import tell_batch
from ..hooks import uninstall_hook
from .passing_case import RATE_WATCH, STALE, PassingCase

MALFORMED = [
    ("soon", "an object with 'date'"),
    ({}, "an object with 'date'"),
    ({"date": 7}, "an object with 'date'"),
    ({"date": "name", "when": []}, "an object with 'date'"),
    ({"date": "name", "domain": "rate = 2"}, "must be lists"),
    ({"date": "rate"}, "rate is no stored date"),
    ({"date": "create_date"}, "create_date is no stored date"),
    ({"date": "currency_id.rate_ids.name"}, "currency_id.rate_ids.name is no stored date"),
    ({"date": "name", "lines": [["rate", "=", 2]]}, "the date is the record's own"),
    ({"date": "name", "domain": [["no_field", "=", 1]]}, "cannot be evaluated"),
]


@tagged("post_install", "-at_install")
class TestPassingWatch(PassingCase):
    """Which moments are asked for, from when on, and until when."""

    @property
    def watch(self):
        return self.env["bridge.watch"].search([("model", "=", "res.currency.rate")])

    def ledger(self):
        self.env.cr.execute("SELECT record_id, told FROM bridge_passing WHERE moment = %s ORDER BY record_id", (STALE,))
        return self.env.cr.fetchall()

    def test_what_lies_behind_when_a_moment_is_first_asked_for_is_not_told(self):
        self.push()
        old = [self.rate(f"2030-01-0{day}").id for day in range(1, 8)]
        self.push(RATE_WATCH)
        self.assertEqual(self.dates(), {})
        self.assertEqual(self.ledger(), [(id_, False) for id_ in old])

    def test_a_record_written_right_after_the_push_is_told_however_old_its_date(self):
        late = self.rate("2020-01-01")
        self.assertEqual(self.dates(), {late.id: ["2020-01-01"]})

    def test_another_push_of_the_same_moment_passes_over_nothing(self):
        due = self.rate("2030-01-09")
        self.push({**RATE_WATCH, "contracts": ["test.rate.stale.v2"]})
        self.assertEqual(list(self.dates()), [due.id])

    def test_a_moment_that_is_asked_otherwise_begins_anew(self):
        three = self.rate("2030-01-08", rate=3)
        self.push({**RATE_WATCH, "passes": {STALE: {"date": "name", "domain": [["rate", "in", [2, 3]]]}}})
        self.assertEqual(self.dates(), {})
        three.name = "2030-01-09"
        self.assertEqual(list(self.dates()), [three.id])

    def test_a_paused_watch_tells_nothing_and_does_not_catch_up(self):
        before, during = self.rate("2030-01-09"), self.rate("2030-01-10")
        self.assertEqual(list(self.dates()), [before.id])
        self.watch.with_user(self.env.ref("base.user_admin")).action_pause()
        self.clock("2030-01-15 12:00:00")
        self.assertEqual(self.dates(), {})
        self.watch.with_user(self.env.ref("base.user_admin")).action_resume()
        self.assertEqual(self.dates(), {})
        after = self.rate("2030-01-14")
        self.assertEqual(list(self.dates()), [after.id])
        self.assertIn((during.id, False), self.ledger())

    def test_a_pause_in_the_middle_of_a_run_ends_it(self):
        self.rate("2030-01-08")
        self.rate("2030-01-09")
        self.next_transaction()
        [moment] = self.env["bridge.clock"]._moments()
        batch = tell_batch(self.env.cr, moment, 0, limit=1)
        self.assertEqual(batch.told, 1)
        self.watch.paused = True
        self.next_transaction()
        self.assertIsNone(tell_batch(self.env.cr, moment, batch.last))

    def test_the_ledger_forgets_what_is_gone_and_only_that(self):
        gone, stays = self.rate("2030-01-08"), self.rate("2030-01-09")
        self.assertEqual(len(self.dates()), 2)
        gone.unlink()
        self.env.flush_all()
        self.env["bridge.clock"]._gc_passings()
        self.assertEqual(self.ledger(), [(stays.id, True)])
        self.push()
        self.env["bridge.clock"]._gc_passings()
        self.assertEqual(self.ledger(), [])

    def test_malformed_moments_are_refused_with_the_reason(self):
        for options, reason in MALFORMED:
            with self.subTest(options), self.assertRaisesRegex(ValidationError, reason):
                self.push({**RATE_WATCH, "passes": {STALE: options}})
        with self.assertRaisesRegex(ValidationError, "small letters"):
            self.push({**RATE_WATCH, "passes": {"Not A Name": {"date": "name"}}})
        with self.assertRaisesRegex(ValidationError, "object of moments"):
            self.push({**RATE_WATCH, "passes": ["name"]})
        self.assertEqual(list(self.watch.passes), [STALE])

    def test_a_moment_whose_date_went_with_an_upgrade_is_left_out_and_shown(self):
        self.watch.write({"passes": {**RATE_WATCH["passes"], "test.rate.gone": {"date": "gone_on"}}})
        self.assertIn("gone_on", self.watch.problems)
        self.assertEqual([moment.name for moment in self.env["bridge.clock"]._moments()], [STALE])

    def test_a_neutralized_copy_tells_nothing(self):
        self.rate("2030-01-09")
        self.env.flush_all()
        with file_open("nats_bridge/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        self.assertEqual(self.dates(), {})

    def test_a_database_of_an_earlier_version_gets_its_ledger(self):
        self.env.cr.execute("DROP TABLE bridge_passing")
        self.env["bridge.clock"].init()
        due = self.rate("2030-01-09")
        self.assertEqual(list(self.dates()), [due.id])

    def test_uninstalling_removes_the_ledger(self):
        uninstall_hook(self.env)
        self.env.cr.execute("SELECT to_regclass('bridge_passing')")
        self.assertIsNone(self.env.cr.fetchone()[0])
