import os
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ..relay import checkpoint, settings
from ..relay.checkpoint import Checkpoint, Identity, Position


@tagged("post_install", "-at_install")
class TestRelayWire(BaseCase):
    def test_subjects(self):
        self.assertEqual(
            checkpoint.change_subject("my db.é", "purchase.order", "update"),
            "odoo.change.my_db__.purchase-order.update",
        )
        self.assertEqual(checkpoint.checkpoint_subject("prod-1"), "odoo.checkpoint.prod-1")

    def test_a_checkpoint_survives_the_wire(self):
        identity = Identity("uuid", "7710811997512016952", 16385)
        position = Position(12, "10:20:10,12", "15:30:", 99)
        original = Checkpoint(position, 8, 90, identity, "writer", 120, (95,))
        read = Checkpoint.from_json(original.to_json(), stream_seq=7)
        self.assertEqual(read, original)
        self.assertEqual(read.stream_seq, 7)
        self.assertEqual(read.closed.after_seq, 12)

    def test_settings_keep_secrets_out_of_logs(self):
        values = {
            "NATS_BRIDGE_URL": "nats://somebody:secret@broker:4333",
            "NATS_BRIDGE_USER": "relay",
            "NATS_BRIDGE_PASSWORD": "secret",
        }
        with patch.dict(os.environ, values):
            loaded = settings.load()
        self.assertEqual(loaded.password, "secret")
        self.assertEqual(loaded.printable_url, "nats://broker:4333")
        with patch.dict(os.environ, {**values, "NATS_BRIDGE_URL": "nats://broker:4333"}):
            self.assertNotIn("secret", repr(settings.load()))

    def test_a_wrong_mode_is_named(self):
        with patch.dict(os.environ, {"NATS_BRIDGE_RELAY": "thread"}), self.assertRaises(ValueError):
            settings.load()
