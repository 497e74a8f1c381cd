"""What is published, found in the stream itself: for when its checkpoint is missing.

The broker's duplicate window would refuse only what is younger than two minutes, so it
cannot stand in for a lost checkpoint. Every message carries its change id; with all of
them at hand the rows on the stream are passed over, whatever their age.
"""

from dataclasses import dataclass

from .checkpoint import all_changes_subject


@dataclass(frozen=True)
class Found:
    """Row ids on the stream, the highest relay number, and the stream's sequence looked up to."""

    row_ids: frozenset
    relay_seq: int
    stream_seq: int


async def find_published(broker, database, database_uuid, stream_seq=None):
    """Reads the stream up to ``stream_seq`` (None: to its present end). About 10,000 messages a second."""
    prefix = all_changes_subject(database)[:-1]
    row_ids, relay_seq = set(), 0
    first, last = await broker.bounds()
    last = last if stream_seq is None else min(last, stream_seq)
    async for subject, headers in broker.messages(first, last):
        if not subject.startswith(prefix):
            continue
        # <database uuid>:<row id>, with more behind it when it was published again
        uuid, _colon, rest = headers.get("Nats-Msg-Id", "").partition(":")
        if uuid == database_uuid:
            row_ids.add(int(rest.partition(":")[0]))
        relay_seq = max(relay_seq, int(headers.get("Bridge-Relay-Seq", 0)))
    return Found(frozenset(row_ids), relay_seq, last)
