import os
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ..relay import checkpoint, settings
from ..relay.checkpoint import Checkpoint, Identity, Lane, Position


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
        live, bulk = Lane("10:20:10,12", "15:30:", 99), Lane(None, "10:20:10,12", 40)
        position = Position(12, live, bulk, (41, 43), 1000, 2, 17)
        original = Checkpoint(position, 8, (90, 95, 99), identity, "writer", 120, 2)
        read = Checkpoint.from_json(original.to_json(), stream_seq=7)
        self.assertEqual(read, original)
        self.assertEqual(read.stream_seq, 7)
        self.assertEqual((read.closed.after_seq, read.closed.page), (12, ()))

    def test_a_checkpoint_of_one_lane_is_understood(self):
        """Written by 19.0.1.0.0."""
        old = (
            b'{"relay_seq": 12, "from": "10:20:10,12", "to": "15:30:", "last_id": 99, "after_seq": 8, "after_id": 90,'
            b' "highest_id": 120, "stuck": [95], "database_uuid": "u", "system_identifier": "s", "database_oid": 1,'
            b' "writer": "w"}'
        )
        read = Checkpoint.from_json(old, stream_seq=7)
        lane = Lane("10:20:10,12", "15:30:", 99)
        self.assertEqual((read.position, read.page), (Position(12, lane, lane), ()))

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

    def test_half_a_certificate_and_a_wrong_port_are_named(self):
        for values in ({"NATS_BRIDGE_TLS_CERT_FILE": "c.pem"}, {"NATS_BRIDGE_METRICS_PORT": "many"}):
            with patch.dict(os.environ, values), self.assertRaisesRegex(ValueError, next(iter(values))):
                settings.load()
