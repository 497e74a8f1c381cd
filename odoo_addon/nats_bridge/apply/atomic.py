"""The savepoint in which a command's operations happen: all of them have their effect, or none."""

from contextlib import contextmanager

from .refusal import Refusal

_ENDS = ("commit", "rollback")


@contextmanager
def atomic(cr):
    """Rolled back when an exception leaves it. Whoever would end the transaction amid it is refused.

    Some methods of Odoo commit as they go, mostly those made for scheduled actions. Half of a command would stay then
    whatever comes after, and its changes be told without its id.
    """
    with cr.savepoint(), _without_ends(cr):
        yield


@contextmanager
def _without_ends(cr):
    before = {name: cr.__dict__[name] for name in _ENDS if name in cr.__dict__}
    cr.__dict__.update({name: _refuse for name in _ENDS})
    try:
        yield
    finally:
        for name in _ENDS:
            del cr.__dict__[name]
        cr.__dict__.update(before)


def _refuse():
    raise Refusal("not-atomic", "Odoo would commit amid the command; nothing was done.")
