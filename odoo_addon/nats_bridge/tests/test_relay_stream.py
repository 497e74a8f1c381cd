"""The whole relay against a real broker."""

import urllib.request

from odoo.tests import tagged

from ..relay import again
from ..relay.outbox import PAGE_ROWS
from .relay_case import Broker, RelayCase, RunningRelay, free_port, settings_for, wait_until


@tagged("post_install", "-at_install")
class TestRelayStream(RelayCase):
    def published(self, broker):
        return [headers["Nats-Msg-Id"] for _subject, headers, _payload in broker.messages()]

    def assertOnce(self, broker, ids):
        self.assertEqual(sorted(self.published(broker)), sorted(f"u:{id_}" for id_ in ids))

    def test_both_lanes_arrive_once_and_numbered(self):
        broker = Broker(self)
        broker.make_stream()
        ids = self.committed(1200) + self.committed(700, lane="bulk")
        self.drain(settings_for(broker))
        self.assertOnce(broker, ids)
        numbers = [int(headers["Bridge-Relay-Seq"]) for _subject, headers, _payload in broker.messages()]
        self.assertEqual(numbers, list(range(1, len(ids) + 1)))

    def test_a_lost_checkpoint_doubles_nothing(self):
        broker = Broker(self)
        broker.make_stream()
        ids = self.committed(700) + self.committed(300, lane="bulk")
        self.drain(settings_for(broker))
        broker.ask("STREAM.PURGE.ODOO_CHANGES", {"filter": "odoo.checkpoint.>"})
        broker.kill()
        broker.start()
        slow = self.connect()
        ids += self.insert(slow, 3)
        ids += self.committed(40)
        self.drain(settings_for(broker))
        slow.commit()
        self.drain(settings_for(broker))
        self.assertOnce(broker, ids)

    def test_a_checkpoint_lost_again_half_way_doubles_nothing(self):
        broker = Broker(self)
        broker.make_stream()
        ids = self.committed(1500)
        self.drain(settings_for(broker))
        for _ in range(3):
            broker.ask("STREAM.PURGE.ODOO_CHANGES", {"filter": "odoo.checkpoint.>"})
            ids += self.committed(600) + self.committed(600, lane="bulk")
            some = len(ids) - 1150
            with RunningRelay(self, broker):
                wait_until(lambda some=some: len(self.published(broker)) > some)
        self.drain(settings_for(broker))
        self.assertOnce(broker, ids)

    def test_a_stream_without_atomic_batches_is_filled_one_by_one(self):
        broker = Broker(self, stream={"allow_atomic": False})
        broker.make_stream()
        ids = self.committed(60)
        self.drain(settings_for(broker))
        ids += self.committed(2)
        self.drain(settings_for(broker))
        self.assertOnce(broker, ids)

    def test_a_range_is_published_again_on_request(self):
        broker = Broker(self)
        broker.make_stream()
        ids = self.committed(20) + self.committed(10, lane="bulk")
        self.drain(settings_for(broker))
        with self.writer, self.writer.cursor() as cursor:
            request = again.ask(cursor, ids[5], ids[24])
        later = self.committed(2)
        self.drain(settings_for(broker))
        self.drain(settings_for(broker))
        repeated = [headers for _subject, headers, _payload in broker.messages() if "Bridge-Again" in headers]
        self.assertEqual({headers["Bridge-Again"] for headers in repeated}, {str(request)})
        self.assertEqual(
            [headers["Nats-Msg-Id"] for headers in repeated], [f"u:{id_}:again:{request}" for id_ in ids[5:25]]
        )
        with self.writer, self.writer.cursor() as cursor:
            self.assertTrue(again.is_finished(cursor, request))
        first_time = [message for message in self.published(broker) if "again" not in message]
        self.assertEqual(sorted(first_time), sorted(f"u:{id_}" for id_ in ids + later))

    def test_a_range_asked_for_in_the_middle_of_a_long_drain_moves_nothing_else(self):
        broker = Broker(self)
        broker.make_stream()
        ids = self.committed(30)
        self.drain(settings_for(broker))
        ids += self.committed(PAGE_ROWS * 12)
        with self.writer, self.writer.cursor() as cursor:
            request = again.ask(cursor, ids[0], ids[9])
        self.drain(settings_for(broker))
        published = self.published(broker)
        repeated = [f"u:{id_}:again:{request}" for id_ in ids[:10]]
        at = published.index(repeated[0])
        self.assertEqual(published[at : at + 10], repeated)
        self.assertLess(at + 10, len(published), "asked for after the drain, not in its middle")
        self.assertEqual(published[:at] + published[at + 10 :], [f"u:{id_}" for id_ in ids])

    def test_a_broker_that_dies_in_the_middle_of_a_drain_doubles_and_loses_nothing(self):
        broker = Broker(self)
        broker.make_stream()
        ids = self.committed(PAGE_ROWS * 12)
        with RunningRelay(self, broker):
            wait_until(lambda: self._stored(broker) > PAGE_ROWS)
            broker.kill()
            broker.start()
            wait_until(lambda: self._stored(broker) > PAGE_ROWS * 6)
        self.drain(settings_for(broker))
        self.assertEqual(self.published(broker), [f"u:{id_}" for id_ in ids])

    def _stored(self, broker):
        return broker.ask("STREAM.INFO.ODOO_CHANGES")["state"]["messages"]

    def test_the_metrics_tell_what_waits_and_who_leads(self):
        broker = Broker(self)
        broker.make_stream()
        port = free_port()
        self.committed(3)
        with RunningRelay(self, broker, settings_for(broker, metrics_port=port)):
            wait_until(lambda: b"nats_bridge_published_changes_total 3\n" in self._metrics(port))
            text = self._metrics(port).decode()
            self.assertIn("nats_bridge_leading 1\n", text)
            self.assertIn("nats_bridge_leader 1\n", text)
            self.assertIn('nats_bridge_waiting_changes{lane="live"} 0\n', text)
            broker.kill()
            self.committed(2, lane="bulk")
            text = self._metrics(port).decode()
            self.assertIn('nats_bridge_waiting_changes{lane="bulk"} 2\n', text)

    def test_a_taken_metrics_port_does_not_stop_the_relay(self):
        broker = Broker(self)
        broker.make_stream()
        ids = self.committed(1)
        with RunningRelay(self, broker, settings_for(broker, metrics_port=broker.port)):
            wait_until(lambda: self.published(broker))
        self.assertOnce(broker, ids)

    def _metrics(self, port):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
                return answer.read()
        except OSError:
            return b""

    def test_a_turn_without_a_broker_or_with_another_leader_ends(self):
        broker = Broker(self)
        broker.make_stream()
        broker.kill()
        self.drain(settings_for(broker))
        broker.start()
        ids = self.committed(1)
        with RunningRelay(self, broker):
            wait_until(lambda: self.published(broker))
            self.drain(settings_for(broker), nobody_leads=False)
        self.assertOnce(broker, ids)
