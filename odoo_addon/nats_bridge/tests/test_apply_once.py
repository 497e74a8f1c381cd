from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .apply_case import ApplyCase


@tagged("post_install", "-at_install")
class TestApplyOnce(ApplyCase):
    def setUp(self):
        super().setUp()
        self.allow("res.partner", "create", fields=["name"])
        self.create = {
            "op": "create",
            "as": "new",
            "model": "res.partner",
            "values": {"name": "Only once"},
        }
        self.read = {"op": "read", "on": "new", "as": "new", "spec": {"name": {}}}

    def count(self):
        return self.env["res.partner"].search_count([("name", "=", "Only once")])

    def test_the_same_command_again_gets_the_same_answer(self):
        first = self.apply(self.create, self.read)
        again = self.apply(self.create, self.read)
        self.assertEqual(self.count(), 1)
        self.assertEqual(again, {**first, "replayed": True})

    def test_a_refusal_is_replayed_even_when_it_would_now_succeed(self):
        missing = self.find_partner(domain=[["ref", "=", "later"]])
        first = self.apply(missing)
        self.partner.ref = "later"
        again = self.apply(missing)
        self.assertEqual(again, {**first, "replayed": True})
        self.assert_refused(again, "partner-not-found")

    def test_another_command_with_the_same_id_is_a_conflict(self):
        first = self.apply(self.create, self.read)
        for other in ({"digest": "1" * 64}, {"type": "test.other.v1"}):
            self.assert_refused(self.apply(self.create, **other), "command-id-conflict")
        self.assertEqual(self.count(), 1)
        self.assertEqual(self.apply(self.create, self.read)["answer"], first["answer"])

    def test_another_service_user_does_not_get_the_answer(self):
        self.apply(self.create, self.read)
        stranger = new_test_user(
            self.env,
            "bridge-other",
            "base.group_user,nats_bridge.group_command_applier",
        )
        commands = self.env["bridge.command"].with_user(stranger)
        reply = commands.apply(self.command(self.create, self.read))
        self.assert_refused(reply, "command-id-conflict")

    def test_only_a_command_applier_applies(self):
        person = new_test_user(self.env, "a-person", "base.group_user,base.group_system")
        with self.assertRaises(AccessError):
            self.env["bridge.command"].with_user(person).apply(self.command())
        self.assertFalse(self.env["bridge.command"].search([("command_id", "=", "c-1")]))

    def test_the_row_tells_the_story(self):
        self.apply(self.find_partner())
        row = self.env["bridge.command"].search([("command_id", "=", "c-1")])
        self.assertEqual(row.outcome, "applied")
        self.assertEqual(row.actor, "acme-supplier")
        self.assertEqual(row.user_id, self.service)
        self.assertEqual((row.subject_model, row.subject_id), ("res.partner", self.partner.id))
        self.env.cr.execute("SELECT pg_current_xact_id()::text")
        self.assertEqual(row.transaction_id, self.env.cr.fetchone()[0])

    def test_nobody_edits_the_evidence(self):
        self.apply(self.create)
        row = self.env["bridge.command"].search([("command_id", "=", "c-1")])
        values = {"command_id": "c-9", "type": "x", "digest": "y", "actor": "z"}
        as_admin = self.env["bridge.command"].with_user(self.env.ref("base.user_admin"))
        forged = {"bridge_evidence_key": "object"}
        for commands in (
            self.env["bridge.command"].sudo(),
            as_admin,
            as_admin.sudo().with_context(**forged),
        ):
            record = row.with_env(commands.env)
            for attack in (
                lambda commands=commands: commands.create(values),
                lambda record=record: record.write({"outcome": "refused"}),
                lambda record=record: record.unlink(),
                lambda record=record: record.copy(),
                lambda record=record: record.web_save({"actor": "me"}, {}),
            ):
                with self.assertRaises(AccessError):
                    attack()
        self.assertEqual(row.outcome, "applied")
