import json
import os
import stat
import tempfile

from odoo.exceptions import AccessDenied
from odoo.tests import TransactionCase, tagged

from ..provision import keys_file, service_users

_FILE = {
    "users": [
        {
            "login": "bridge-test-sales",
            "name": "Bridge: sales",
            "groups": ["nats_bridge.group_command_applier"],
            "allowances": [
                {"model": "res.partner", "operation": "read"},
                {"model": "res.partner", "operation": "write", "fields": ["name", "ref"]},
                {"model": "res.partner", "operation": "call", "method": "action_archive"},
            ],
        }
    ]
}


@tagged("post_install", "-at_install")
class TestProvision(TransactionCase):
    def provision(self, document=_FILE, known=None):
        return service_users.provision(self.env, service_users.parse(document), known or {})

    def user(self):
        return self.env["res.users"].search([("login", "=", "bridge-test-sales")])

    def allowances(self):
        return self.env["bridge.allowance"].search([("user_id", "=", self.user().id)])

    def test_a_user_with_a_key_and_no_password(self):
        keys = self.provision()
        user = self.user()
        self.assertFalse(user.share)
        self.assertTrue(user.has_group("nats_bridge.group_command_applier"))
        self.assertFalse(user.has_group("nats_bridge.group_bridge_user"))
        checked = self.env["res.users.apikeys"]._check_credentials(scope="rpc", key=keys["bridge-test-sales"])
        self.assertEqual(checked, user.id)
        for password in ("bridge-test-sales", "", "False", "None"):
            with self.assertRaises(AccessDenied):
                user.with_user(user)._check_credentials(
                    {"type": "password", "login": user.login, "password": password},
                    {"interactive": True},
                )

    def test_repeating_changes_nothing(self):
        keys = self.provision()
        before = (self.user(), self.allowances())
        self.assertEqual(self.provision(known=keys), keys)
        self.assertEqual((self.user(), self.allowances()), before)

    def test_a_key_that_does_not_work_is_replaced(self):
        old = self.provision()["bridge-test-sales"]
        new = self.provision(known={"bridge-test-sales": "0" * 40})["bridge-test-sales"]
        keys = self.env["res.users.apikeys"]
        self.assertFalse(keys._check_credentials(scope="rpc", key=old))
        self.assertTrue(keys._check_credentials(scope="rpc", key=new))

    def test_allowances_follow_the_file_and_respect_an_archived_one(self):
        self.provision()
        self.allowances().filtered(lambda row: row.operation == "call").active = False
        user = {**_FILE["users"][0], "allowances": _FILE["users"][0]["allowances"][1:]}
        user["allowances"][0] = {"model": "res.partner", "operation": "write", "fields": ["name"]}
        self.provision({"users": [user]})
        rows = self.allowances().with_context(active_test=False).search([("user_id", "=", self.user().id)])
        self.assertEqual(
            [(row.operation, row.field_names, row.active) for row in rows],
            [("call", False, False), ("write", "name", True)],
        )

    def test_a_person_is_never_taken_over(self):
        document = {"users": [{**_FILE["users"][0], "login": "admin"}]}
        with self.assertRaisesRegex(service_users.WrongServiceUsers, "admin belongs to"):
            self.provision(document)

    def test_what_is_wrong_is_named(self):
        user = {**_FILE["users"][0], "groups": ["nats_bridge.no_such_group"]}
        with self.assertRaisesRegex(service_users.WrongServiceUsers, "no_such_group"):
            self.provision({"users": [user]})
        with self.assertRaisesRegex(service_users.WrongServiceUsers, "users"):
            service_users.parse({})

    def test_users_of_missing_modules_are_told_apart(self):
        (here,) = _FILE["users"]
        group = {**here, "login": "bridge-no-group", "groups": ["mrp_of_another.group_user"]}
        model = {**here, "login": "bridge-no-model", "allowances": [{"model": "no.model", "operation": "read"}]}
        wanted = service_users.parse({"users": [here, group, model]})
        fit, missing = service_users.fitting(self.env, wanted)
        self.assertEqual([user.login for user in fit], ["bridge-test-sales"])
        self.assertEqual(missing, {"bridge-no-group": ["mrp_of_another.group_user"], "bridge-no-model": ["no.model"]})
        self.assertEqual(set(service_users.provision(self.env, fit, {})), {"bridge-test-sales"})

    def test_the_file_of_keys_is_private_and_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "keys.json")
            self.assertEqual(keys_file.read(path), {})
            keys_file.write(path, {"a": "1"})
            keys_file.write(path, {"a": "2"})
            self.assertEqual(keys_file.read(path), {"a": "2"})
            self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
            self.assertEqual(os.listdir(folder), ["keys.json"])
            with open(path, "w", encoding="utf-8") as file:
                json.dump([1], file)
            with self.assertRaises(ValueError):
                keys_file.read(path)

    def test_retired_users_get_in_no_more_until_they_are_provisioned_again(self):
        keys = self.provision()
        user = self.user()
        service_users.retire(self.env)
        self.assertFalse(user.active)
        check = self.env["res.users.apikeys"]._check_credentials
        self.assertFalse(check(scope="rpc", key=keys["bridge-test-sales"]))
        again = self.provision(known=keys)
        self.assertTrue(user.active)
        self.assertEqual(check(scope="rpc", key=again["bridge-test-sales"]), user.id)
