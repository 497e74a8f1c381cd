"""The relay: moves the outbox to the stream, each row once, in order.

Terms
-----
change      one row of ``bridge_outbox``; numbered by the relay (``relay_seq`` 1, 2, 3 ...)
lane        live or bulk (imports, backfill); bulk rows travel behind live ones
window      the rows that became visible between two database snapshots, ``from`` and ``to``
page        up to 499 rows: live ones of one window, then bulk ones of another
ahead       bulk rows that a live change of their record took with it, before their turn
checkpoint  a message in the same stream that says which page follows it; progress
            and output are one fact, because both are written by one atomic batch
fenced      the stream refused our checkpoint, since another relay wrote one after ours
again       a range that is published another time, because somebody asked for it

The checkpoint in the stream is the only truth about progress. When it is missing, the
stream's own messages are (``recovery``). The table ``bridge_relay_progress`` is for
people, the leader's lock saves needless work, NOTIFY saves waiting: nothing breaks
when one of them is wrong.
"""
