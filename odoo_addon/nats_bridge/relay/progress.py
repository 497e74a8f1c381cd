"""The relay's notes for people, in the database. Nothing is decided by them."""


def note_progress(outbox, position, rate):
    """A relay that dies before this has lost nothing: the checkpoint is the truth. Hence no wait for the disk."""
    with outbox.connection as connection, connection.cursor() as cursor:
        cursor.execute(
            """
            SET LOCAL synchronous_commit = off;
            INSERT INTO bridge_relay_progress
                (id, relay_seq, window_from, window_to, last_id,
                 bulk_from, bulk_to, bulk_last_id, ahead, rate, published_at)
            VALUES (1, %s, %s, %s, %s, %s, %s, %s, %s::bigint[], %s, now())
            ON CONFLICT (id) DO UPDATE SET
                (relay_seq, window_from, window_to, last_id,
                 bulk_from, bulk_to, bulk_last_id, ahead, rate, published_at) =
                ROW (excluded.relay_seq, excluded.window_from, excluded.window_to, excluded.last_id,
                     excluded.bulk_from, excluded.bulk_to, excluded.bulk_last_id, excluded.ahead,
                     excluded.rate, excluded.published_at)
            """,
            (position.relay_seq, *_columns(position.live), *_columns(position.bulk), list(position.ahead), rate),
        )


def _columns(lane):
    return lane.window_from, lane.window_to, lane.last_id


def note_stuck(outbox, change, reason):
    with outbox.connection as connection, connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO bridge_stuck_change (change_id, model, record_id, reason, found_at)
            VALUES (%s, %s, %s, %s, now() AT TIME ZONE 'UTC')
            ON CONFLICT (change_id) DO NOTHING
            """,
            (change.change_id, change.model, change.record_id, reason),
        )
