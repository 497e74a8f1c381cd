from odoo.tests import new_test_user, tagged

from ..capture import echo
from ..capture.fold import SharedRecord, fold_external
from .capture_case import CaptureCase


@tagged("post_install", "-at_install")
class TestCaptureContext(CaptureCase):
    """Who, by which command, and what a fold leaves behind in the caller's environment: nothing."""

    def setUp(self):
        super().setUp()
        self.addCleanup(setattr, self.env.transaction, "default_env", self.env.transaction.default_env)

    def test_the_actor_is_the_user_of_the_transaction(self):
        user = new_test_user(self.env, "bridge-someone", "base.group_user,base.group_partner_manager")
        self.next_transaction()
        self.env.transaction.default_env = self.env(user=user)
        self.company.with_user(user).ref = "by someone"
        expected = {"user_id": user.id, "login": "bridge-someone", "company_id": user.company_id.id}
        self.assertEqual(self.only(self.company)["actor"], expected)
        self.assertEqual(self.env["bridge.outbox"].search([], limit=1).login, "bridge-someone")

    def test_a_company_that_is_not_the_users_is_not_believed(self):
        foreign = self.env["res.company"].create({"name": "Foreign"})
        user = new_test_user(self.env, "bridge-someone", "base.group_user")
        self.next_transaction()
        self.env.transaction.default_env = self.env(user=user, context={"allowed_company_ids": [foreign.id]})
        self.company.ref = "claimed"
        self.assertEqual(self.only(self.company)["actor"]["company_id"], user.company_id.id)

    def test_a_marked_transaction_tells_its_command(self):
        echo.mark(self.env.cr, "cmd-1")
        with self.env.cr.savepoint():
            self.company.ref = "by command"
        self.assertEqual(echo.current(self.env.cr), "cmd-1")
        self.assertEqual(self.only(self.company)["command_id"], "cmd-1")
        echo.mark(self.env.cr, None)
        self.next_transaction()
        self.company.ref = "by hand"
        self.assertIsNone(self.only(self.company)["command_id"])

    def test_a_mark_goes_with_its_savepoint(self):
        savepoint = self.env.cr.savepoint(flush=False)
        echo.mark(self.env.cr, "cmd-2")
        savepoint.close(rollback=True)
        self.assertIsNone(echo.current(self.env.cr))

    def test_each_change_carries_the_command_it_was_made_by(self):
        for command_id, partner in (("cmd-1", self.company), ("cmd-2", self.other)):
            echo.mark(self.env.cr, command_id)
            with self.env.cr.savepoint():
                partner.ref = f"by {command_id}"
        self.assertEqual(echo.current(self.env.cr), "cmd-2")
        told = {record_id: change["command_id"] for record_id, change in self.told().items()}
        self.assertEqual(told, {self.company.id: "cmd-1", self.other.id: "cmd-2"})

    def test_no_event_tells_of_two_commands(self):
        echo.mark(self.env.cr, "cmd-1")
        with self.env.cr.savepoint():
            self.company.ref = "by one"
        echo.mark(self.env.cr, "cmd-2")
        with self.env.cr.savepoint():
            self.contact.email = "by@another.example"
        with self.assertRaisesRegex(SharedRecord, f"res.partner {self.company.id} was changed by cmd-1 and cmd-2"):
            self.env.cr.flush()

    def test_the_snapshot_is_not_the_callers_view(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.red.with_context(lang="fr_FR").name = "Rouge"
        self.company.category_id = self.red + self.blue
        self.next_transaction()
        self.blue.active = False
        caller = self.company.with_context(lang="fr_FR")
        self.env.invalidate_all()
        self.assertEqual(caller.category_id.mapped("name"), ["Rouge"])
        caller.ref = "seen by a Frenchman"
        names = [node["name"] for node in self.only(self.company)["snapshot"]["category_id"]]
        self.assertEqual(names, ["Red", "Blue"])
        self.assertEqual(caller.category_id.mapped("name"), ["Rouge"])

    def test_the_callers_cache_survives(self):
        draft = self.Partner.new({"name": "Draft", "child_ids": [(0, 0, {"name": "Draft child"})]})
        self.company.ref = "folded"
        self.only(self.company)
        self.assertEqual((draft.name, draft.child_ids.name), ("Draft", "Draft child"))
        self.assertFalse(self.env.transaction.field_dirty)
        self.env.cr.flush()
        statements = self.env.cr.sql_log_count
        self.assertEqual(self.company.ref, "folded")
        self.env.cr.flush()
        self.assertEqual(self.env.cr.sql_log_count, statements, "neither read again nor looked for touches again")

    def test_touches_left_by_others_are_told_as_external(self):
        self.env.cr.execute("UPDATE res_partner SET ref = 'psql' WHERE id = %s", (self.company.id,))
        # as if committed by another transaction: its notes are there, and this one's fold does not take them
        self.env.cr.execute("UPDATE bridge_touch SET xid = '4'::xid8")
        self.assertEqual(fold_external(self.env.cr), 1)
        change = self.only(self.company)
        self.assertEqual((change["origin"], change["actor"]), ("external", None))
        self.assertEqual((change["transaction_id"], change["snapshot"]["ref"]), ("4", "psql"))
        self.assertEqual(fold_external(self.env.cr), 0)
