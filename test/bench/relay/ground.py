"""Where the relay is measured: a database and a broker of the bench's own, both real and durable."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

REPOSITORY = Path(__file__).resolve().parents[3]
# the relay's own packages; the addon itself could be imported only inside Odoo
sys.path.insert(0, str(REPOSITORY / "odoo_addon" / "nats_bridge"))

from capture import outbox as capture_outbox

_OTHER_TABLES = """
CREATE TABLE ir_config_parameter (key text, value text);
INSERT INTO ir_config_parameter VALUES ('database.uuid', 'bench');
CREATE TABLE bridge_touch (xid xid8);
CREATE TABLE bridge_version (model text, record_id bigint, version bigint, PRIMARY KEY (model, record_id));
CREATE TABLE bridge_stuck_change (change_id text UNIQUE, model text, record_id bigint, reason text, found_at timestamp);
"""

STREAM = {
    "name": "ODOO_CHANGES",
    "subjects": ["odoo.change.>", "odoo.checkpoint.>"],
    "storage": "file",
    "allow_atomic": True,
    "duplicate_window": 120 * 10**9,
}


class Database:
    """Made anew with the addon's own outbox table; dropped at the end."""

    def __init__(self):
        url = urlsplit(os.environ["BRIDGE_TEST_DATABASE_URL"])
        self._admin = {"host": url.hostname, "port": url.port, "user": url.username, "password": url.password}
        self.name = f"bench_relay_{uuid.uuid4().hex[:8]}"
        self.parameters = {**self._admin, "dbname": self.name}
        self._administer(f"CREATE DATABASE {self.name}")
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(_OTHER_TABLES)
            capture_outbox.create(cursor)

    def connect(self):
        return psycopg2.connect(**self.parameters)

    def drop(self):
        self._administer(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _administer(self, sql):
        connection = psycopg2.connect(**self._admin, dbname="postgres")
        connection.autocommit = True
        connection.cursor().execute(sql)
        connection.close()


class Broker:
    """nats-server that syncs every write to the disk before it answers."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.url = f"nats://127.0.0.1:{probe.getsockname()[1]}"
        config = Path(self._folder.name, "nats.conf")
        store = f'jetstream {{ store_dir: "{self._folder.name}/store", sync_interval: always }}'
        config.write_text(f'listen: "{urlsplit(self.url).netloc}"\nmax_payload: 1MB\n{store}\n')
        self._process = subprocess.Popen([os.environ["NATS_SERVER"], "-c", config], stderr=subprocess.DEVNULL)

    def stop(self):
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()

    async def connect(self):
        import nats

        end = time.monotonic() + 10
        while True:
            try:
                return await nats.connect(self.url, max_reconnect_attempts=1, reconnect_time_wait=0.1)
            except OSError:
                if time.monotonic() > end:
                    raise
            except nats.errors.NoServersError:
                if time.monotonic() > end:
                    raise
            await asyncio.sleep(0.1)


async def ask(connection, subject, body=None):
    """JetStream's API; the answer as a dict."""
    payload = json.dumps(body).encode() if body else b""
    return json.loads((await connection.request(f"$JS.API.{subject}", payload, timeout=10)).data)


async def new_stream(connection):
    await ask(connection, "STREAM.DELETE.ODOO_CHANGES")
    answer = await ask(connection, "STREAM.CREATE.ODOO_CHANGES", STREAM)
    if "error" in answer:
        raise RuntimeError(answer["error"])


def changes(count, lane="live", first_record=1):
    """Changes as the fold makes them: an order's golden example, each of a record of its own."""
    example = REPOSITORY / "contracts" / "examples" / "changes" / "purchase-order-approved.json"
    golden = json.loads(example.read_text())
    golden.pop("change_id", None)
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return [
        {**golden, "record_id": first_record + number, "lane": lane, "occurred_at": now}
        for number in range(count)
    ]


def write(connection, some_changes):
    """One transaction."""
    with connection.cursor() as cursor:
        capture_outbox.append(cursor, "bench", some_changes)
    connection.commit()


def start_relay(database, broker):
    """The relay in a process of its own, until it is killed."""
    arguments = [json.dumps(database.parameters), broker.url]
    return subprocess.Popen([sys.executable, str(Path(__file__).with_name("relay_process.py")), *arguments])


def machine_line():
    model = next((line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), ":")
    load = os.getloadavg()[0]
    return f"machine: {os.cpu_count()} cores, {model.partition(':')[2].strip() or 'unknown'}, load {load:.1f} at the start"
