from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .capture_case import CaptureCase

_COMMAND = {
    "command_id": "c-1",
    "type": "parties.rename.v1",
    "digest": "0" * 64,
    "actor": "acme-shop",
    "correlation_id": "flow-1",
}


@tagged("post_install", "-at_install")
class TestTimeline(CaptureCase):
    """One list tells what left a record and what reached it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = new_test_user(cls.env, "bridge-reader", "base.group_user,nats_bridge.group_bridge_user")
        groups = "base.group_user,base.group_partner_manager,nats_bridge.group_command_applier"
        cls.service = new_test_user(cls.env, "bridge-service", groups)
        for operation, names in (("read", False), ("write", "ref")):
            cls.env["bridge.allowance"].create(
                {"user_id": cls.service.id, "model": "res.partner", "operation": operation, "field_names": names}
            )

    def timeline(self, record):
        entries = self.env["bridge.timeline"].with_user(self.reader)
        return entries.search([("model", "=", record._name), ("record_id", "=", record.id)])

    def apply(self, **other):
        """A command about Acme that also writes the other company."""
        operations = [
            self._find("about", self.company),
            {"op": "write", "on": "about", "values": {"ref": "new"}},
            self._find("also", self.other),
            {"op": "write", "on": "also", "values": {"ref": "new too"}},
        ]
        command = {**_COMMAND, "operations": operations, **other}
        return self.env["bridge.command"].with_user(self.service).apply(command)

    def _find(self, name, partner):
        domain = [["id", "=", partner.id]]
        return {"op": "find", "as": name, "model": "res.partner", "domain": domain, "refusal": "not-found"}

    def test_a_change_is_told_with_its_fields_version_and_user(self):
        self.next_transaction()
        self.company.with_user(self.env.ref("base.user_admin")).ref = "A2"
        self.env.cr.flush()
        change = self.timeline(self.company)[0]
        self.assertEqual((change.direction, change.kind, change.detail), ("out", "update", "ref"))
        self.assertEqual((change.origin, change.state), ("orm", "waiting"))
        self.assertEqual(change.who, self._flushing_login())
        self.env.cr.execute(
            "SELECT version FROM bridge_version WHERE model = 'res.partner' AND record_id = %s", (self.company.id,)
        )
        self.assertEqual(change.version, self.env.cr.fetchone()[0])

    def _flushing_login(self):
        return self.only(self.company)["actor"]["login"]

    def test_a_command_is_listed_at_each_record_it_changed(self):
        self.next_transaction()
        self.assertEqual(self.apply()["outcome"], "applied")
        self.env.cr.flush()
        about, also = self.timeline(self.company), self.timeline(self.other)
        self.assertEqual({"about", "update"}, set(about[:2].mapped("kind")))
        self.assertEqual({"effect", "update"}, set(also[:2].mapped("kind")))
        for entries in (about, also):
            command = entries.filtered(lambda entry: entry.direction == "in")
            self.assertEqual((command.who, command.state), ("acme-shop", "applied"))
            self.assertEqual(set(entries[:2].mapped("command_id")), {"c-1"})
            self.assertEqual(command.action_open()["res_model"], "bridge.command")
            opened = self.env["bridge.command"].browse(command.action_open()["res_id"])
            self.assertEqual(opened.command_id, "c-1")

    def test_a_change_opens_with_its_content(self):
        self.company.ref = "A2"
        self.env.cr.flush()
        change = self.timeline(self.company)
        opened = change.action_open()
        self.assertEqual(opened["res_model"], "bridge.outbox")
        self.assertEqual(self.env["bridge.outbox"].browse(opened["res_id"]).record_id, self.company.id)

    def test_newest_first_and_searchable(self):
        self.next_transaction()
        self.apply()
        self.env.cr.flush()
        times = self.timeline(self.company).mapped("at")
        self.assertEqual(times, sorted(times, reverse=True))
        commands = self.env["bridge.timeline"].search([("direction", "=", "in"), ("record_id", "=", self.company.id)])
        self.assertEqual(commands.mapped("kind"), ["about"])

    def test_only_readers_of_the_bridge_see_it(self):
        clerk = new_test_user(self.env, "clerk", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["bridge.timeline"].with_user(clerk).search([])
        self.company.ref = "A2"
        self.env.cr.flush()
        self.assertTrue(self.timeline(self.company))
