from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..apply import external
from .apply_case import ApplyCase

_CHARACTERS = ("WO-1234", "wo-1234", "WO 1234", "WO.1234", "WO%201234", "WO/1234", "WO_1234", "base.main_company")
_STRANGE = ("\u00e9", "e\u0301", "\u5de5\u55ae", "\U0001f527", "'; DROP TABLE x; --", '"', "\\", "%", "_", "a\u202eb")


@tagged("post_install", "-at_install")
class TestApplyExternal(ApplyCase):
    def setUp(self):
        super().setUp()
        self.allow("res.partner", "create", fields=["name", "child_ids"])
        self.number = 0

    def make(self, key, name="Made", system="cmms", *more):
        """A command of its own, as another client with another idempotency key would send it."""
        self.number += 1
        create = {"op": "create", "as": "new", "model": "res.partner", "values": {"name": name}, "external": key}
        read = {"op": "read", "on": "new", "as": "new", "spec": {"name": {}}}
        return self.apply(create, read, *more, command_id=f"m-{self.number}", system=system, actor=f"a-{self.number}")

    def look(self, key, system="cmms", model="res.partner"):
        """The record's id, or the code."""
        find = {"op": "find", "as": "it", "model": model, "domain": [], "external": key, "refusal": "not-found"}
        read = {"op": "read", "on": "it", "as": "it", "spec": {}}
        asked = {"type": "test.look.v1", "actor": "a", "correlation_id": "q", "system": system}
        reply = self.env["bridge.query"].with_user(self.service).answer({**asked, "operations": [find, read]})
        return reply["refusal"]["code"] if reply["refusal"] else reply["answer"]["it"]["id"]

    def bindings(self):
        return self.env["ir.model.data"].search([("module", "=like", "__bridge_%")])

    def test_the_record_is_found_by_its_key_and_shown_by_odoo(self):
        made = self.make("WO-1234")["answer"]["new"]["id"]
        self.assertEqual(self.look("WO-1234"), made)
        record = self.env["res.partner"].browse(made)
        self.assertEqual(record.get_external_id(), {made: "__bridge_cmms__.res-partner/WO-1234"})
        self.assertEqual(self.env.ref("__bridge_cmms__.res-partner/WO-1234"), record)

    def test_a_second_create_with_the_key_is_refused_and_changes_nothing(self):
        made = self.make("WO-1234")["answer"]["new"]["id"]
        before = self.env["res.partner"].search_count([])
        again = self.make("WO-1234", name="Another")
        self.assert_refused(again, "external-id-taken")
        self.assertNotIn(str(made), again["refusal"]["message"])
        self.assertEqual(self.env["res.partner"].search_count([]), before)
        self.assertEqual(self.look("WO-1234"), made)
        # the answer of then, not a new judgement
        self.env["res.partner"].browse(made).unlink()
        command = {"command_id": "m-2", "system": "cmms"}
        self.assertEqual(self.apply(**command), {**again, "replayed": True})

    def test_a_refused_command_leaves_its_key_free(self):
        fails = {"op": "assert", "on": "new", "domain": [["name", "=", "x"]], "refusal": "no"}
        self.assert_refused(self.make("WO-1", "Made", "cmms", fails), "no")
        self.assertFalse(self.bindings())
        self.assertEqual(self.make("WO-1")["outcome"], "applied")

    def test_a_key_is_free_again_when_its_record_is_gone(self):
        record = self.env["res.partner"].browse(self.make("WO-1")["answer"]["new"]["id"])
        record.unlink()
        self.assertFalse(self.bindings())
        self.assertEqual(self.look("WO-1"), "not-found")
        by_sql = self.make("WO-1")["answer"]["new"]["id"]
        self.env.cr.execute("DELETE FROM res_partner WHERE id = %s", [by_sql])
        self.env.invalidate_all()
        # a cascade of the database leaves the external id behind
        self.assertTrue(self.bindings())
        self.assertEqual(self.look("WO-1"), "not-found")
        third = self.make("WO-1")["answer"]["new"]["id"]
        self.assertEqual(self.look("WO-1"), third)
        self.assertEqual(len(self.bindings()), 1)

    def test_an_archived_record_keeps_its_key(self):
        self.env["res.partner"].browse(self.make("WO-1")["answer"]["new"]["id"]).active = False
        self.assertEqual(self.look("WO-1"), "not-found")
        self.assert_refused(self.make("WO-1"), "external-id-taken")

    def test_each_system_has_its_own_keys(self):
        ours = self.make("WO-1")["answer"]["new"]["id"]
        theirs = self.make("WO-1", system="mes")["answer"]["new"]["id"]
        self.assertNotEqual(ours, theirs)
        self.assertEqual((self.look("WO-1"), self.look("WO-1", "mes")), (ours, theirs))
        self.assertEqual(self.look("WO-1", "shop"), "not-found")

    def test_a_key_is_one_of_its_model(self):
        self.make("WO-1")
        self.allow("res.partner.category", "read")
        self.assertEqual(self.look("WO-1", model="res.partner.category"), "not-found")

    def test_the_binding_follows_a_merge_of_partners(self):
        made = self.make("P-1")["answer"]["new"]["id"]
        merge = self.env["base.partner.merge.automatic.wizard"].create({})
        merge._merge([made, self.partner.id], self.partner)
        self.assertEqual(self.look("P-1"), self.partner.id)

    def test_a_key_reaches_no_record_that_the_user_may_not_read(self):
        self.make("WO-1", "Secret")
        self.assertIsInstance(self.look("WO-1"), int)
        self.env["ir.rule"].create(
            {
                "name": "not the secret ones",
                "model_id": self.env.ref("base.model_res_partner").id,
                "domain_force": "[('name', '!=', 'Secret')]",
            }
        )
        self.assertEqual(self.look("WO-1"), "not-found")
        self.assert_refused(self.make("WO-1"), "external-id-taken")

    def test_a_key_goes_round_no_allow_list(self):
        self.make("WO-1")
        self.env["bridge.allowance"].search([("user_id", "=", self.service.id), ("operation", "=", "read")]).unlink()
        self.assertEqual(self.look("WO-1"), "not-allowed")
        self.env["bridge.allowance"].search([("user_id", "=", self.service.id)]).unlink()
        self.assert_refused(self.make("WO-2"), "not-allowed")
        self.assertEqual(len(self.bindings()), 1)

    def test_a_domain_beside_the_key_narrows(self):
        made = self.make("WO-1")["answer"]["new"]["id"]
        find = {"op": "find", "as": "it", "model": "res.partner", "external": "WO-1", "refusal": "not-found"}
        hit = {**find, "domain": ["|", ["id", "=", made], ["id", "=", self.partner.id]]}
        miss = {**find, "domain": [["id", "=", self.partner.id]]}
        self.assertEqual(self.apply(hit, system="cmms")["outcome"], "applied")
        self.assert_refused(self.apply(miss, system="cmms", command_id="c-2"), "not-found")

    def test_a_record_can_be_found_by_its_key_in_the_command_that_makes_it(self):
        find = {"op": "find", "as": "it", "model": "res.partner", "domain": [], "external": "WO-1", "refusal": "no"}
        self.assertEqual(self.make("WO-1", "Made", "cmms", find)["outcome"], "applied")

    def test_no_two_keys_are_taken_for_one(self):
        keys = (*_CHARACTERS, *_STRANGE, "x" * external.LONGEST_KEY, "\U0001f527" * external.LONGEST_KEY)
        made = {key: self.make(key)["answer"]["new"]["id"] for key in keys}
        self.assertEqual(len(set(made.values())), len(keys))
        self.assertEqual({key: self.look(key) for key in keys}, made)
        for binding in self.bindings():
            self.assertRegex(binding.name, r"^res-partner/[A-Za-z0-9_%-]+$")
            self.assertNotEqual(binding.res_id, self.env.ref("base.main_company").id)

    def test_what_is_no_key_or_no_system_is_malformed(self):
        for key in ("", "x" * 101, "a\x00b", "a\nb", "a\x85b", "\ud800", 7, ["WO-1"], {"ref": "new"}, True):
            with self.assertRaisesRegex(ValidationError, "external"):
                self.make(key)
        for system in ("", "CMMS", "a.b", "base__", "x" * 41, "a b", 7, ["cmms"], "cmms\n"):
            with self.assertRaisesRegex(ValidationError, "system"):
                self.make("WO-1", system=system)
        with self.assertRaisesRegex(ValidationError, "needs a system"):
            self.make("WO-1", system=None)
        for op in ("write", "call", "assert", "read"):
            with self.assertRaises(ValidationError):
                self.apply(self.find_partner(), {"op": op, "on": "partner", "external": "WO-1"}, system="cmms")
        self.assertFalse(self.bindings())

    def test_no_namespace_is_that_of_a_module(self):
        names = self.env["ir.module.module"].search([]).mapped("name")
        self.assertIn("base", names)
        for system in ("base", "cmms", "nats-bridge", "x", "0" * 40):
            self.assertNotIn(external.module_of(system), names)
        self.assertTrue(all(not name.startswith("__") for name in names))

    def test_neither_an_upgrade_nor_an_uninstallation_touches_the_record(self):
        """Both remove what belongs to the modules they name; ours is named by neither, and is never updated."""
        record = self.env["res.partner"].browse(self.make("WO-1")["answer"]["new"]["id"])
        modules = self.env["ir.module.module"].search([("state", "=", "installed")]).mapped("name")
        data = self.env["ir.model.data"]
        of_modules = data.search([("module", "in", modules), ("model", "=", "res.partner")])
        self.assertTrue(of_modules)
        self.assertFalse(of_modules & self.bindings())
        self.assertTrue(self.bindings().noupdate)
        doomed = data.create({"module": "gone_tomorrow", "name": "x", "model": "res.partner", "res_id": self.partner.id})
        with mute_logger("odoo.addons.base.models.ir_model"):
            data._module_data_uninstall(["gone_tomorrow"])
        self.assertFalse(doomed.exists() or self.partner.exists())
        self.assertEqual(self.look("WO-1"), record.id)

    def test_service_users_have_no_right_on_the_bindings(self):
        self.make("WO-1")
        data = self.bindings().with_user(self.service)
        for attack in (
            lambda: data.write({"res_id": self.partner.id}),
            lambda: data.unlink(),
            lambda: data.create({"module": "x", "name": "y", "model": "res.partner", "res_id": 1}),
        ):
            with self.assertRaises(AccessError):
                attack()
        steal = {"op": "create", "as": "x", "model": "ir.model.data", "values": {"module": "x"}}
        self.assert_refused(self.apply(steal), "not-allowed")

    def test_another_service_user_of_the_system_meets_the_key(self):
        self.make("WO-1")
        groups = "base.group_user,base.group_partner_manager,nats_bridge.group_command_applier"
        self.service = new_test_user(self.env, "bridge-test-2", groups)
        grant = {"user_id": self.service.id, "model": "res.partner"}
        grants = [{**grant, "operation": "read"}, {**grant, "operation": "create", "field_names": "name"}]
        self.env["bridge.allowance"].create(grants)
        self.assert_refused(self.make("WO-1"), "external-id-taken")
