from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .apply_case import ApplyCase
from .capture_case import PARTNER_WATCH


@tagged("post_install", "-at_install")
class TestVersion(ApplyCase):
    """What an approval is bound to: the version that a command on the record may expect."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        registrar = new_test_user(cls.env, "bridge-registrar-of-versions", "nats_bridge.group_watch_registrar")
        cls.env["bridge.watch"].with_context(active_test=False).search([]).unlink()
        cls.watches = cls.env["bridge.watch"].with_user(registrar)
        cls.watches.push([PARTNER_WATCH])

    def version(self, user=None):
        queries = self.env["bridge.query"].with_user(user or self.service)
        self.env.cr.flush()
        # a further change in the same transaction belongs to the same version
        self.env.cr.execute("UPDATE bridge_outbox SET xid = '3'::xid8 WHERE xid = pg_current_xact_id()")
        self.env.cr.execute("SELECT set_config('nats_bridge.folds', '', true)")
        return queries.version("res.partner", self.partner.id)["version"]

    def test_it_moves_with_a_change_of_a_line_and_not_with_an_activity_or_a_message(self):
        before = self.version()
        activity = self.partner.activity_schedule("mail.mail_activity_data_todo", summary="Look at it")
        activity.action_feedback(feedback="seen")
        self.partner.message_post(body="Hello")
        self.assertEqual(self.version(), before)
        self.env["res.partner"].create({"name": "Ann", "parent_id": self.partner.id})
        self.assertEqual(self.version(), before + 1)

    def test_a_command_that_expects_it_is_applied_until_it_moved(self):
        expected = {"model": "res.partner", "id": self.partner.id, "version": self.version()}
        self.assertEqual(self.apply(self.find_partner(), expect=expected)["outcome"], "applied")
        self.partner.name = "Acme of tomorrow"
        self.env.cr.flush()
        self.assert_refused(self.apply(self.find_partner(), command_id="c-2", expect=expected), "version-conflict")

    def test_there_is_none_where_no_watch_tells_of_the_record(self):
        watch = self.env["bridge.watch"].search([("model", "=", "res.partner")])
        watch.paused = True
        self.assertIsNone(self.version())
        self.watches.push([{**PARTNER_WATCH, "domain": [["ref", "=", "another"]]}])
        watch.paused = False
        self.assertIsNone(self.version())

    def test_only_of_what_the_caller_may_read(self):
        stranger = new_test_user(self.env, login="stranger", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.version(stranger)
        self.env["bridge.allowance"].search([("user_id", "=", self.service.id)]).unlink()
        with self.assertRaises(AccessError):
            self.version()
