"""From the return of COMMIT to the arrival at a consumer of the stream, which sees only what is stored."""

import asyncio
import json
import multiprocessing
import time

from ground import ask, changes, new_stream, start_relay, write

_WARM_UP_SECONDS = 3
_FIRST_BULK_RECORD = 10_000_000


async def measure(database, broker, rate, seconds, bulk=0):
    """Sorted latencies in ms of ``rate`` transactions a second. ``bulk``: rows of an import meanwhile."""
    connection = await broker.connect()
    await new_stream(connection)
    with database.connect() as cleaner, cleaner.cursor() as cursor:
        cursor.execute("TRUNCATE bridge_outbox, bridge_version, bridge_relay_progress")
    arrivals, bulk_seen = {}, []
    await _consume(connection, arrivals, bulk_seen)
    relay = start_relay(database, broker)
    try:
        commits = await _write_meanwhile(database.parameters, rate, seconds, bulk)
        await _all_there(commits, arrivals, bulk, bulk_seen)
    finally:
        relay.kill()
        relay.wait()
        await connection.close()
    return sorted((arrivals[record] - at) * 1000 for record, at in commits.items())


async def _consume(connection, arrivals, bulk_seen):
    async def note(message):
        record = json.loads(message.data)["record_id"]
        if record >= _FIRST_BULK_RECORD:
            bulk_seen.append(record)
        else:
            arrivals.setdefault(record, time.time())

    await connection.subscribe("bench.arrivals", cb=note)
    config = {"deliver_subject": "bench.arrivals", "ack_policy": "none", "filter_subject": "odoo.change.>"}
    await ask(connection, "CONSUMER.CREATE.ODOO_CHANGES", {"stream_name": "ODOO_CHANGES", "config": config})


async def _write_meanwhile(parameters, rate, seconds, bulk):
    """{record: when its commit returned}, the warm-up left out."""
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    writers = [context.Process(target=_live, args=(parameters, rate, seconds, answers))]
    if bulk:
        writers.append(context.Process(target=_import, args=(parameters, bulk)))
    for writer in writers:
        writer.start()
    commits = await asyncio.get_running_loop().run_in_executor(None, answers.get)
    for writer in writers:
        writer.join()
    return commits


async def _all_there(commits, arrivals, bulk, bulk_seen):
    end = time.monotonic() + 60
    while not (commits.keys() <= arrivals.keys() and len(bulk_seen) >= bulk):
        if time.monotonic() > end:
            raise RuntimeError("not everything arrived")
        await asyncio.sleep(0.05)


def _live(parameters, rate, seconds, answers):
    import psycopg2

    connection = psycopg2.connect(**parameters)
    commits, count = {}, int(rate * (seconds + _WARM_UP_SECONDS))
    rows = changes(count)
    began = time.time()
    for number, change in enumerate(rows):
        time.sleep(max(0.0, began + number / rate - time.time()))
        write(connection, [change])
        if time.time() - began > _WARM_UP_SECONDS:
            commits[change["record_id"]] = time.time()
    answers.put(commits)


def _import(parameters, rows):
    """As Odoo imports: some 200 records at a time are prepared, one transaction for all of them."""
    import psycopg2
    from ground import capture_outbox

    connection = psycopg2.connect(**parameters)
    time.sleep(_WARM_UP_SECONDS)
    with connection, connection.cursor() as cursor:
        for start in range(0, rows, 200):
            some = changes(min(200, rows - start), lane="bulk", first_record=_FIRST_BULK_RECORD + start)
            capture_outbox.append(cursor, "bench", some)


def percentile(sorted_values, share):
    return sorted_values[min(int(len(sorted_values) * share), len(sorted_values) - 1)]
