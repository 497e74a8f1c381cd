from odoo.tests import tagged
from odoo.tools import mute_logger

from .capture_case import PARTNER_WATCH, CaptureCase

_DEEP_WATCH = {
    **PARTNER_WATCH,
    "spec": {
        **PARTNER_WATCH["spec"],
        "child_ids": {"fields": {"name": {}, "email": {}, "bank_ids": {"fields": {"acc_number": {}}}}},
    },
}


@tagged("post_install", "-at_install")
class TestCaptureSeveralFolds(CaptureCase):
    """What is told depends on how the transaction found things and left them, not on the way between."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.third = cls.Partner.create({"name": "Cog", "is_company": True})
        cls.push(_DEEP_WATCH)
        cls.env.cr.flush()

    def setUp(self):
        super().setUp()
        self.next_transaction()

    def _each_way(self):
        """Once folded at the end, once after each step."""
        for flush in (self.env.flush_all, self.env.cr.flush):
            with self.subTest(flush=flush.__qualname__):
                yield flush
                self.next_transaction()

    def test_a_root_that_a_child_passed_through_is_not_told(self):
        for flush in self._each_way():
            contact = self.Partner.create({"name": "Mover", "parent_id": self.company.id})
            self.next_transaction()
            for company in (self.other, self.third):
                contact.parent_id = company
                flush()
            told = self.told()
            self.assertNotIn(self.other.id, told)
            for root in (self.company, self.third):
                [row] = [row for row in told[root.id]["rows"] if row["path"] == "child_ids"]
                self.assertEqual((row["op"], row["old"]["parent_id"]), ("update", self.company.id))
                self.assertEqual(row["new"]["parent_id"], self.third.id)

    def test_a_child_made_elsewhere_is_told_where_it_ends(self):
        for flush in self._each_way():
            contact = self.Partner.create({"name": "Mover", "parent_id": self.company.id})
            flush()
            contact.bank_ids = [(0, 0, {"acc_number": f"BE{contact.id}"})]
            flush()
            contact.parent_id = self.other
            told = self.told()
            self.assertNotIn(self.company.id, told)
            self.assertEqual(
                [(row["path"], row["op"]) for row in told[self.other.id]["rows"]],
                [("child_ids", "create"), ("child_ids.bank_ids", "create")],
            )
            self.assertEqual(told[self.other.id]["rows"][0]["new"]["parent_id"], self.other.id)

    def test_a_later_fold_reads_the_first_ones_records_again(self):
        self.company.category_id = self.red
        self.env.cr.flush()
        self.red.name = "Crimson"
        self.contact.email = "ann@example.com"
        change = self.only(self.company)
        self.assertEqual(change["snapshot"]["category_id"], [{"id": self.red.id, "name": "Crimson"}])

    def test_a_fold_that_was_rolled_back_is_forgotten(self):
        self.company.ref = "kept"
        self.env.cr.flush()
        self.env.cr.execute("SAVEPOINT unknown_to_odoo")
        self.company.name = "gone"
        self.contact.parent_id = self.other
        self.env.cr.flush()
        self.env.cr.execute("ROLLBACK TO unknown_to_odoo")
        self.env.invalidate_all(flush=False)
        self.company.partner_latitude = 7
        self.assertEqual(self.only(self.company)["fields"], ["partner_latitude", "ref"])

    def test_a_filtered_record_first_told_by_this_transaction_is_not_told_when_deleted(self):
        self.push({**PARTNER_WATCH, "domain": [["is_company", "=", True]]})
        hidden = self.Partner.create({"name": "Hidden", "is_company": False})
        self.next_transaction()
        hidden.is_company = True
        hidden.ref = "seen by one fold"
        self.assertIn(hidden.id, self.told())
        hidden.unlink()
        self.assertNothingTold()

    def test_nothing_is_folded_inside_a_savepoint(self):
        with self.env.cr.savepoint():
            self.company.ref = "inside"
            self.assertEqual(self.told(), {})
        self.assertEqual(self.only(self.company)["fields"], ["ref"])

    def test_an_import_that_goes_on_record_by_record_is_folded_once(self):
        rows = [[f"Row {n}"] for n in range(20)] + [[""]]
        before = self.env.cr.sql_log_count
        with mute_logger("odoo.sql_db"):
            self.assertFalse(self.Partner.load(["name"], rows)["ids"])
        self.env.cr.execute("SELECT nullif(current_setting('nats_bridge.folds', true), '')")
        self.assertEqual(self.env.cr.fetchone(), (None,))
        self.assertGreater(self.env.cr.sql_log_count, before + len(rows), "each record was tried")
        self.assertNothingTold()
