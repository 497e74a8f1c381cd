import time
from concurrent.futures import ThreadPoolExecutor

import psycopg2
from odoo import sql_db
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from ..capture.fold import fold_external
from .own_transaction import Transaction

_WATCH = {"model": "res.partner.category", "spec": {"name": {}, "color": {}, "child_ids": {"fields": {"name": {}}}}}


@tagged("post_install", "-at_install")
class TestCaptureConcurrency(BaseCase):
    """Real connections and real commits, on a tag of its own; everything is removed again afterwards."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._transaction() as env:
            self.watches_before = [
                {"model": w.model, "spec": w.spec, "domain": w.domain or [], "contracts": w.contracts or []}
                for w in env["bridge.watch"].search([])
            ]
            env["bridge.watch"].push([_WATCH])
        self.addCleanup(self._clean)
        with self._transaction() as env:
            self.root = env["res.partner.category"].create({"name": "Root", "color": 1}).id  # Odoo would draw a colour
            children = [{"name": f"Child {n}", "parent_id": self.root} for n in (1, 2)]
            self.children = env["res.partner.category"].create(children).ids

    def _transaction(self):
        return Transaction()

    def _clean(self):
        with self._transaction() as env:
            env["bridge.watch"].push(self.watches_before)
            env["bridge.watch"].with_context(active_test=False).search([("model", "=", _WATCH["model"])]).filtered(
                lambda watch: not watch.active
            ).unlink()
            env["res.partner.category"].browse([*self.children, self.root]).exists().unlink()
            for table in ("bridge_outbox", "bridge_version"):
                env.cr.execute(f"DELETE FROM {table} WHERE model = %s", (_WATCH["model"],))  # pylint: disable=sql-injection
            env.cr.execute("DELETE FROM bridge_touch")
        self.registry.clear_all_caches()
        self.registry.cache_invalidated.clear()

    def _told(self):
        with self._transaction() as env:
            env.cr.execute(
                "SELECT payload FROM bridge_outbox WHERE model = %s AND record_id = %s ORDER BY id",
                (_WATCH["model"], self.root),
            )
            return [payload for (payload,) in env.cr.fetchall()]

    def test_two_transactions_on_one_root_take_turns(self):
        first, second = self._opened(), self._opened()
        # Odoo holds the registry's lock while it tests: the thread may only commit, not open anything
        first["res.partner.category"].browse(self.children[0]).name = "By the first"
        second["res.partner.category"].browse(self.children[1]).name = "By the second"
        second.flush_all()
        first.cr.flush()  # holds the root's version now
        with mute_logger("odoo.sql_db"), ThreadPoolExecutor() as pool:
            late = pool.submit(second.cr.commit)
            self._wait_until_blocked_by(first.cr)
            first.cr.commit()
            # Odoo answers this by running the request again
            self.assertIsInstance(late.exception(10), psycopg2.errors.SerializationFailure)
        second.cr.rollback()
        with self._transaction() as env:
            env["res.partner.category"].browse(self.children[1]).name = "By the second"
        told = self._told()
        self.assertEqual([change["version"] for change in told], [1, 2, 3])
        names = [child["name"] for child in told[-1]["snapshot"]["child_ids"]]
        self.assertEqual(names, ["By the first", "By the second"])

    def _opened(self):
        """An environment whose transaction the test ends itself; ended for it when it fails before."""
        transaction = self._transaction()
        env = transaction.__enter__()
        self.addCleanup(env.cr.close)
        return env

    def _wait_until_blocked_by(self, cr):
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with self._transaction() as env:
                env.cr.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))",
                    (cr.connection.get_backend_pid(),),
                )
                if env.cr.fetchone()[0]:
                    return
            time.sleep(0.02)
        self.fail("the second transaction does not wait for the first")

    def test_a_bare_cursor_is_told_as_external_by_the_relay(self):
        with sql_db.db_connect(get_db_name()).cursor() as cr:
            cr.execute("UPDATE res_partner_category SET color = 7 WHERE id = %s", (self.root,))
            cr.execute("SELECT pg_current_xact_id()::text")
            xid = cr.fetchone()[0]
        self.assertEqual(len(self._told()), 1)
        with self._transaction() as env:
            self.assertEqual(fold_external(env.cr), 1)
        change = self._told()[-1]
        self.assertEqual((change["origin"], change["transaction_id"], change["version"]), ("external", xid, 2))
        self.assertEqual(change["snapshot"]["color"], 7)

    def test_two_relays_fold_leftovers_once(self):
        with sql_db.db_connect(get_db_name()).cursor() as cr:
            cr.execute("UPDATE res_partner_category SET color = 8 WHERE id = %s", (self.root,))
        with self._transaction() as first, self._transaction() as second:
            self.assertEqual(fold_external(first.cr), 1)
            self.assertEqual(fold_external(second.cr), 0)
        self.assertEqual(len(self._told()), 2)

    def test_a_rolled_back_transaction_tells_nothing(self):
        env = self._opened()
        env["res.partner.category"].browse(self.root).color = 9
        env.cr.flush()
        env.cr.rollback()
        self.assertEqual(len(self._told()), 1)
        with self._transaction() as env:
            env["res.partner.category"].browse(self.root).color = 10
        self.assertEqual([change["version"] for change in self._told()], [1, 2])
