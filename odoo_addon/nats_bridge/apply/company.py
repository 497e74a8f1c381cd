"""Commands that share one transaction, one after the other, as long as all goes well with all of them."""

import time
from itertools import takewhile

from . import transaction

# Committed with the first command that ends later: so long are locks held, and one command more.
SHARE_FOR_S = 0.15
# No longer than a rival's transaction usually takes: the others' locks are held meanwhile.
LOCK_WAIT_MS = 100
# So many commands of a contract go alone after one of them broke a company: each break costs the work of those before
# it. A contract with one refusal in a hundred stays in company, one with every second refused seldom tries.
SHY_FOR = 10

# (database, contract) -> how many of it still go alone. Of this process alone, and no more than a hint.
_shy = {}


class Broken(Exception):
    """Nothing remains of the transaction; ``begun`` commands had begun in it."""

    def __init__(self, begun):
        super().__init__(begun)
        self.begun = begun


def of_first(env, commands):
    """Those of ``commands`` that may share a transaction with the first; empty when the first goes alone."""
    company = list(takewhile(lambda command: _is_sociable(env, command), commands))
    if not company:
        _one_went_alone(env, commands[0])
    return company


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
        _make_shy(env, blamed)
        raise Broken(begun) from error
    return answers


def _is_new_refusal(answer):
    """What it had done is undone by its savepoint, but not the mails it would send after the commit."""
    return answer["outcome"] == "refused" and not answer["replayed"]


def _is_sociable(env, command):
    """Not where a version is expected: capture raises versions at the transaction's end."""
    return _has_kind(command) and not command.get("expect") and _kind(env, command) not in _shy


def _has_kind(command):
    return isinstance(command, dict) and isinstance(command.get("type"), str)


def _kind(env, command):
    return env.cr.dbname, command["type"]


def _make_shy(env, commands):
    _shy.update(dict.fromkeys((_kind(env, command) for command in commands), SHY_FOR))


def _one_went_alone(env, command):
    """Forgets a kind that was shy for long enough."""
    if _has_kind(command) and (kind := _kind(env, command)) in _shy:
        _shy[kind] -= 1
        if not _shy[kind]:
            del _shy[kind]
