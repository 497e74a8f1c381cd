"""The two ends of a transaction amid a call, as Odoo's own end of a request does it (``service/model.py``)."""


def commit(env):
    env.cr.commit()
    env.registry.signal_changes()


def undo(env):
    env.cr.rollback()
    env.transaction.reset()
    env.registry.reset_changes()
