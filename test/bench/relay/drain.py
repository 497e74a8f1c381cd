"""100,000 waiting rows to a durable stream, and the same client with the same bytes and nothing else to do."""

import asyncio
import statistics
import time

from ground import ask, changes, new_stream, start_relay, write

_ROUNDS = 3
_BATCH = 500


async def measure(database, broker, rows, say):
    """Relay's rate by the bare client's, medians of interleaved rounds."""
    connection = await broker.connect()
    with database.connect() as writer:
        writer.cursor().execute("TRUNCATE bridge_outbox, bridge_version, bridge_relay_progress")
        for start in range(0, rows, 5000):
            write(writer, changes(min(5000, rows - start), first_record=start))
        writer.cursor().execute("ANALYZE bridge_outbox")
    relay_rates, bare_rates = [], []
    for _round in range(_ROUNDS):
        await new_stream(connection)
        relay_rates.append(rows / await _relay_seconds(database, broker, connection, rows))
        messages = await _messages(connection, rows)
        await new_stream(connection)
        bare_rates.append(rows / await _bare_seconds(broker, messages))
        say(f"drain: relay {relay_rates[-1]:.0f}/s, bare client {bare_rates[-1]:.0f}/s")
    await connection.close()
    return statistics.median(relay_rates) / statistics.median(bare_rates)


async def _relay_seconds(database, broker, connection, rows):
    """From its first message to its last: starting Python is not draining."""
    relay, began = start_relay(database, broker), None
    try:
        while True:
            state = (await ask(connection, "STREAM.INFO.ODOO_CHANGES"))["state"]
            if began is None and state["messages"]:
                began, there = time.perf_counter(), state["messages"]
            # a checkpoint comes with each page, so there are more messages than rows
            if state["messages"] >= rows and (await _relay_seq(connection)) >= rows:
                return (time.perf_counter() - began) * rows / (rows - there)
            await asyncio.sleep(0.01)
    finally:
        relay.kill()
        relay.wait()


async def _relay_seq(connection):
    import base64
    import json

    answer = await ask(connection, "STREAM.MSG.GET.ODOO_CHANGES", {"last_by_subj": "odoo.checkpoint.>"})
    return json.loads(base64.b64decode(answer["message"]["data"]))["relay_seq"]


async def _messages(connection, rows):
    """What the relay has put on the stream, checkpoints included: the same bytes."""
    from relay.broker import Broker, Message

    reader, found = Broker(connection), []
    first, last = await reader.bounds()
    for sequence in range(first, last + 1, 200):
        numbers = range(sequence, min(sequence + 200, last + 1))
        for stored in await asyncio.gather(*(reader._message({"seq": number}) for number in numbers)):
            found.append(_as_published(stored, Message))
    return found


def _as_published(stored, message_class):
    import base64

    from relay.broker import _headers

    headers = {
        name: value
        for name, value in _headers(stored).items()
        if not name.startswith(("Nats-Batch", "Nats-Expected"))
    }
    return message_class(stored["subject"], base64.b64decode(stored["data"]), headers)


async def _bare_seconds(broker, messages):
    from relay.broker import Broker

    connection = await broker.connect()
    publisher = Broker(connection)
    began = time.perf_counter()
    for start in range(0, len(messages), _BATCH):
        await publisher.publish_batch(messages[start : start + _BATCH])
    seconds = time.perf_counter() - began
    await connection.close()
    return seconds
