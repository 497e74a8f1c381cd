"""Real connections, a real broker, and the relay's tables in a schema of their own."""

import asyncio
import base64
import contextlib
import json
import os
import socket
import subprocess
import tempfile
import threading
import time
import uuid
from pathlib import Path

import psycopg2
from odoo.sql_db import connection_info_for
from odoo.tests import BaseCase, get_db_name

from ..relay.checkpoint import Position
from ..relay.leadership import LOCK
from ..relay.outbox import PAGE_ROWS, Outbox
from ..relay.settings import Settings

_TABLES = """
CREATE TABLE bridge_outbox (
    id bigserial PRIMARY KEY, xid xid8 DEFAULT pg_current_xact_id(), change_id text, model text, record_id bigint,
    op text, version bigint, lane text, occurred_at timestamp DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'),
    payload jsonb, UNIQUE (model, record_id, version));
CREATE INDEX ON bridge_outbox (xid);
CREATE TABLE ir_config_parameter (key text, value text);
INSERT INTO ir_config_parameter VALUES ('database.uuid', 'u');
CREATE TABLE bridge_touch (xid xid8);
CREATE TABLE bridge_stuck_change (change_id text UNIQUE, model text, record_id bigint, reason text, found_at timestamp);
CREATE TABLE bridge_relay_progress (
    id integer PRIMARY KEY, relay_seq bigint, window_from text, window_to text, last_id bigint, bulk_from text,
    bulk_to text, bulk_last_id bigint, ahead bigint[], rate double precision, published_at timestamptz);
CREATE TABLE bridge_republish (
    id serial PRIMARY KEY, first_id bigint, last_id bigint, model text, finished_at timestamp);
"""


class RelayCase(BaseCase):
    def setUp(self):
        super().setUp()
        self.schema = f"relay_test_{uuid.uuid4().hex[:8]}"
        self.parameters = {**connection_info_for(get_db_name())[1], "options": f"-c search_path={self.schema}"}
        self.writer = self.connect()
        self.execute(f"CREATE SCHEMA {self.schema}; {_TABLES}")
        self.addCleanup(self.execute, f"DROP SCHEMA {self.schema} CASCADE")
        self.outbox = self.open_outbox()

    def connect(self):
        connection = psycopg2.connect(**self.parameters)
        self.addCleanup(connection.close)
        return connection

    def open_outbox(self):
        outbox = Outbox(self.parameters)
        self.addCleanup(outbox.close)
        return outbox

    def execute(self, sql, parameters=None):
        """Run and commit; the rows, if there are any."""
        with self.writer, self.writer.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall() if cursor.description else None

    def insert(self, connection, count=1, record=None, lane="live"):
        """Ids of new rows, not committed yet; each of a record of its own unless ``record`` is given."""
        with connection.cursor() as cursor:
            cursor.execute(
                """INSERT INTO bridge_outbox (id, change_id, model, record_id, op, version, lane, payload)
                   SELECT id, 'u:' || id, 'm', coalesce(%s, id), 'update', id, %s,
                          jsonb_build_object('change_id', 'u:' || id, 'record_id', coalesce(%s, id), 'version', id)
                     FROM (SELECT nextval('bridge_outbox_id_seq') AS id FROM generate_series(1, %s)) AS drawn
                   RETURNING id""",
                (record, lane, record, count),
            )
            return [id_ for (id_,) in cursor.fetchall()]

    def committed(self, count=1, record=None, lane="live"):
        ids = self.insert(self.writer, count, record, lane)
        self.writer.commit()
        return ids

    def drain(self, settings, nobody_leads=True):
        """Publish until nothing is left. A relay ends where another leads, and one that has ended does so until Postgres
        has seen its session's end: that is waited for, unless a test is about it."""
        if nobody_leads:
            wait_until(lambda: self.execute("SELECT pg_try_advisory_xact_lock(%s)", (LOCK,)) == [(True,)])
        with RunningRelay(self, None, settings, until_idle=True) as running:
            running.join()

    def read_all(self, position, outbox=None, share=PAGE_ROWS):
        """Every page from ``position`` on, until there is nothing more now: (position, ids)."""
        ids, empty = [], 0
        while empty < 3:  # live opens a window, completes it, then bulk may open its own
            page = (outbox or self.outbox).next_page(position, bulk_share=share)
            position = page.after
            ids += [change.id for change in page.changes]
            empty = 0 if page.changes else empty + 1
        return position, ids

    def read_from_start(self):
        return self.read_all(Position())


