"""A database whose relay was version 19.0.1.0.0 until now."""

import asyncio
import json

from odoo.tests import TransactionCase, tagged

from ..relay.status import read_status
from .relay_case import Broker, RelayCase, settings_for


@tagged("post_install", "-at_install")
class TestRelayUpgrade(RelayCase):
    def test_the_relay_goes_on_in_the_middle_of_an_old_window(self):
        broker = Broker(self)
        broker.make_stream()
        ids = self.committed(3)
        slow = self.connect()
        late = self.insert(slow, 2)
        ids += self.committed(4) + self.committed(2, lane="bulk") + self.committed(2)
        [[snapshot]] = self.execute("SELECT pg_current_snapshot()::text")
        # one lane by id: 8 of the window's 11 were published, a bulk row among them
        self.publish_as_old(broker, ids[:8], snapshot)
        slow.commit()
        ids += late + self.committed(2)
        for _ in range(2):
            self.drain(settings_for(broker))
        headers = [headers for _subject, headers, _payload in broker.messages()]
        self.assertEqual(sorted(h["Nats-Msg-Id"] for h in headers), sorted(f"u:{id_}" for id_ in ids))
        self.assertEqual([int(h["Bridge-Relay-Seq"]) for h in headers], list(range(1, len(ids) + 1)))

    def publish_as_old(self, broker, ids, snapshot):
        identity = self.outbox.identity()
        checkpoint = {
            "relay_seq": len(ids),
            "from": None,
            "to": snapshot,
            "last_id": ids[-1],
            "after_seq": 0,
            "after_id": 0,
            "highest_id": ids[-1],
            "stuck": [],
            "database_uuid": identity.database_uuid,
            "system_identifier": identity.system_identifier,
            "database_oid": identity.database_oid,
            "writer": "the relay of 19.0.1.0.0",
        }
        messages = [("odoo.checkpoint.db", checkpoint, {})]
        messages += [
            ("odoo.change.db.m.update", {"id": id_}, {"Nats-Msg-Id": f"u:{id_}", "Bridge-Relay-Seq": str(number)})
            for number, id_ in enumerate(ids, 1)
        ]
        asyncio.run(self._publish(broker, messages))

    async def _publish(self, broker, messages):
        async with broker._connection({}) as connection:
            for subject, body, headers in messages:
                answer = await connection.request(subject, json.dumps(body).encode(), headers=headers or None)
                self.assertNotIn("error", json.loads(answer.data))


@tagged("post_install", "-at_install")
class TestProgressUpgrade(TransactionCase):
    def test_the_notes_of_the_old_relay_get_their_new_columns(self):
        self.env.cr.execute(
            """ALTER TABLE bridge_relay_progress DROP COLUMN bulk_from, DROP COLUMN bulk_to, DROP COLUMN bulk_last_id,
                   DROP COLUMN ahead, DROP COLUMN rate;
               DROP TABLE bridge_republish;
               DELETE FROM bridge_relay_progress;
               INSERT INTO bridge_relay_progress (id, relay_seq, window_from, window_to, last_id, published_at)
                    VALUES (1, 41, '3:3:', '3:3:', 7, now())"""
        )
        self.env["bridge.outbox"].init()  # what -u calls
        self.assertEqual(read_status(self.env.cr)["published"], 41)
        self.env.cr.execute("SELECT count(*) FROM bridge_republish")
        self.assertEqual(self.env.cr.fetchone(), (0,))
