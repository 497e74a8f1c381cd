from odoo.tests import tagged

from ..capture.sieve import left_out, plain_conditions
from ..capture.touches import Touch
from .capture_case import PARTNER_WATCH, CaptureCase

_COLUMNS = {"ref": "text", "name": "text", "active": "boolean", "parent_id": "one"}
_PLAIN = [["ref", "=", "wanted"]]
# says the same in a way that notes alone cannot judge
_UNJUDGED = ["&", ["ref", "=", "wanted"], ["id", "!=", 0]]


@tagged("post_install", "-at_install")
class TestCaptureSieve(CaptureCase):
    """A narrow watch tells the same whether its notes or the database say what it leaves out."""

    def _each_way(self):
        for domain in (_PLAIN, _UNJUDGED):
            with self.subTest(domain=domain):
                self.push({**PARTNER_WATCH, "domain": domain})
                [plan] = self.env["bridge.watch"]._plans()
                self.assertEqual(bool(plan.conditions), domain is _PLAIN)
                self.company.ref = self.other.ref = "unwanted"
                self.next_transaction()
                yield

    def test_a_record_that_becomes_wanted_is_told_with_all_its_changes(self):
        for _way in self._each_way():
            self.company.name = "Acme and Sons"
            self.env.flush_all()
            self.company.ref = "wanted"
            change = self.only(self.company)
            self.assertEqual(change["fields"], ["name", "ref"])
            [row] = change["rows"]
            self.assertEqual(row["old"], {"name": "Acme", "ref": "unwanted"})
            self.company.name = "Acme"

    def test_a_record_that_is_not_wanted_any_more_is_not_told(self):
        for _way in self._each_way():
            self.company.ref = "wanted"
            self.env.flush_all()
            self.company.ref = "unwanted again"
            self.other.name = "Bolts"
            self.assertEqual(self.told(), {})

    def test_what_an_earlier_fold_told_is_withdrawn(self):
        for _way in self._each_way():
            self.company.ref = "wanted"
            self.assertEqual(set(self.told()), {self.company.id})
            self.company.ref = "unwanted again"
            self.assertEqual(self.told(), {})

    def test_children_follow_their_root(self):
        for _way in self._each_way():
            self.company.ref = "wanted"
            self.next_transaction()
            stays = self.Partner.create({"name": "Cora", "parent_id": self.other.id})
            moves = self.Partner.create({"name": "Mo", "parent_id": self.other.id})
            self.next_transaction()
            # no note of the company itself: the database judges it
            self.contact.email = f"{self.contact.email}+"
            stays.email = "cora@example.org"
            self.other.name = f"{self.other.name}+"
            moves.parent_id = self.company
            self.assertEqual({row["id"] for row in self.only(self.company)["rows"]}, {self.contact.id, moves.id})

    def test_a_deleted_record_that_was_told_of_is_told(self):
        for _way in self._each_way():
            record = self.Partner.create({"name": "Gone", "ref": "wanted"})
            self.assertEqual(self.only(record)["op"], "create")
            self.next_transaction()
            id_ = record.id
            record.unlink()
            self.assertEqual(self.told()[id_]["op"], "delete")

    def test_only_plain_conditions_on_watched_texts_are_judged(self):
        self.assertEqual(plain_conditions([], _COLUMNS), {})
        self.assertEqual(plain_conditions([("ref", "in", ["a", "b"]), ["ref", "=", "b"]], _COLUMNS), {"ref": {"b"}})
        for domain in (
            ["|", ["ref", "=", "a"], ["name", "=", "b"]],
            ["!", ["ref", "=", "a"]],
            [["ref", "!=", "a"]],
            [["ref", "=", False]],
            [["ref", "in", ["a", False]]],
            [["ref", "in", "ab"]],
            [["ref", "=", ""]],
            [["vat", "=", "a"]],
            [["parent_id.ref", "=", "a"]],
            [["active", "=", True]],
        ):
            self.assertEqual(plain_conditions(domain, _COLUMNS), {}, domain)

    def test_the_last_note_counts_and_a_row_that_is_gone_is_not_judged(self):
        def note(new):
            return Touch(1, "res_partner", 1, "update", {}, new)

        notes = {1: [note({"ref": "a"}), note({"ref": "b"})], 2: [note(None)], 3: [note({})], 4: [note({"ref": None})]}
        self.assertEqual(left_out({"ref": {"a"}}, notes), {1, 4})
