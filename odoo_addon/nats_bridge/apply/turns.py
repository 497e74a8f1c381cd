"""Several commands in one call: each has its turn, and its own outcome.

What a call costs beside its work is paid once for all of them: the request, the key, what the caller may do. And as long
as all goes well they share transactions, one after the other: what Odoo has read stays read, and capture looks once. Where
anything does not go well (a refusal, an error, a lost race, one record changed by two of them), nothing of that transaction
remains, and its commands are done one by one, each in a transaction of its own: nobody's refusal, error or lock is another's, and
a change still has one command id (decision 0029).
"""

import logging
import random
import time

from odoo.exceptions import ConcurrencyError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from . import company, transaction

_logger = logging.getLogger(__name__)

MOST_COMMANDS = 20
# No command begins later: whoever asked first hears the answer when the call ends. With the slowest command behind
# it, it stays far below the bridge's patience of 30 s.
BEGIN_WITHIN_S = 1.0
# A row that a person's long transaction holds is waited for by its own command only, and not for ever.
LOCK_WAIT_MS = 2000
# 5 to 20 ms, then 10 to 40 ms: a rival's transaction is over by then, and the others of the call wait meanwhile
_TRIES = 3
_FIRST_PAUSE_S = 0.02

_LOST_RACES = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError)


def take_in_turn(env, commands, apply):
    """What became of each of ``commands``, in their order: what ``apply(command, lock_wait_ms=...)`` answers; or the error,
    as JSON-2 would have told it of a call for this command alone: {command_id, error: {status, name, message}}; or {command_id,
    error: None} when its turn did not come.

    Raises only when the connection to the database is gone: what was committed until then stays, and the same call
    again is answered with it.
    """
    until = time.monotonic() + BEGIN_WITHIN_S
    answers = []
    apart = 0  # so many of the next are done one by one
    while len(answers) < len(commands):
        left = commands[len(answers) :]
        if answers and time.monotonic() > until:
            return answers + [_about(command, None) for command in left]
        together = [] if apart else company.of_first(env, left)
        if len(together) < 2:
            answers.append(_turn(env, left[0], apply))
            apart = max(0, apart - 1)
            continue
        try:
            answers += company.apply_together(env, together, apply)
        except company.Broken as broken:
            apart = broken.begun
    return answers


def _turn(env, command, apply):
    for attempt in range(1, _TRIES + 1):
        try:
            return _in_transaction(env, command, apply)
        except Exception as error:  # whatever it is, it is this command's alone
            # without a connection no other command has a turn either
            if env.cr.connection.closed:
                raise
            transaction.undo(env)
            if isinstance(error, _LOST_RACES) and attempt < _TRIES:
                time.sleep(random.uniform(0.25, 1) * _FIRST_PAUSE_S * attempt)
            else:
                return _about(command, _told(command, error))
    return None


def _in_transaction(env, command, apply):
    answer = apply(command, lock_wait_ms=LOCK_WAIT_MS)
    transaction.commit(env)
    return answer


def _told(command, error):
    """As ``odoo.http.Json2Dispatcher.handle_error`` does, without the traceback."""
    status = error.http_status if isinstance(error, UserError) else 500
    if status == 500 and not isinstance(error, _LOST_RACES):
        _logger.exception("command %s failed", _id_of(command))
    return {
        "status": status,
        "name": f"{type(error).__module__}.{type(error).__name__}",
        "message": str(error.args[0]) if error.args else str(error),
    }


def _about(command, error):
    return {"command_id": _id_of(command), "error": error}


def _id_of(command):
    return command.get("command_id") if isinstance(command, dict) else None
