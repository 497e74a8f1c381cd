"""Several changes of one row in one transaction are one change: first old, last new."""

from typing import NamedTuple


class Step(NamedTuple):
    """One change of one row. An update's old and new need to hold only what differs."""

    op: str
    old: dict | None
    new: dict | None


def merge(steps):
    """Fold steps, in their order, into one Step; None when nothing remains of them.

    created and deleted again is nothing; deleted and put back is an update of what differs.
    """
    existed = steps[0].op != "create"
    exists = steps[-1].op != "delete"
    if not existed and not exists:
        return None
    old, new = {}, {}
    for step in steps:
        for column, value in (step.old or {}).items():
            old.setdefault(column, value)
        new.update(step.new or {})
    if not existed:
        return Step("create", None, new)
    if not exists:
        return Step("delete", old, None)
    return difference(Step("update", old, new))


def difference(step):
    """An update reduced to what differs (None when nothing does); creations and deletions as they are."""
    if step.op != "update":
        return step
    changed = [column for column, value in step.new.items() if step.old.get(column) != value]
    if not changed:
        return None
    return Step("update", {c: step.old.get(c) for c in changed}, {c: step.new[c] for c in changed})
