"""Commands that share one transaction, one after the other, as long as all goes well with all of them."""

import time
from itertools import takewhile

from . import transaction
from .shyness import Shyness

# Committed with the first command that ends later: so long are locks held, and one command more.
SHARE_FOR_S = 0.15
# No longer than a rival's transaction usually takes: the others' locks are held meanwhile.
LOCK_WAIT_MS = 100

_shyness = Shyness()
class Broken(Exception):
    """Nothing remains of the transaction; ``begun`` commands had begun in it."""

    def __init__(self, begun):
        super().__init__(begun)
        self.begun = begun


def of_first(env, commands):
    """Those of ``commands`` that may share a transaction with the first; empty when the first goes alone."""
    if not _may_share(commands[0]) or _shyness.takes_one_alone(_kind(env, commands[0])):
        return []
    return list(takewhile(lambda command: _may_share(command) and not _shyness.of(_kind(env, command)), commands))


def apply_together(env, commands, apply):
    """The answers of the first of ``commands``, committed: as many as one transaction had time for.

    :raise Broken: one of them was refused or failed, or the commit did; done one by one they will tell whose it is
    """
    until = time.monotonic() + SHARE_FOR_S
    answers = []
    begun = 0
    try:
        for begun, command in enumerate(commands, start=1):
            blamed = [command]
            answers.append(apply(command, lock_wait_ms=LOCK_WAIT_MS))
            if _is_new_refusal(answers[-1]):
                raise Broken(begun)
            if time.monotonic() > until:
                break
        blamed = commands[:begun]
        transaction.commit(env)
    except Exception as error:  # whatever it is, it may be one command's alone
        # without a connection no other command has a turn either
        if env.cr.connection.closed:
            raise
        transaction.undo(env)
        _shyness.broke({_kind(env, command) for command in blamed})
        raise Broken(begun) from error
    _shyness.went_well({_kind(env, command) for command in blamed})
    return answers


def _is_new_refusal(answer):
    """What it had done is undone by its savepoint, but not the mails it would send after the commit."""
    return answer["outcome"] == "refused" and not answer["replayed"]


def _may_share(command):
    """Not what is malformed, nor what expects a version: capture raises versions at the transaction's end."""
    return isinstance(command, dict) and isinstance(command.get("type"), str) and not command.get("expect")


def _kind(env, command):
    return env.cr.dbname, command["type"]
