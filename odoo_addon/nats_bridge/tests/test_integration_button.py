from lxml import etree
from odoo.tests import new_test_user, tagged

from .capture_case import PARTNER_WATCH, CaptureCase

_BUTTON = "//div[@name='button_box']/button[.//span[text()='Integration']]"


@tagged("post_install", "-at_install")
class TestIntegrationButton(CaptureCase):
    """Forms of watched models show the button to readers of the bridge, and no other form changes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = new_test_user(cls.env, "bridge-reader", "base.group_user,nats_bridge.group_bridge_user")
        cls.clerk = new_test_user(cls.env, "clerk", "base.group_user")

    def form(self, model="res.partner", user=None, view=None):
        records = self.env[model].with_user(user or self.reader)
        return etree.fromstring(records.get_view(view and view.id, "form")["arch"])

    def buttons(self, *arguments, **named):
        return self.form(*arguments, **named).xpath(_BUTTON)

    def view(self, arch):
        return self.env["ir.ui.view"].create({"model": "res.partner", "type": "form", "arch": arch})

    def test_the_form_of_a_watched_model_opens_its_timeline(self):
        (button,) = self.buttons()
        action = self.env.ref("nats_bridge.bridge_timeline_action")
        self.assertEqual((button.get("type"), button.get("name")), ("action", str(action.id)))
        self.assertEqual(button.get("invisible"), "not id")

    def test_other_models_and_other_users_see_nothing(self):
        self.assertFalse(self.buttons("res.country"))
        self.assertFalse(self.buttons(user=self.clerk))
        self.assertTrue(self.buttons())

    def test_it_comes_and_goes_with_the_watch(self):
        self.push({"model": "res.country", "spec": {"name": {}}})
        self.assertTrue(self.buttons("res.country"))
        self.assertFalse(self.buttons())
        self.push(PARTNER_WATCH)
        self.assertFalse(self.buttons("res.country"))
        self.assertTrue(self.buttons())

    def test_a_paused_watch_keeps_it(self):
        self.env["bridge.watch"].search([("model", "=", "res.partner")]).action_pause()
        self.assertTrue(self.buttons())

    def test_a_sheet_without_a_button_box_gets_one(self):
        view = self.view("<form><sheet><field name='name'/></sheet></form>")
        self.assertEqual(len(self.buttons(view=view)), 1)
        self.assertEqual(self.form(view=view, user=self.clerk).xpath("count(//button)"), 0)

    def test_a_form_without_a_sheet_stays_as_it_is(self):
        view = self.view("<form><field name='name'/><footer><button special='cancel'/></footer></form>")
        self.assertFalse(self.buttons(view=view))
        self.assertTrue(self.form(view=view).xpath("//field[@name='name']"))

    def test_the_button_boxes_of_lines_are_left_alone(self):
        view = self.view(
            """<form><sheet><field name='child_ids'><form><sheet>
            <div name='button_box'/><field name='name'/></sheet></form></field></sheet></form>"""
        )
        form = self.form(view=view)
        self.assertEqual(len(form.xpath(_BUTTON)), 1)
        self.assertFalse(form.xpath("//field//button"))

    def test_every_form_of_a_watched_model_still_opens(self):
        views = self.env["ir.ui.view"].search(
            [("model", "=", "res.partner"), ("type", "=", "form"), ("mode", "=", "primary")]
        )
        for view in views:
            self.assertLessEqual(len(self.buttons(user=self.env.ref("base.user_admin"), view=view)), 1, view.name)

    def test_lists_and_kanbans_do_not_change(self):
        for view_type in ("list", "kanban", "search"):
            arch = self.env["res.partner"].with_user(self.reader).get_view(view_type=view_type)["arch"]
            self.assertNotIn("Integration", arch)

    def test_an_unwatched_form_costs_no_query(self):
        countries = self.env["res.country"].with_user(self.reader)
        countries.get_view(view_type="form")
        with self.assertQueryCount(0):
            countries.get_view(view_type="form")
            self.env["bridge.watch"]._watched_models()
