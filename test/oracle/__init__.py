"""The oracle: what PostgreSQL's own log says a workload changed, held against what the addon told about it.

operation    one kind of business work, run on random records (``operations/``)
log          the committed row changes, decoded from the write-ahead log (``log.py``)
watch        what is to be told, compiled by the oracle's own code (``watch.py``); nothing of the addon's capture is used
expected     the change of each aggregate in each transaction, worked out of log and watches (``expected.py``)
told         the outbox rows (``told.py``)
divergence   where the two differ: missed, spurious or wrong (``judge.py``)
"""
