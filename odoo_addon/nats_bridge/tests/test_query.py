from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2 import errors

from ..apply import execution
from .apply_case import ApplyCase


@tagged("post_install", "-at_install")
class TestQuery(ApplyCase):
    def ask(self, *operations, user=None):
        queries = self.env["bridge.query"].with_user(user or self.service)
        return queries.answer(
            {
                "type": "test.look.v1",
                "actor": "acme-supplier",
                "correlation_id": "q-1",
                "operations": list(operations),
            }
        )

    def read_partner(self):
        return {"op": "read", "on": "partner", "as": "partner", "spec": {"name": {}}}

    def test_answers_and_keeps_nothing(self):
        before = self.env["bridge.command"].search_count([])
        reply = self.ask(self.find_partner(), self.read_partner())
        self.assertEqual(reply["outcome"], "answered")
        self.assertEqual(reply["answer"], {"partner": {"id": self.partner.id, "name": "Acme"}})
        self.assertRegex(reply["read_at"], r"^\d{4}-\d\d-\d\dT.*Z$")
        self.assertEqual(self.env["bridge.command"].search_count([]), before)

    def test_a_find_and_an_assert_refuse_with_their_codes(self):
        nobody = self.find_partner(domain=[["id", "=", 0]])
        self.assert_refused(self.ask(nobody), "partner-not-found")
        is_company = {
            "op": "assert",
            "on": "partner",
            "domain": [["is_company", "=", True]],
            "refusal": "no-company",
        }
        self.assert_refused(self.ask(self.find_partner(), is_company), "no-company")

    def test_only_find_assert_and_read(self):
        self.allow("res.partner", "write", fields=["name"])
        self.allow("res.partner", "create", fields=["name"])
        self.allow("res.partner", "call", method="action_archive")
        changes = (
            {"op": "write", "on": "partner", "values": {"name": "x"}},
            {"op": "create", "as": "other", "model": "res.partner", "values": {"name": "x"}},
            {"op": "call", "on": "partner", "method": "action_archive"},
        )
        for change in changes:
            with self.assertRaisesRegex(ValidationError, "may only find, assert and read"):
                self.ask(self.find_partner(), change)
        self.assertEqual(self.partner.name, "Acme")

    def test_the_allow_list_and_the_group_are_needed(self):
        self.assert_refused(
            self.ask({**self.find_partner(), "model": "res.company", "domain": []}),
            "not-allowed",
        )
        person = new_test_user(self.env, "a-person", "base.group_user")
        with self.assertRaises(AccessError):
            self.ask(self.find_partner(), user=person)

    def test_a_write_hidden_in_reading_is_refused_by_the_database(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(errors.ReadOnlySqlTransaction),
            execution._only_looking(self.env),
        ):
            self.env.cr.execute("UPDATE res_partner SET ref = 'x' WHERE id = %s", [self.partner.id])
        # and only meanwhile
        self.partner.ref = "A-2"
        self.env.flush_all()
        self.assertEqual(self.partner.ref, "A-2")

    def test_what_the_orm_meant_to_write_later_is_forgotten(self):
        with execution._only_looking(self.env):
            self.partner.ref = "B-1"
        self.env.flush_all()
        self.assertEqual(self.partner.ref, "A-1")

    def test_a_slow_statement_is_cut_off(self):
        with (
            mute_logger("odoo.sql_db"),
            patch.object(execution, "STATEMENT_LIMIT_MS", 20),
            self.assertRaises(errors.QueryCanceled),
            execution._only_looking(self.env),
        ):
            self.env.cr.execute("SELECT pg_sleep(5)")
        self.assertEqual(self.ask(self.find_partner())["outcome"], "answered")
