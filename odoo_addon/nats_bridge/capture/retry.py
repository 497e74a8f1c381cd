"""Work of our own that meets other people's writes: done again in a new transaction."""

from psycopg2.errors import DeadlockDetected, SerializationFailure, UniqueViolation

_TRIES = 20
# what another transaction's being faster looks like
LOST_RACES = (SerializationFailure, DeadlockDetected, UniqueViolation)


def in_transaction(registry, work):
    """``work(cr)`` in a transaction of its own, committed; again while others are faster. Its result."""
    for attempt in range(1, _TRIES + 1):
        try:
            with registry.cursor() as cr:
                return work(cr)
        except LOST_RACES:
            if attempt == _TRIES:
                raise
    return None
