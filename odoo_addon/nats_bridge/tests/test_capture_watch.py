from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import file_open

from ..capture import triggers
from ..hooks import pre_init_hook, uninstall_hook
from .capture_case import PARTNER_WATCH, CaptureCase


@tagged("post_install", "-at_install")
class TestCaptureWatch(CaptureCase):
    """Watches come from contracts, are checked before anything changes, and own the triggers."""

    def setUp(self):
        super().setUp()
        self.watch = self.env["bridge.watch"].search([("model", "=", "res.partner")])

    def assertRefused(self, watch, *words):
        before = triggers.installed(self.env.cr)
        with self.assertRaises(ValidationError) as caught:
            self.push(watch)
        for word in words:
            self.assertIn(word, str(caught.exception))
        self.assertEqual(triggers.installed(self.env.cr), before)

    def test_the_answer_says_what_became_of_each_watch(self):
        self.assertEqual(
            self.push(PARTNER_WATCH),
            {"active": ["res.partner"], "unchanged": ["res.partner"], "changed": [], "removed": [], "absent": {}},
        )
        country = {"model": "res.country", "spec": {"name": {}, "code": {}}}
        self.assertEqual(
            self.push(country),
            {"active": ["res.country"], "unchanged": [], "changed": ["res.country"], "removed": ["res.partner"], "absent": {}},
        )
        self.assertFalse(self.watch.active)
        self.assertEqual({table for table, _kind in triggers.installed(self.env.cr)}, {"res_country"})

    def test_only_the_registrar_pushes(self):
        admin = self.env.ref("base.user_admin")
        with self.assertRaises(AccessError):
            self.env["bridge.watch"].with_user(admin).push([PARTNER_WATCH])

    def test_what_does_not_fit_is_named_and_nothing_changes(self):
        spec = PARTNER_WATCH["spec"]
        self.assertRefused({"model": "res.partner", "spec": {"avatar_1920": {}}}, "avatar_1920", "binary")
        self.assertRefused({"model": "res.partner", "spec": {"avatar_1920": {}, "nope": {}}}, "avatar_1920", "binary")
        self.assertRefused({"model": "base", "spec": spec}, "base is not a model with records")
        self.assertRefused({"model": "res.company", "spec": {"logo_web": {}}}, "logo_web", "binary")
        self.assertRefused({"model": "res.partner", "spec": {"name": {"limit": 1}}}, "res.partner.name")
        self.assertRefused({"model": "res.partner", "spec": {"name": {"fields": {}}}}, "res.partner.name")
        self.assertRefused({"model": "res.partner", "spec": spec, "domain": [["nope", "=", 1]]}, "domain")
        self.assertRefused({"model": "res.partner", "spec": spec, "extra": 1}, "extra")
        self.assertRefused({"model": "res.partner", "spec": {}}, "spec")
        self.assertRefused({"model": "ir.config_parameter", "spec": {"value": {}}}, "ir.config_parameter")
        self.assertRefused({"model": "res.users", "spec": {"totp_secret": {}}}, "totp_secret")
        with self.assertRaises(ValidationError):
            self.push(PARTNER_WATCH, PARTNER_WATCH)
        with self.assertRaises(ValidationError):
            self.env["bridge.watch"].with_user(self.registrar).push({"watches": []})

    def test_what_a_missing_module_lacks_stops_its_own_watch_only(self):
        lead = {"model": "no.lead", "spec": {"name": {}}, "contracts": ["crm.lead.changed.v1"]}
        field = {"model": "res.country", "spec": {"name": {}, "nope": {}}, "domain": [["nope", "=", 1]]}
        deep = {"model": "res.bank", "spec": {"country": {"fields": {"nope": {}}}}}
        answer = self.push(PARTNER_WATCH, lead, field, deep)
        self.assertEqual([answer["active"], answer["changed"], answer["removed"]], [["res.partner"], [], []])
        self.assertEqual(answer["absent"]["no.lead"], ["no.lead: no such model"])
        self.assertEqual(answer["absent"]["res.bank"], ["res.country.nope: no such field"])
        self.assertIn("res.country.nope: no such field", answer["absent"]["res.country"])
        self.assertEqual({table for table, _kind in triggers.installed(self.env.cr)} & {"res_country", "res_bank"}, set())
        shown = self.env["bridge.watch"].with_context(active_test=False).search([("model", "=", "no.lead")])
        self.assertEqual([shown.active, shown.problems], [False, "no.lead: no such model"])
        self.company.ref = "told all the same"
        self.assertEqual(self.only(self.company)["fields"], ["ref"])

    def test_a_watch_begins_when_its_module_is_there_and_ends_when_it_goes(self):
        country = {"model": "res.country", "spec": {"name": {}, "nope": {}}}
        fits = {**country, "spec": {"name": {}}}
        self.push(PARTNER_WATCH, country)
        there = self.push(PARTNER_WATCH, fits)
        self.assertEqual([there["changed"], there["absent"]], [["res.country"], {}])
        self.assertIn(("res_country", "row"), triggers.installed(self.env.cr))
        gone = self.push(PARTNER_WATCH, country)
        self.assertEqual([gone["removed"], list(gone["absent"])], [["res.country"], ["res.country"]])
        self.assertNotIn(("res_country", "row"), triggers.installed(self.env.cr))

    def test_only_watched_columns_leave_the_row(self):
        captured = dict(line.split(": ") for line in self.watch.captured.splitlines())
        self.assertEqual(
            set(captured["res_partner"].split(", ")),
            {"name", "ref", "active", "partner_latitude", "country_id", "commercial_partner_id", "company_id"}
            | {"parent_id", "email"},
        )
        self.assertIn("country_id.code", self.watch.read_only_fields)

    def test_triggers_of_an_earlier_version_are_seen_as_such(self):
        self.env.cr.execute(
            """CREATE FUNCTION nats_bridge_touch_rows() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
               DROP TRIGGER nats_bridge_row_update ON res_partner;
               CREATE TRIGGER nats_bridge_row_update AFTER UPDATE ON res_partner
                      FOR EACH STATEMENT EXECUTE FUNCTION nats_bridge_touch_rows('name', '')"""
        )
        self.assertIsNone(triggers.installed(self.env.cr)["res_partner", "row"])
        self.assertEqual(triggers.synchronise(self.env.cr, self.env["bridge.watch"]._plans()), ["res_partner"])
        self.company.ref = "after the update"
        self.assertEqual(self.only(self.company)["fields"], ["ref"])

    def test_a_pause_stops_capture_and_survives_a_push(self):
        admin = self.env.ref("base.user_admin")
        self.watch.with_user(admin).paused = True
        self.assertEqual(triggers.installed(self.env.cr), {})
        self.company.ref = "unseen"
        self.assertEqual(self.told(), {})
        self.push({**PARTNER_WATCH, "contracts": ["parties.party.changed.v2"]})
        self.assertTrue(self.watch.paused)
        self.assertEqual(triggers.installed(self.env.cr), {})
        self.watch.with_user(admin).paused = False
        self.company.ref = "seen"
        self.assertEqual(self.only(self.company)["rows"][0]["old"], {"ref": "unseen"})

    def test_an_administrator_may_only_pause(self):
        admin = self.env.ref("base.user_admin")
        with self.assertRaises(AccessError):
            self.watch.with_user(admin).write({"spec": {"name": {}}})
        with self.assertRaises(AccessError):
            self.watch.with_user(admin).unlink()

    def test_missing_or_disabled_triggers_come_back_with_the_registry(self):
        before = triggers.installed(self.env.cr)
        for damage in (
            "DROP TRIGGER nats_bridge_row_update ON res_partner",
            "ALTER TABLE res_partner DISABLE TRIGGER nats_bridge_row_update",
        ):
            self.env.cr.execute(damage)
            self.assertNotEqual(triggers.installed(self.env.cr), before)
            self.env["bridge.watch"]._register_hook()
            self.assertEqual(triggers.installed(self.env.cr), before)

    def test_unchanged_triggers_are_left_alone(self):
        self.env.cr.execute("SELECT array_agg(oid ORDER BY oid) FROM pg_trigger WHERE tgname LIKE 'nats_bridge%'")
        before = self.env.cr.fetchone()
        self.push({**PARTNER_WATCH, "contracts": ["parties.party.changed.v2"]})
        self.env.cr.execute("SELECT array_agg(oid ORDER BY oid) FROM pg_trigger WHERE tgname LIKE 'nats_bridge%'")
        self.assertEqual(self.env.cr.fetchone(), before)

    def test_a_column_may_go_while_it_is_watched(self):
        self.env.cr.execute("ALTER TABLE res_partner ADD COLUMN bridge_probe text")
        self.env.cr.execute("ALTER TABLE res_partner DROP COLUMN bridge_probe")
        self.env.cr.execute("ALTER TABLE res_partner ALTER COLUMN ref TYPE text")
        self.company.ref = "still seen"
        self.assertEqual(self.only(self.company)["fields"], ["ref"])

    def test_a_field_that_went_with_an_upgrade_is_left_out_and_shown(self):
        self.watch.write({"spec": {"name": {}, "gone_field": {}}})
        self.assertIn("gone_field", self.watch.problems)
        self.company.name = "still seen"
        self.assertNotIn("gone_field", self.only(self.company)["snapshot"])

    def test_uninstalling_leaves_no_trigger_function_table_or_parameter(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("nats_bridge.retention_days", "3")
        parameters.set_param("natsXbridge.other", "not ours")
        uninstall_hook(self.env)
        self.assertFalse(parameters.search([("key", "=like", r"nats\_bridge.%")]))
        self.assertEqual(parameters.get_param("natsXbridge.other"), "not ours")
        self.env.cr.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'nats_bridge%'")
        self.assertEqual(self.env.cr.fetchone()[0], 0)
        self.env.cr.execute("SELECT count(*) FROM pg_proc WHERE proname LIKE 'nats_bridge%'")
        self.assertEqual(self.env.cr.fetchone()[0], 0)
        self.env.cr.execute(
            """SELECT count(*) FROM pg_class WHERE relname IN
                   ('bridge_touch', 'bridge_version', 'bridge_relay_progress', 'bridge_republish')"""
        )
        self.assertEqual(self.env.cr.fetchone()[0], 0)
        self.env.cr.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'nats_bridge'")
        self.assertEqual(self.env.cr.fetchone()[0], 0)
        self.company.ref = "writes still work"
        self.env.cr.flush()

    def test_an_addon_installed_into_a_neutralized_copy_is_neutralized(self):
        parameters = self.env["ir.config_parameter"]
        pre_init_hook(self.env)
        self.assertFalse(parameters.search([("key", "=", "nats_bridge.neutralized")]))
        parameters.set_param("database.is_neutralized", "true")
        pre_init_hook(self.env)
        self.assertEqual(parameters.search([("key", "=", "nats_bridge.neutralized")]).value, "True")

    def test_a_neutralized_copy_captures_nothing_and_takes_no_push(self):
        with file_open("nats_bridge/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        self.assertEqual(triggers.installed(self.env.cr), {})
        self.assertEqual(self.env["bridge.watch"]._plans(), ())
        with self.assertRaises(ValidationError):
            self.push(PARTNER_WATCH)
