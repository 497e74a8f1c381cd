from odoo import Command
from odoo.tests import tagged

from ..capture.snapshot import _nodes, fresh_environment, read_nodes
from ..relay.backfill import append_snapshots
from .capture_case import CaptureCase

# Whether a currency is the company's own is computed for the company that asks, and stored nowhere.
_OWN = "is_current_company_currency"


@tagged("post_install", "-at_install")
class TestCaptureCompany(CaptureCase):
    """A snapshot is read in the company of its record, whoever made the change and in whichever company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.main = cls.env["res.users"].browse(1).company_id
        own = cls.main.currency_id
        foreign = cls.env["res.currency"].create({"name": "XBR", "symbol": "x"})
        cls.branch = cls.env["res.company"].create({"name": "Branch", "currency_id": foreign.id})
        country = cls.env["res.country"].create({"name": "Bridgeland", "code": "X9", "currency_id": own.id})
        watch = {"ref": {}, "country_id": {"fields": {"currency_id": {"fields": {_OWN: {}}}}}}
        cls.push({"model": "res.partner", "spec": watch})
        cls.here, cls.there, cls.nowhere = cls.Partner.create(
            [{"name": name, "country_id": country.id} for name in ("Here", "There", "Nowhere")]
        )
        cls.here.company_id, cls.there.company_id = cls.main, cls.branch
        cls.env.cr.flush()

    def setUp(self):
        super().setUp()
        self.next_transaction()

    def own_currency(self, snapshot):
        return snapshot["country_id"]["currency_id"][_OWN]

    def expected(self):
        return {self.here.id: True, self.there.id: False, self.nowhere.id: True}

    def test_each_record_is_read_in_its_own_company(self):
        (self.here + self.there + self.nowhere).ref = "all at once"
        told = self.told()
        self.assertEqual({id_: self.own_currency(told[id_]["snapshot"]) for id_ in told}, self.expected())

    def test_the_company_of_the_user_does_not_matter(self):
        self.addCleanup(setattr, self.env.transaction, "default_env", self.env.transaction.default_env)
        user = self.env.ref("base.user_admin")
        user.company_ids = [Command.link(self.branch.id)]
        context = {"allowed_company_ids": [self.branch.id, self.main.id]}
        self.env.transaction.default_env = self.env(user=user, context=context)
        (self.here + self.there + self.nowhere).with_context(**context).ref = "from the branch"
        told = self.told()
        self.assertEqual({told[id_]["actor"]["company_id"] for id_ in told}, {self.branch.id})
        self.assertEqual({id_: self.own_currency(told[id_]["snapshot"]) for id_ in told}, self.expected())

    def test_a_record_that_changes_company_is_read_in_the_new_one(self):
        self.here.write({"company_id": self.branch.id, "ref": "moved"})
        self.assertIs(self.own_currency(self.only(self.here)["snapshot"]), False)

    def test_a_backfill_reads_in_the_same_company(self):
        self.assertEqual(append_snapshots(self.env.cr, "res.partner", self.here.id - 1, 3), list(self.expected()))
        told = self.told()
        self.assertEqual({id_: self.own_currency(told[id_]["snapshot"]) for id_ in told}, self.expected())

    def test_one_company_costs_no_query_and_a_second_one_only_what_differs(self):
        [plan] = self.env["bridge.watch"]._plans()
        self.nowhere.company_id = self.here.company_id
        self.env.flush_all()

        def queries(read, *partners):
            before = self.env.cr.sql_log_count
            with fresh_environment(self.env.cr) as env:
                nodes = read(env, plan.reading, [partner.id for partner in partners], {})
            self.assertEqual(len(nodes), len(partners))
            return self.env.cr.sql_log_count - before

        in_no_company = queries(_nodes, self.here, self.nowhere)
        self.assertLessEqual(queries(read_nodes, self.here, self.nowhere), in_no_company)
        self.assertLessEqual(queries(read_nodes, self.here, self.there), in_no_company + 1)
