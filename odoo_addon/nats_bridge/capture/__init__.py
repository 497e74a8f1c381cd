"""From a touched row to an event, inside the transaction that touched it.

touch     a note written by a trigger: this row of this table changed so, in this transaction
watch     what a contract wants to know of a model (``bridge.watch``)
plan      a watch compiled against the registry: tables, columns, ways to the root, what to read
root      the record a change is told about: an order for its lines
fold      turning a transaction's touches into one outbox row per root
outbox    the rows the relay publishes, in the order of their ids
"""
