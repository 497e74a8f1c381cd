import json
from datetime import datetime, timedelta

from odoo.tests import HttpCase, new_test_user, tagged

from .capture_case import PARTNER_WATCH


@tagged("post_install", "-at_install")
class TestCaptureHttp(HttpCase):
    """What the bridge's own user can do over JSON-2, and what nobody can."""

    def call(self, login, path, body):
        user = self.env["res.users"].search([("login", "=", login)])
        expires = datetime.now() + timedelta(days=1)
        key = self.env["res.users.apikeys"].with_user(user).sudo()._generate("rpc", "test", expires)
        headers = {"Authorization": f"bearer {key}", "Content-Type": "application/json"}
        return self.url_open(f"/json/2/{path}", data=json.dumps(body), headers=headers)

    def test_the_registrar_pushes(self):
        new_test_user(self.env, "bridge-registrar", "nats_bridge.group_watch_registrar")
        answer = self.call("bridge-registrar", "bridge.watch/push", {"watches": [PARTNER_WATCH]})
        self.assertEqual((answer.status_code, answer.json()["active"]), (200, ["res.partner"]))
        bad = {"model": "res.partner", "spec": {"avatar_1920": {}}}
        answer = self.call("bridge-registrar", "bridge.watch/push", {"watches": [bad]})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("res.partner.avatar_1920", answer.json()["message"])
        self.assertEqual(self.env["bridge.watch"].search([]).mapped("model"), ["res.partner"])

    def test_nobody_else_does(self):
        self.assertEqual(self.call("admin", "bridge.watch/push", {"watches": []}).status_code, 403)

    def test_the_outbox_is_closed(self):
        values = {"model": "res.partner", "record_id": 1, "change_id": "forged"}
        context = {"bridge_evidence_key": True}
        for method, body in (
            ("create", {"vals_list": [values], "context": context}),
            ("write", {"ids": [1], "vals": values, "context": context}),
            ("unlink", {"ids": [1], "context": context}),
        ):
            with self.subTest(method=method):
                self.assertEqual(self.call("admin", f"bridge.outbox/{method}", body).status_code, 403)
        self.assertEqual(self.call("admin", "bridge.outbox/search_read", {"domain": []}).status_code, 200)
