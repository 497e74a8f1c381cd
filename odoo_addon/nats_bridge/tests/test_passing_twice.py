from concurrent.futures import ThreadPoolExecutor

from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from ..capture import retry
from ..clock.run import tell_batch, tell_passed
from .own_transaction import Transaction

_WATCH = {
    "model": "res.currency.rate",
    "spec": {"name": {}, "rate": {}},
    "passes": {"test.rate.stale": {"date": "name", "domain": [["currency_id.name", "=", "XBR"]]}},
}


@tagged("post_install", "-at_install")
class TestPassingTwice(BaseCase):
    """Real connections and real commits: killed, rolled back, two at once. Everything is removed again afterwards."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with Transaction() as env:
            names = ("model", "spec", "domain", "passes", "contracts")
            kept = [{name: watch[name] for name in names if watch[name]} for watch in env["bridge.watch"].search([])]
            env["bridge.watch"].push([_WATCH])
        self.addCleanup(self._clean, kept)
        with Transaction() as env:
            self.coin = env["res.currency"].create({"name": "XBR", "symbol": "x"}).id
            days = [{"currency_id": self.coin, "name": f"2020-01-0{day}", "rate": 2} for day in range(1, 7)]
            self.rates = env["res.currency.rate"].create(days).ids
            self.moment = env["bridge.clock"]._moments()[0]

    def _clean(self, kept):
        with Transaction() as env:
            env["bridge.watch"].push(kept)
            inactive = env["bridge.watch"].with_context(active_test=False).search([("active", "=", False)])
            inactive.filtered(lambda watch: watch.model == _WATCH["model"]).unlink()
            env["res.currency"].browse(self.coin).unlink()
            for table in ("bridge_outbox", "bridge_version", "bridge_passing"):
                env.cr.execute(f"DELETE FROM {table} WHERE model = %s", (_WATCH["model"],))  # pylint: disable=sql-injection
            env.cr.execute("DELETE FROM bridge_touch")
        self.registry.clear_all_caches()
        self.registry.cache_invalidated.clear()

    def _told(self):
        with Transaction() as env:
            env.cr.execute(
                "SELECT record_id FROM bridge_outbox WHERE model = %s AND op = 'passed' ORDER BY record_id",
                (_WATCH["model"],),
            )
            return [record for (record,) in env.cr.fetchall()]

    def test_a_run_that_is_killed_between_and_within_batches_is_taken_up_by_the_next(self):
        with Transaction() as env:
            batch = tell_batch(env.cr, self.moment, 0, limit=2)
        killed = Transaction().__enter__()
        tell_batch(killed.cr, self.moment, batch.last, limit=2)
        killed.cr.rollback()
        killed.cr.close()
        self.assertEqual(self._told(), self.rates[:2])
        self.assertEqual(tell_passed(self.registry), 4)
        self.assertEqual(self._told(), self.rates)
        self.assertEqual(tell_passed(self.registry), 0)

    def test_two_runs_at_once_tell_once(self):
        first = Transaction().__enter__()
        self.addCleanup(first.cr.close)
        late = Transaction().__enter__()
        self.addCleanup(late.cr.close)
        late.cr.execute("SELECT 1 FROM bridge_passing")  # its snapshot is taken now
        tell_batch(first.cr, self.moment, 0)
        with mute_logger("odoo.sql_db"), ThreadPoolExecutor() as pool:
            lost = pool.submit(tell_batch, late.cr, self.moment, 0)
            first.cr.commit()
            self.assertIsInstance(lost.exception(10), retry.LOST_RACES)
        late.cr.rollback()
        self.assertEqual(self._told(), self.rates)
        self.assertEqual(tell_passed(self.registry), 0)

    def test_a_record_that_is_written_meanwhile_is_told_as_it_is_then(self):
        tries = []

        def work(cr):
            tries.append(cr)
            cr.execute("SELECT 1 FROM bridge_passing")
            if len(tries) == 1:
                with Transaction() as env:
                    env["res.currency.rate"].browse(self.rates[0]).rate = 5
            return tell_batch(cr, self.moment, 0)

        with mute_logger("odoo.sql_db"):
            retry.in_transaction(self.registry, work)
        self.assertEqual(len(tries), 2)
        with Transaction() as env:
            env.cr.execute(
                """SELECT payload->'snapshot'->>'rate', version FROM bridge_outbox
                    WHERE model = %s AND record_id = %s ORDER BY id""",
                (_WATCH["model"], self.rates[0]),
            )
            self.assertEqual([(float(rate), version) for rate, version in env.cr.fetchall()], [(2, 1), (5, 2), (5, 3)])
