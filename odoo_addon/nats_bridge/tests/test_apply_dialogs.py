from odoo.tests import tagged

from .apply_case import ApplyCase


@tagged("post_install", "-at_install")
class TestApplyDialogs(ApplyCase):
    """A method of Odoo that answers with an action: ``open_commercial_entity`` opens a form."""

    def setUp(self):
        super().setUp()
        self.allow("res.partner", "write", fields=["name"])
        self.allow("res.partner", "call", method="open_commercial_entity")
        self.rename = {"op": "write", "on": "partner", "values": {"name": "Renamed"}}
        self.open = {"op": "call", "on": "partner", "method": "open_commercial_entity"}

    def looked_at(self, *domain):
        return {"op": "assert", "on": "partner", "domain": list(domain), "refusal": "not-as-it-should-be"}

    def test_an_action_that_nothing_looks_after_is_refused_and_undone(self):
        reply = self.apply(self.find_partner(), self.rename, self.open)
        self.assert_refused(reply, "wizard-needed")
        self.assertIn("open_commercial_entity of res.partner", reply["refusal"]["message"])
        self.assertEqual(self.partner.name, "Acme")

    def test_what_was_looked_at_before_the_call_proves_nothing(self):
        looked = self.looked_at(["name", "=", "Renamed"])
        self.assert_refused(self.apply(self.find_partner(), self.rename, looked, self.open), "wizard-needed")

    def test_another_record_that_is_looked_at_proves_nothing(self):
        other = self.find_partner(**{"as": "other"})
        reply = self.apply(self.find_partner(), other, self.open, {**self.looked_at(), "on": "other"})
        self.assert_refused(reply, "wizard-needed")

    def test_a_find_that_takes_nothing_for_an_answer_proves_nothing(self):
        anything = self.find_partner(**{"as": "kids", "domain": [["parent_id", "=", {"ref": "partner"}]], "expect": "any"})
        self.assert_refused(self.apply(self.find_partner(), self.open, anything), "wizard-needed")

    def test_an_action_counts_when_the_record_is_looked_at_afterwards(self):
        looked = self.looked_at(["name", "=", "Renamed"])
        self.assertEqual(self.apply(self.find_partner(), self.rename, self.open, looked)["outcome"], "applied")
        found = self.find_partner(**{"as": "same", "domain": [["id", "=", {"ref": "partner"}]]})
        reply = self.apply(self.find_partner(), self.open, found, command_id="c-2")
        self.assertEqual(reply["outcome"], "applied", reply)

    def test_a_record_that_is_not_as_it_should_be_has_the_operations_own_code(self):
        looked = self.looked_at(["name", "=", "Somebody else"])
        reply = self.apply(self.find_partner(), self.rename, self.open, looked)
        self.assert_refused(reply, "not-as-it-should-be")
        self.assertEqual(self.partner.name, "Acme")

    def test_a_command_without_operations_is_refused(self):
        reply = self.apply()
        self.assert_refused(reply, "nothing-to-do")
        self.assertEqual(self.apply(), {**reply, "replayed": True})
