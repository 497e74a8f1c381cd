"""Folds committed changes that no Odoo transaction folded: psql, raw cursors, a registry loading."""

import logging

from odoo.modules.registry import Registry
from psycopg2.errors import DeadlockDetected, SerializationFailure

_logger = logging.getLogger(__name__)

_TRIES = 5


def fold_leftovers(database):
    """Fold all there are. What cannot be folded now stays for the next look."""
    # here, not above: the addon's models exist only after its registry was loaded
    registry = Registry(database).check_signaling()
    from ..capture.fold import fold_external

    tries = 0
    while tries < _TRIES:
        try:
            with registry.cursor() as cr:
                if not fold_external(cr):
                    return
        except (SerializationFailure, DeadlockDetected):
            tries += 1  # somebody wrote the same record: his fold is first, ours comes on top
        except Exception:
            _logger.exception("changes made outside Odoo could not be folded")
            return
