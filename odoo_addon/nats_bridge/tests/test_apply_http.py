import json

from odoo.tests import HttpCase, new_test_user, tagged

from .apply_case import ApplyCase


@tagged("post_install", "-at_install")
class TestApplyHttp(HttpCase, ApplyCase):
    def post(self, command, key=None):
        return self.url_open(
            "/json/2/bridge.command/apply",
            data=json.dumps({"command": command}),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"bearer {key or self.key}",
            },
        )

    def key_of(self, user):
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        return keys._generate("rpc", "test", None)

    def setUp(self):
        super().setUp()
        self.key = self.key_of(self.service)
        self.allow("res.partner", "write", fields=["name"])
        self.write = {"op": "write", "on": "partner", "values": {"name": "By HTTP"}}

    def test_applies_and_replays(self):
        command = self.command(self.find_partner(), self.write)
        first, again = self.post(command), self.post(command)
        self.assertEqual((first.status_code, again.status_code), (200, 200), first.text)
        self.assertEqual(first.json()["outcome"], "applied")
        self.assertEqual(again.json(), {**first.json(), "replayed": True})
        self.assertEqual(self.partner.name, "By HTTP")

    def test_statuses_of_what_is_no_outcome(self):
        self.assertEqual(self.post(self.command({"op": "drop"})).status_code, 422)
        person = new_test_user(self.env, "a-person", "base.group_user")
        self.assertEqual(self.post(self.command(), self.key_of(person)).status_code, 403)
        self.assertEqual(self.post(self.command(), "wrong-key").status_code, 401)
        # the pipe was live all the time
        self.assertEqual(self.post(self.command(self.find_partner())).status_code, 200)

    def test_the_evidence_is_closed_to_rpc(self):
        self.post(self.command(self.find_partner()))
        row = self.env["bridge.command"].search([("command_id", "=", "c-1")])
        key = self.key_of(self.env.ref("base.user_admin"))
        attacks = {
            "write": {"ids": row.ids, "vals": {"outcome": "refused"}},
            "unlink": {"ids": row.ids},
            "create": {"vals_list": [{"command_id": "c-9"}]},
            "web_save": {"ids": row.ids, "vals": {"actor": "me"}, "specification": {}},
            "copy": {"ids": row.ids},
        }
        for method, body in attacks.items():
            response = self.url_open(
                f"/json/2/bridge.command/{method}",
                data=json.dumps({**body, "context": {"bridge_evidence_key": True}}),
                headers={
                    "Content-Type": "application/json",
                    "Authorization": f"bearer {key}",
                },
            )
            self.assertEqual(response.status_code, 403, f"{method}: {response.text}")
        self.assertEqual(row.outcome, "applied")

    def test_a_query_is_answered_over_http(self):
        query = {
            "type": "test.look.v1",
            "actor": "acme-supplier",
            "correlation_id": "q-1",
            "operations": [
                self.find_partner(),
                {"op": "read", "on": "partner", "as": "partner", "spec": {"ref": {}}},
            ],
        }

        def ask(body):
            return self.url_open(
                "/json/2/bridge.query/answer",
                data=json.dumps({"query": body}),
                headers={
                    "Content-Type": "application/json",
                    "Authorization": f"bearer {self.key}",
                },
            )

        self.assertEqual(ask({**query, "operations": [{"op": "drop"}]}).status_code, 422)
        reply = ask(query)
        self.assertEqual(reply.status_code, 200, reply.text)
        self.assertEqual(reply.json()["answer"]["partner"]["ref"], "A-1")
