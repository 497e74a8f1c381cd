"""The window over real connections that commit in every order. A schema of its own holds the tables."""

import random
import uuid

import psycopg2
from odoo.sql_db import connection_info_for
from odoo.tests import BaseCase, get_db_name, tagged

from ..relay.checkpoint import Checkpoint, Identity, Position
from ..relay.outbox import PAGE_ROWS, Neutralized, Outbox

_TABLES = """
CREATE TABLE bridge_outbox (
    id bigserial PRIMARY KEY, xid xid8 DEFAULT pg_current_xact_id(), change_id text,
    model text, record_id bigint, op text, version bigint, payload jsonb);
CREATE INDEX ON bridge_outbox (xid);
CREATE TABLE ir_config_parameter (key text, value text);
"""


@tagged("post_install", "-at_install")
class TestRelayWindow(BaseCase):
    def setUp(self):
        super().setUp()
        self.schema = f"relay_test_{uuid.uuid4().hex[:8]}"
        self.parameters = {
            **connection_info_for(get_db_name())[1],
            "options": f"-c search_path={self.schema}",
        }
        setup = self.connect()
        with setup, setup.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {self.schema}")
            cursor.execute(_TABLES)
        self.addCleanup(self.drop_schema, setup)
        self.outbox = Outbox(self.parameters)
        self.addCleanup(self.outbox.close)

    def connect(self):
        connection = psycopg2.connect(**self.parameters)
        self.addCleanup(connection.close)
        return connection

    def drop_schema(self, connection):
        with connection, connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {self.schema} CASCADE")

    def insert(self, connection, count=1, record=1, version=1):
        """Ids of new rows, not committed yet."""
        with connection.cursor() as cursor:
            cursor.execute(
                """INSERT INTO bridge_outbox (change_id, model, record_id, op, version, payload)
                   SELECT 'c', 'm', %s, 'update', %s, '{}' FROM generate_series(1, %s) RETURNING id""",
                (record, version, count),
            )
            return [id_ for (id_,) in cursor.fetchall()]

    def read_all(self, position):
        """Every page from ``position`` on, until there is nothing more now."""
        ids = []
        while True:
            position, changes = self.outbox.next_page(position)
            if not changes:
                return position, ids
            ids += [change.id for change in changes]
            position = Position(0, position.window_from, position.window_to, changes[-1].id)

    def test_a_slow_transaction_with_lower_ids_is_neither_lost_nor_waited_for(self):
        slow, fast = self.connect(), self.connect()
        low = self.insert(slow)
        high = self.insert(fast)
        fast.commit()
        position, seen = self.read_all(Position())
        self.assertEqual(seen, high)
        higher = self.insert(fast)
        fast.commit()
        position, seen = self.read_all(position)
        self.assertEqual(seen, higher)
        slow.commit()
        position, seen = self.read_all(position)
        self.assertEqual(seen, low)
        self.assertEqual(self.read_all(position)[1], [])

    def test_a_page_is_the_same_however_late_it_is_read(self):
        slow, fast = self.connect(), self.connect()
        low = self.insert(slow, 5)
        ids = self.insert(fast, PAGE_ROWS + 10)
        fast.commit()
        position, first = self.outbox.next_page(Position())
        self.assertEqual([change.id for change in first], ids[:PAGE_ROWS])
        slow.commit()  # visible to any new read, but in no window that was open before
        self.insert(fast, 5)
        fast.commit()
        after = Position(0, position.window_from, position.window_to, first[-1].id)
        restarted = Outbox(self.parameters)
        self.addCleanup(restarted.close)
        again, rest = restarted.next_page(after)
        self.assertEqual(again, after)
        self.assertEqual([change.id for change in rest], ids[PAGE_ROWS:])
        self.assertFalse(set(low) & {change.id for change in rest})

    def test_a_page_can_be_read_again_without_what_was_passed_over(self):
        writer = self.connect()
        ids = self.insert(writer, 6)
        writer.commit()
        position, changes = self.outbox.next_page(Position())
        done = Position(4, position.window_from, position.window_to, changes[-1].id)
        identity = Identity("u", "s", 1)
        checkpoint = Checkpoint(done, 0, ids[0], identity, "w", stuck=(ids[2],))
        again = [change.id for change in self.outbox.page_of(checkpoint)]
        self.assertEqual(again, [ids[1], *ids[3:]])

    def test_rolled_back_rows_are_not_there(self):
        writer = self.connect()
        self.insert(writer)
        writer.rollback()
        position, seen = self.read_all(Position())
        self.assertEqual(seen, [])
        ids = self.insert(writer)
        writer.commit()
        self.assertEqual(self.read_all(position)[1], ids)

    def test_random_interleavings_give_each_row_once_and_each_record_in_order(self):
        dice = random.Random(19)
        open_, versions, expected, seen = {}, {}, set(), []
        connections = [self.connect() for _ in range(6)]
        position = Position()
        for _ in range(400):
            connection = dice.choice(connections)
            record = connections.index(connection)  # as the version's row lock has it: one writer per record
            action = dice.random()
            if action < 0.5:
                versions[record] = versions.get(record, 0) + 1
                open_.setdefault(record, []).extend(self.insert(connection, 1, record, versions[record]))
            elif action < 0.7:
                connection.commit()
                expected.update(open_.pop(record, []))
            elif action < 0.75:
                connection.rollback()
                open_.pop(record, None)
            else:
                position, ids = self.read_all(position)
                seen += ids
        for connection in connections:
            connection.commit()
        expected.update(*open_.values())
        position, ids = self.read_all(position)
        seen += ids
        self.assertEqual(len(seen), len(set(seen)))
        self.assertEqual(set(seen), expected)
        self.assertGreater(len(seen), 100)
        with connections[0].cursor() as cursor:
            cursor.execute("SELECT id, record_id FROM bridge_outbox")
            record_of = dict(cursor.fetchall())
        for record in versions:
            of_record = [id_ for id_ in seen if record_of[id_] == record]
            self.assertEqual(of_record, sorted(of_record))

    def test_a_neutralized_database_publishes_nothing(self):
        writer = self.connect()
        ids = self.insert(writer)
        with writer.cursor() as cursor:
            cursor.execute("INSERT INTO ir_config_parameter VALUES ('nats_bridge.neutralized', 'True')")
        writer.commit()
        with self.assertRaises(Neutralized):
            self.outbox.next_page(Position())
        with writer.cursor() as cursor:
            cursor.execute("DELETE FROM ir_config_parameter")
        writer.commit()
        self.assertEqual(self.read_all(Position())[1], ids)
