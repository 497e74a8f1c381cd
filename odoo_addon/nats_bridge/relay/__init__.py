"""The relay: moves the outbox to the stream, each row once, in order.

Terms
-----
change      one row of ``bridge_outbox``; numbered by the relay (``relay_seq`` 1, 2, 3 ...)
window      the rows that became visible between two database snapshots, ``from`` and ``to``
page        up to 499 rows of one window, in the order of their ids
checkpoint  a message in the same stream that says which page follows it; progress
            and output are one fact, because both are written by one atomic batch
fenced      the stream refused our checkpoint, since another relay wrote one after ours

The checkpoint in the stream is the only truth about progress. The table
``bridge_relay_progress`` is for people, the leader's lock saves needless
work, NOTIFY saves waiting: nothing breaks when one of them is wrong.
"""
