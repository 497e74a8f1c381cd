from odoo.tests import tagged

from .apply_case import ApplyCase


@tagged("post_install", "-at_install")
class TestApplyOperations(ApplyCase):
    def test_find_write_read_in_one_command(self):
        self.allow("res.partner", "write", fields=["name", "ref"])
        reply = self.apply(
            self.find_partner(),
            {
                "op": "write",
                "on": "partner",
                "values": {"name": "Acme 2", "ref": "A-2"},
            },
            {
                "op": "read",
                "on": "partner",
                "as": "partner",
                "spec": {"name": {}, "ref": {}},
            },
        )
        self.assertEqual(reply["outcome"], "applied", reply)
        self.assertEqual(
            reply["answer"],
            {"partner": {"id": self.partner.id, "name": "Acme 2", "ref": "A-2"}},
        )
        self.assertTrue(reply["applied_at"].endswith("Z"))
        self.assertTrue(reply["transaction_id"].isdigit())
        self.assertFalse(reply["replayed"])
        self.assertEqual(self.partner.name, "Acme 2")

    def test_create_refers_to_what_was_found(self):
        self.allow("res.partner", "create", fields=["name", "parent_id"])
        reply = self.apply(
            self.find_partner(),
            {
                "op": "create",
                "as": "child",
                "model": "res.partner",
                "values": {"name": "Branch", "parent_id": {"ref": "partner"}},
            },
            {
                "op": "read",
                "on": "child",
                "as": "child",
                "spec": {
                    "parent_id": {"fields": {"name": {}}},
                    "child_ids": {},
                    "email": {},
                },
            },
        )
        child = self.partner.child_ids
        self.assertEqual(
            reply["answer"]["child"],
            {
                "id": child.id,
                "parent_id": {"id": self.partner.id, "name": "Acme"},
                "child_ids": [],
                "email": None,
            },
        )

    def test_refs_gives_all_ids_of_a_binding(self):
        children = self.env["res.partner"].create(
            [{"name": name, "parent_id": self.partner.id} for name in ("B", "C")]
        )
        reply = self.apply(
            self.find_partner(
                **{
                    "as": "kids",
                    "domain": [["parent_id", "=", self.partner.id]],
                    "expect": "some",
                }
            ),
            self.find_partner(
                **{
                    "as": "same",
                    "domain": [["id", "in", {"refs": "kids"}]],
                    "expect": "some",
                }
            ),
            {"op": "read", "on": "same", "as": "kids", "spec": {"name": {}}},
        )
        self.assertEqual(
            reply["answer"]["kids"],
            [{"id": child.id, "name": child.name} for child in children],
        )

    def test_an_outermost_key_ref_is_a_field(self):
        self.allow("res.partner", "write", fields=["ref"])
        reply = self.apply(
            self.find_partner(),
            {"op": "write", "on": "partner", "values": {"ref": "partner"}},
        )
        self.assertEqual(reply["outcome"], "applied", reply)
        self.assertEqual(self.partner.ref, "partner")

    def test_call_runs_a_public_method_with_its_context(self):
        self.allow("res.partner", "call", method="action_archive")
        reply = self.apply(
            self.find_partner(),
            {
                "op": "call",
                "on": "partner",
                "method": "action_archive",
                "context": {"x": 1},
            },
        )
        self.assertEqual(reply["outcome"], "applied", reply)
        self.assertFalse(self.partner.active)

    def test_call_on_nothing_does_nothing(self):
        self.allow("res.partner", "call", method="action_archive")
        nothing = self.find_partner(domain=[["id", "=", 0]], expect="any")
        reply = self.apply(nothing, {"op": "call", "on": "partner", "method": "action_archive"})
        self.assertEqual(reply["outcome"], "applied", reply)

    def test_find_refuses_none_and_several(self):
        none = self.apply(self.find_partner(domain=[["id", "=", 0]]))
        self.assert_refused(none, "partner-not-found")
        several = self.apply(self.find_partner(domain=[]), command_id="c-2")
        self.assert_refused(several, "partner-not-found")
        self.assertIn("More than one", several["refusal"]["message"])

    def test_assert_refuses_unless_all_match(self):
        check = {"op": "assert", "on": "partner", "refusal": "wrong-ref"}
        right = self.apply(self.find_partner(), {**check, "domain": [["ref", "=", "A-1"]]})
        self.assertEqual(right["outcome"], "applied")
        wrong = self.apply(
            self.find_partner(),
            {**check, "domain": [["ref", "=", "B-1"]]},
            command_id="c-2",
        )
        self.assert_refused(wrong, "wrong-ref")

    def test_a_refusal_undoes_what_came_before_it(self):
        self.allow("res.partner", "write", fields=["name"])
        reply = self.apply(
            self.find_partner(),
            {"op": "write", "on": "partner", "values": {"name": "Changed"}},
            {
                "op": "assert",
                "on": "partner",
                "domain": [["id", "=", 0]],
                "refusal": "no-way",
            },
        )
        self.assert_refused(reply, "no-way")
        self.assertEqual(self.partner.name, "Acme")

    def test_a_refusal_drops_what_waits_for_the_commit(self):
        sent = []
        self.env.cr.postcommit.add(lambda: sent.append("mail"))
        self.assert_refused(self.apply(self.find_partner(domain=[["id", "=", 0]])), "partner-not-found")
        self.env.cr.postcommit.run()
        self.assertEqual(sent, [])

    def test_odoos_refusals_have_codes(self):
        self.allow("res.partner", "write", fields=["parent_id", "name", "company_id"])
        cycle = self.apply(
            self.find_partner(),
            {
                "op": "write",
                "on": "partner",
                "values": {"parent_id": {"ref": "partner"}},
            },
        )
        self.assert_refused(cycle, "odoo-refused")
        with self.assertLogs("odoo.sql_db", "ERROR"):
            broken = self.apply(
                self.find_partner(),
                {"op": "write", "on": "partner", "values": {"name": None}},
                command_id="c-2",
            )
        self.assert_refused(broken, "odoo-refused")

    def test_odoos_access_rights_hold(self):
        self.allow("res.currency", "read")
        self.allow("res.currency", "write", fields=["symbol"])
        currency = self.env.company.currency_id
        reply = self.apply(
            self.find_partner(model="res.currency", domain=[["id", "=", currency.id]]),
            {"op": "write", "on": "partner", "values": {"symbol": "X"}},
        )
        self.assert_refused(reply, "odoo-access-denied")

    def test_version_conflict(self):
        self.env.cr.execute(
            "INSERT INTO bridge_version (model, record_id, version) VALUES (%s, %s, 7)",
            ["res.partner", self.partner.id],
        )
        expect = {"model": "res.partner", "id": self.partner.id, "version": 7}
        self.assertEqual(self.apply(self.find_partner(), expect=expect)["outcome"], "applied")
        stale = self.apply(self.find_partner(), expect={**expect, "version": 6}, command_id="c-2")
        self.assert_refused(stale, "version-conflict")
