"""The notes that earlier folds of the same transaction took: a later fold folds them once more with its own.

Telling a row's first old and last new value, and the roots it belonged to at the two ends, needs all notes. They are
kept beside the connection, in memory. Which of them still count is a transaction-local setting of Postgres: it is gone
with the transaction, and with the savepoint that the fold was made in.
"""

SETTING = "nats_bridge.folds"
_KEPT = "_nats_bridge_folded_notes"


def recall(cr, folds):
    """The notes of the folds named by ``folds``, the setting's value (comma separated; empty or None: none)."""
    kept = cr.connection.__dict__.setdefault(_KEPT, [])
    if not folds:
        kept.clear()
    return [note for number in filter(None, (folds or "").split(",")) for note in kept[int(number)]]


def keep(cr, folds, notes):
    """Keep the notes of this fold for later ones. To be called after ``recall``."""
    kept = cr.connection.__dict__[_KEPT]
    number = str(len(kept))
    kept.append(notes)
    cr.postcommit.add(kept.clear)  # not for correctness: an import's notes need not stay in memory
    cr.execute("SELECT set_config(%s, %s, true)", (SETTING, f"{folds},{number}" if folds else number))
