"""A refusal is an answer: it has a code that callers may branch on, and it is stored.

Codes made here: ``odoo-refused``, ``odoo-access-denied``, ``record-not-found``,
``not-allowed``, ``version-conflict``, ``command-id-conflict``, ``nothing-to-do``,
``wizard-needed``, ``not-atomic``, ``external-id-taken``. An operation brings its own code in its key ``refusal``.
"""

from odoo.exceptions import (
    AccessError,
    LockError,
    MissingError,
    RedirectWarning,
    UserError,
    ValidationError,
)
from psycopg2 import IntegrityError


class Refusal(Exception):
    """A business outcome: the command must leave no effect and is not retried."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
        self.message = message


class MalformedCommand(ValidationError):
    """The request breaks the format: HTTP 422, nothing stored, sending it again is useless."""


def from_odoo(error, env):
    """The refusal that an exception of Odoo stands for, or None when it is not an outcome.

    None means: let it propagate. A lock error passes by itself, a malformed
    command must not be stored, everything else unexpected is a bug.
    """
    if isinstance(error, LockError | MalformedCommand):
        return None
    if isinstance(error, AccessError):
        return Refusal("odoo-access-denied", _text(error))
    if isinstance(error, MissingError):
        return Refusal("record-not-found", _text(error))
    if isinstance(error, UserError | RedirectWarning):
        return Refusal("odoo-refused", _text(error))
    if isinstance(error, IntegrityError):
        return Refusal("odoo-refused", _constraint_message(error, env))
    return None


def _text(error):
    return str(error.args[0]) if error.args else str(error)


def _constraint_message(error, env):
    """Odoo's own words for a violated SQL constraint (as in odoo.service.model.retrying)."""
    table = error.diag.table_name
    names = (name for name, cls in env.registry.items() if cls._table == table)
    return env[next(names, "base")]._sql_error_to_message(error)