class Broker:
    """A nats-server of this test's own, with the stream as the bridge makes it."""

    def __init__(self, case, extra="", stream=None):
        self._folder = tempfile.TemporaryDirectory()
        case.addCleanup(self._folder.cleanup)
        self.port = free_port()
        self._extra = extra
        self._process = None
        case.addCleanup(self.kill)
        self.start()
        self._stream = {
            "name": "ODOO_CHANGES",
            "subjects": ["odoo.change.>", "odoo.checkpoint.>"],
            "storage": "file",
            "allow_atomic": True,
            "duplicate_window": 100_000_000,  # 0.1 s: nothing here may depend on it
            **(stream or {}),
        }

    @property
    def folder(self):
        return self._folder.name

    def start(self):
        config = Path(self.folder, "nats.conf")
        config.write_text(
            f'listen: "127.0.0.1:{self.port}"\njetstream {{ store_dir: "{self.folder}/store" }}\n{self._extra}'
        )
        # Odoo's tests run where scripts/stack says which nats-server to use
        program = os.environ.get("NATS_SERVER") or "nats-server"
        self._process = subprocess.Popen(
            [program, "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_until(lambda: port_answers(self.port))

    def kill(self):
        self._process.kill()
        self._process.wait()

    def make_stream(self, **login):
        self.ask("STREAM.CREATE.ODOO_CHANGES", self._stream, **login)

    def ask(self, subject, body=None, **login):
        answer = asyncio.run(self._ask(subject, body, login))
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer

    def messages(self, **login):
        """(subject, headers, parsed payload) of every change on the stream, in its order."""
        return asyncio.run(self._messages(login))

    async def _ask(self, subject, body, login):
        async with self._connection(login) as connection:
            return await _ask(connection, subject, body)

    async def _messages(self, login):
        async with self._connection(login) as connection:
            state = (await _ask(connection, "STREAM.INFO.ODOO_CHANGES"))["state"]
            found = []
            for sequence in range(state["first_seq"], state["last_seq"] + 1):
                message = (await _ask(connection, "STREAM.MSG.GET.ODOO_CHANGES", {"seq": sequence})).get("message")
                if message and message["subject"].startswith("odoo.change."):
                    lines = base64.b64decode(message["hdrs"]).decode().splitlines()[1:]
                    headers = dict(line.split(": ", 1) for line in lines if ": " in line)
                    found.append((message["subject"], headers, json.loads(base64.b64decode(message["data"]))))
            return found

    @contextlib.asynccontextmanager
    async def _connection(self, login):
        import nats

        connection = await nats.connect(**{"servers": f"nats://127.0.0.1:{self.port}", **login})
        try:
            yield connection
        finally:
            await connection.close()


async def _ask(connection, subject, body=None):
    payload = json.dumps(body).encode() if body else b""
    return json.loads((await connection.request(f"$JS.API.{subject}", payload, timeout=5)).data)


class RunningRelay:
    """A relay in a thread. ``with RunningRelay(case, broker): ...``"""

    def __init__(self, case, broker, settings=None, until_idle=False):
        self._case = case
        self.settings = settings or settings_for(broker)
        self._until_idle = until_idle
        self.relay = self._loop = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    async def _run(self):
        from ..relay.relay import Relay

        self._loop = asyncio.get_running_loop()
        self.relay = Relay(
            "db", self._case.parameters, self.settings, leftovers=lambda: None, until_idle=self._until_idle
        )
        await self.relay.run()

    def __enter__(self):
        self._thread.start()
        wait_until(lambda: self.relay is not None)
        return self

    def __exit__(self, *_exc):
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self.relay.stop)
        self.join()

    def join(self):
        self._thread.join(20)
        self._case.assertFalse(self._thread.is_alive(), "the relay does not end")


def settings_for(broker, **more):
    given = {"url": f"nats://127.0.0.1:{broker.port}", "user": None, "password": None, "credentials_file": None}
    return Settings(**{**given, "mode": "process", **more})


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def port_answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("waited in vain")
        time.sleep(0.02)
