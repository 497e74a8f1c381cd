"""A service user, a command and the shortest way to apply one."""

from odoo.tests import TransactionCase, new_test_user


class ApplyCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = new_test_user(
            cls.env,
            login="bridge-test",
            groups="base.group_user,base.group_partner_manager,nats_bridge.group_command_applier",
        )
        cls.partner = cls.env["res.partner"].create({"name": "Acme", "ref": "A-1"})
        cls.allow("res.partner", "read")

    @classmethod
    def allow(cls, model, operation, method=None, fields=()):
        cls.env["bridge.allowance"].create(
            {
                "user_id": cls.service.id,
                "model": model,
                "operation": operation,
                "method": method,
                "field_names": ",".join(fields),
            }
        )

    def command(self, *operations, **other):
        return {
            "command_id": "c-1",
            "type": "test.do.v1",
            "digest": "0" * 64,
            "actor": "acme-supplier",
            "correlation_id": "flow-1",
            "operations": list(operations),
            **other,
        }

    def apply(self, *operations, **other):
        commands = self.env["bridge.command"].with_user(self.service)
        return commands.apply(self.command(*operations, **other))

    def find_partner(self, **other):
        return {
            "op": "find",
            "as": "partner",
            "model": "res.partner",
            "domain": [["id", "=", self.partner.id]],
            "expect": "one",
            "refusal": "partner-not-found",
            **other,
        }

    def assert_refused(self, reply, code):
        self.assertEqual(reply["outcome"], "refused", reply)
        self.assertEqual(reply["refusal"]["code"], code)
        self.assertIsNone(reply["answer"])
