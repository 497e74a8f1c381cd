from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .apply_case import ApplyCase


@tagged("post_install", "-at_install")
class TestApplyPermission(ApplyCase):
    def assert_not_allowed(self, *operations, **other):
        reply = self.apply(*operations, **other)
        self.assert_refused(reply, "not-allowed")
        return reply["refusal"]["message"]

    def set_values(self, **values):
        return {"op": "write", "on": "partner", "values": values}

    def test_nothing_is_allowed_by_default(self):
        self.env["bridge.allowance"].search([("user_id", "=", self.service.id)]).unlink()
        self.assertIn("reading res.partner", self.assert_not_allowed(self.find_partner()))

    def test_a_field_that_is_not_listed_changes_nothing(self):
        self.allow("res.partner", "write", fields=["name"])
        message = self.assert_not_allowed(
            self.find_partner(),
            self.set_values(name="Changed"),
            self.set_values(name="X", ref="Y"),
        )
        self.assertIn("write of ref on res.partner", message)
        self.assertEqual(self.partner.name, "Acme")

    def test_an_archived_allowance_allows_nothing(self):
        self.env["bridge.allowance"].search([("user_id", "=", self.service.id)]).active = False
        self.assert_not_allowed(self.find_partner())

    def test_another_users_allowance_does_not_count(self):
        self.env["bridge.allowance"].search([("user_id", "=", self.service.id)]).user_id = self.env.ref(
            "base.user_admin"
        )
        self.assert_not_allowed(self.find_partner())

    def test_a_nested_line_needs_its_own_allowance(self):
        self.allow("res.partner", "write", fields=["child_ids", "bank_ids"])
        line = [[0, 0, {"acc_number": "BE1"}]]
        message = self.assert_not_allowed(self.find_partner(), self.set_values(bank_ids=line))
        self.assertIn("create on res.partner.bank", message)

    def test_lines_are_not_removed(self):
        self.allow("res.partner", "write", fields=["child_ids"])
        for index, command in enumerate(([2, 5, 0], [3, 5, 0], [5, 0, 0], [6, 0, []])):
            self.assert_not_allowed(
                self.find_partner(),
                self.set_values(child_ids=[command]),
                command_id=f"r-{index}",
            )

    def test_reading_through_a_relation_needs_the_other_model(self):
        spec = {"user_ids": {"fields": {"login": {}}}}
        message = self.assert_not_allowed(
            self.find_partner(),
            {"op": "read", "on": "partner", "as": "x", "spec": spec},
        )
        self.assertIn("reading res.users", message)

    def test_searching_through_a_relation_needs_the_other_model(self):
        paths = (
            ["user_ids.login", "=", "admin"],
            ["user_ids", "any", [["login", "=", "admin"]]],
        )
        for index, condition in enumerate(paths):
            message = self.assert_not_allowed(self.find_partner(domain=[condition]), command_id=f"s-{index}")
            self.assertIn("reading res.users", message)

    def test_the_operator_that_skips_access_rules_is_unknown(self):
        hidden = [["child_ids", "any", [["user_ids", "any!", [["login", "=", "admin"]]]]]]
        with self.assertRaisesRegex(ValidationError, "any!"):
            self.apply(self.find_partner(domain=hidden))

    def test_a_call_needs_its_method(self):
        self.allow("res.partner", "call", method="action_archive")
        call = {"op": "call", "on": "partner", "method": "action_unarchive"}
        self.assert_not_allowed(self.find_partner(), call)

    def test_private_generic_and_privileged_calls_are_refused_even_when_listed(self):
        self.allow("ir.cron", "read")
        rows = [
            ("res.partner", "_compute_display_name"),
            ("res.partner", "write"),
            ("res.partner", "sudo"),
            ("ir.cron", "method_direct_trigger"),
        ]
        for model, method in rows:  # past the form's own check, as by SQL
            self.env.cr.execute(
                "INSERT INTO bridge_allowance (user_id, model, operation, method, active)"
                " VALUES (%s, %s, 'call', %s, true)",
                [self.service.id, model, method],
            )
            find = self.find_partner(model=model, domain=[["id", "=", 1]], expect="any")
            call = {"op": "call", "on": "partner", "method": method}
            self.assert_not_allowed(find, call, command_id=f"{model}.{method}")

    def test_the_form_refuses_what_could_never_work(self):
        for allowance in (
            ("res.partner", "call", "_compute_display_name", ()),
            ("res.partner", "call", "unlink", ()),
            ("res.partner", "call", None, ()),
            ("res.partner", "write", None, ()),
            ("res.partner", "write", None, ("nonsense",)),
            ("res.users", "write", None, ("login",)),
            ("bridge.allowance", "create", None, ("model",)),
            ("no.such.model", "read", None, ()),
        ):
            with (
                self.assertRaises(ValidationError, msg=allowance),
                self.env.cr.savepoint(),
            ):
                self.allow(*allowance)


@tagged("post_install", "-at_install")
class TestApplyRequest(ApplyCase):
    def assert_malformed(self, expression, *operations, **other):
        # assertRaises rolls back to a savepoint, as Odoo does for the request
        with self.assertRaises(ValidationError) as caught:
            self.apply(*operations, **other)
        self.assertRegex(str(caught.exception), expression)

    def test_what_is_wrong_is_named(self):
        find = self.find_partner()
        read = {"op": "read", "on": "partner", "as": "x", "spec": {}}
        self.assert_malformed("unknown op 'drop'", {"op": "drop"})
        self.assert_malformed("unknown op None", "find")
        self.assert_malformed("unknown key 'colour'", {**find, "colour": 1})
        self.assert_malformed("unknown key 'extra'", extra=1)
        self.assert_malformed("'limit' must be a positive integer", {**find, "limit": True})
        self.assert_malformed("'expect' must be one, some or any", {**find, "expect": "two"})
        self.assert_malformed("needs the key 'refusal'", {**find, "refusal": None})
        self.assert_malformed("no earlier operation binds 'partner'", read)
        self.assert_malformed("bound twice", find, find)
        self.assert_malformed("already in the answer", find, read, read)
        self.assert_malformed("'digest' must be", digest="abc")
        self.assert_malformed("'command_id' must be", command_id="a b")
        self.assert_malformed("'operations' must be a list", operations={})
        self.assert_malformed("expect: the key 'version'", expect={"model": "x", "id": 1})
        self.assert_malformed("no field 'nonsense'", {**find, "domain": [["nonsense", "=", 1]]})
        any_partner = self.find_partner(expect="any")
        by_ref = {**find, "as": "b", "domain": [["id", "=", {"ref": "partner"}]]}
        self.assert_malformed("may hold any number", any_partner, by_ref)
        self.assertFalse(self.env["bridge.command"].search([("command_id", "=", "c-1")]))

    def test_unknown_arguments_of_a_method_are_malformed(self):
        self.allow("res.partner", "call", method="action_archive")
        call = {
            "op": "call",
            "on": "partner",
            "method": "action_archive",
            "args": {"force": 1},
        }
        self.assert_malformed("force", self.find_partner(), call)
