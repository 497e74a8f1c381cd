import os
import socket
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import config

from ..operate import configuration, connection
from ..relay import settings
from .speaking_server import SpeakingServer

_SECRET = "hush-hush-77"


@tagged("post_install", "-at_install")
class TestSettingsPage(TransactionCase):
    """What is in effect and from where, and what is wrong with the connection; never a secret, nothing stored."""

    def setUp(self):
        super().setUp()
        clean = {name: value for name, value in os.environ.items() if not name.startswith("NATS_BRIDGE_")}
        self.enterContext(patch.dict(os.environ, clean, clear=True))

    def configure(self, **variables):
        self.enterContext(patch.dict(os.environ, {f"NATS_BRIDGE_{name}": value for name, value in variables.items()}))

    def rows(self):
        return {option: (value, origin) for option, value, origin in configuration.effective(settings.load())}

    def found(self):
        return connection.test(settings.load(), self.env.cr.dbname)

    def test_each_value_says_where_it_comes_from(self):
        self.configure(URL="tls://broker:4333", USER="relay")
        with patch.dict(config.options, {"nats_bridge_user": "loser", "nats_bridge_relay": "server"}):
            rows = self.rows()
        self.assertEqual(rows["NATS_BRIDGE_URL"], ("tls://broker:4333", "environment"))
        self.assertEqual(rows["NATS_BRIDGE_USER"], ("relay", "environment"))
        self.assertEqual(rows["NATS_BRIDGE_RELAY"], ("server", "odoo.conf"))
        self.assertEqual(rows["NATS_BRIDGE_CREDENTIALS_FILE"], (None, "default"))

    def test_no_secret_is_shown_wherever_it_was_put(self):
        self.configure(URL=f"nats://relay:{_SECRET}@127.0.0.1:1", PASSWORD=_SECRET)
        page = self.env["res.config.settings"].create({})
        self.assertIn("NATS_BRIDGE_PASSWORD", page.nats_bridge_configuration)
        self.assertNotIn(_SECRET, page.nats_bridge_configuration)
        answer = page.action_nats_bridge_test_connection()
        self.assertNotIn(_SECRET, str(answer))
        self.assertEqual(answer["params"]["type"], "danger")

    def test_a_wrong_setting_is_named(self):
        self.configure(RELAY="nowhere")
        page = self.env["res.config.settings"].create({})
        self.assertIn("NATS_BRIDGE_RELAY", page.nats_bridge_configuration)
        self.assertIn("NATS_BRIDGE_RELAY", page.action_nats_bridge_test_connection()["params"]["message"])

    def test_only_administrators_of_the_bridge(self):
        user = new_test_user(self.env, "settings-clerk", "base.group_user")
        page = self.env["res.config.settings"].create({}).with_user(user)
        with self.assertRaises(AccessError):
            page.action_nats_bridge_test_connection()

    def test_every_finding_has_its_sentence(self):
        page = self.env["res.config.settings"]
        facts = {
            "server": "a:1", "version": "2", "stream": "S", "published": 1, "milliseconds": 2,
            "action": "read", "reason": "r", "option": "O", "file": "f",
        }  # fmt: skip
        codes = ["works", "bad-url", "dns", "refused", "timeout", "unreachable", "tls", "not-encrypted", "credentials"]
        codes += ["credentials-file", "unreadable", "no-answer", "no-jetstream", "no-stream", "denied", "rejected"]
        sentences = {page._nats_bridge_sentence(connection.Finding(code, facts)) for code in codes}
        self.assertEqual(len(sentences), len(codes))
        self.assertNotIn("%(", "".join(sentences))

    def test_addresses_that_lead_nowhere(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        self.configure(URL=f"nats://127.0.0.1:{port}")
        self.assertEqual(self.found().code, "refused")
        self.configure(URL="nats://no-such-host.invalid:4222")
        self.assertEqual(self.found().code, "dns")
        self.configure(URL="nats://host:port")
        self.assertEqual(self.found().code, "bad-url")
        self.configure(URL="nats://127.0.0.1:1", CREDENTIALS_FILE="/no/such.creds")
        self.assertEqual(self.found().code, "unreadable")

    def test_what_a_server_says_is_understood(self):
        for code, behaviour in {
            "works": {},
            "credentials": {"login": "-ERR 'Authorization Violation'"},
            "no-stream": {"read": {"error": {"err_code": 10059, "description": "stream not found"}}},
            "no-jetstream": {"read": {"error": {"err_code": 10039, "description": "not enabled for account"}}},
            "rejected": {"publish": {"error": {"err_code": 10077, "description": "maximum bytes exceeded"}}},
        }.items():
            with SpeakingServer(**behaviour) as server:
                self.configure(URL=server.url, USER="relay", PASSWORD=_SECRET)
                found = self.found()
                self.assertEqual(found.code, code)
                self.assertNotIn(_SECRET, str(found))

    def test_silence_and_a_missing_permission_are_told_apart(self):
        with (
            patch.object(connection, "_STEP_SECONDS", 0.3),
            SpeakingServer(denies="odoo.checkpoint") as denying,
            SpeakingServer(login="") as silent,
        ):
            self.configure(URL=denying.url)
            self.assertEqual(
                self.found(), connection.Finding("denied", {"stream": "ODOO_CHANGES", "action": "publish"})
            )
            self.configure(URL=silent.url)
            self.assertEqual(self.found().code, "no-answer")

    def test_a_password_is_not_sent_unencrypted_without_a_word(self):
        with SpeakingServer() as server:
            self.configure(URL=server.url.replace("nats:", "tls:"))
            self.assertEqual(self.found().code, "not-encrypted")
