"""Size of the outbox over many turnovers: python test/bench/relay/retention_bench.py inside scripts/stack exec.

Holds 20,000 rows while 400,000 pass through. Vacuum is run where autovacuum would (2,000 rows and 2 %), because its
own clock of one minute is long against a bench that packs a week into two minutes.
"""

import json
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from ground import Database, changes, machine_line, write

_HELD, _STEP, _TURNOVERS = 20_000, 5_000, 20
_SIZE = "SELECT pg_total_relation_size('bridge_outbox')"


def run():
    from relay.checkpoint import Position
    from relay.outbox import Outbox
    from relay.retention import Retention

    print(machine_line())
    database = Database()
    try:
        connection = database.connect()
        outbox = Outbox(database.parameters)
        retention, position, sizes, times, record = Retention(outbox), Position(), [], [], 0
        for turnover in range(_TURNOVERS):
            for _ in range(_HELD // _STEP):
                write(connection, changes(_STEP, first_record=record))
                record += _STEP
                position = _published(outbox, position)
                _age(connection, record - _HELD)
                times += _delete(retention, position)
                _vacuum(database)
            sizes.append(_size(connection))
            print(f"turnover {turnover + 1}: {sizes[-1] / 2**20:.1f} MiB, {_rows(connection)} rows", flush=True)
        outbox.close()
    finally:
        database.drop()
    print(
        json.dumps(
            {
                "first_mib": round(sizes[0] / 2**20, 1),
                "last_mib": round(sizes[-1] / 2**20, 1),
                "growth_after_third": round(sizes[-1] / sizes[2], 3),
                "ms_per_1000_rows": round(statistics.median(times) * 1000, 1),
            }
        )
    )


def _published(outbox, position):
    empty = 0
    while empty < 3:
        page = outbox.next_page(position)
        position, empty = page.after, 0 if page.changes else empty + 1
    return position


def _age(connection, below):
    # in place of waiting a week: what is beyond the held rows becomes old
    with connection, connection.cursor() as cursor:
        cursor.execute("DELETE FROM ir_config_parameter WHERE key = 'nats_bridge.retention_days'")
        cursor.execute("SELECT occurred_at FROM bridge_outbox WHERE record_id = %s", (max(below, 0),))
        found = cursor.fetchone()
        cursor.execute(
            """INSERT INTO ir_config_parameter
               SELECT 'nats_bridge.retention_days',
                      extract(epoch FROM now() AT TIME ZONE 'UTC' - %s::timestamp) / 86400""",
            (found[0] if found and below > 0 else "2000-01-01",),
        )


def _delete(retention, position):
    times = []
    while True:
        began = time.perf_counter()
        deleted = retention.step(position)
        if not deleted:
            return times
        if deleted == 1000:
            times.append(time.perf_counter() - began)


def _vacuum(database):
    connection = database.connect()
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM bridge_outbox")
    connection.close()


def _size(connection):
    with connection, connection.cursor() as cursor:
        cursor.execute(_SIZE)
        return cursor.fetchone()[0]


def _rows(connection):
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM bridge_outbox")
        return cursor.fetchone()[0]


if __name__ == "__main__":
    run()
