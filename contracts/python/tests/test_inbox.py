"""One suite for both stores: the one in memory, and the table on a real Postgres."""

import os
import unittest
import uuid
from contextlib import contextmanager

import psycopg2
from examples import envelope_of

from odoo_nats_bridge_client import INBOX_TABLE, Inbox, MemoryStore, PostgresStore

TYPE = "parties.party.changed.v1"


def record():
    """Versions of one record that no other test speaks of."""
    subject = f"odoo:golden:res.partner:{uuid.uuid4()}"
    return lambda version, contract=TYPE: envelope_of(
        contract, id=f"{subject}:{version}:{contract}", subject=subject, recordversion=str(version)
    )


class Promises:
    """What every store keeps; a test case has to make `store`."""

    async def _taken(self, newest_only, *envelopes):
        async def effect(_transaction):
            return None

        return [await Inbox(self.store, newest_only).once(envelope, effect) for envelope in envelopes]

    async def test_a_repeated_event_is_dropped(self):
        version = record()
        self.assertEqual(await self._taken(False, version(1), version(2), version(1)), ["handled", "handled", "dropped"])

    async def test_an_effect_that_fails_is_not_noted(self):
        event = record()(1)

        async def failing(_transaction):
            raise RuntimeError("the effect failed")

        with self.assertRaisesRegex(RuntimeError, "the effect failed"):
            await Inbox(self.store).once(event, failing)
        self.assertEqual(await self._taken(False, event, event), ["handled", "dropped"])

    async def test_each_business_moment_counts_whatever_its_version(self):
        version = record()
        self.assertEqual(await self._taken(False, version(10), version(9)), ["handled", "handled"])

    async def test_where_only_the_newest_counts_an_older_version_of_the_same_record_and_contract_is_dropped(self):
        version, other = record(), record()
        moment = version(9, "parties.party.archived.v1")
        outcomes = await self._taken(True, version(10), version(9), other(9), moment, version(11))
        self.assertEqual(outcomes, ["handled", "dropped", "handled", "handled", "handled"])


class InMemory(Promises, unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.store = MemoryStore()


class InPostgres(Promises, unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls):
        cls.connection = psycopg2.connect(os.environ["BRIDGE_TEST_DATABASE_URL"])
        cls.schema = f"client_{uuid.uuid4().hex}"
        with cls.connection, cls.connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {cls.schema}; SET search_path = {cls.schema}; {INBOX_TABLE}")
            cursor.execute("CREATE TABLE effect (event_id text)")

    @classmethod
    def tearDownClass(cls):
        with cls.connection, cls.connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {cls.schema} CASCADE")
        cls.connection.close()

    def setUp(self):
        self.store = PostgresStore(self._transact)

    @contextmanager
    def _transact(self):
        # psycopg2: leaving the connection's block commits, or rolls back when it throws
        with self.connection, self.connection.cursor() as cursor:
            yield cursor

    def _effects(self, event):
        with self._transact() as cursor:
            cursor.execute("SELECT count(*) FROM effect WHERE event_id = %s", (event["id"],))
            return cursor.fetchone()[0]

    async def test_effect_and_note_are_one(self):
        event = record()(1)

        async def insert(cursor):
            cursor.execute("INSERT INTO effect VALUES (%s)", (event["id"],))

        async def too_late(cursor):
            await insert(cursor)
            raise RuntimeError("too late")

        with self.assertRaisesRegex(RuntimeError, "too late"):
            await Inbox(self.store).once(event, too_late)
        self.assertEqual(self._effects(event), 0)
        self.assertEqual([await Inbox(self.store).once(event, insert) for _ in range(2)], ["handled", "dropped"])
        self.assertEqual(self._effects(event), 1)
