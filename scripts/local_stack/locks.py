"""Locks between several `scripts/stack` on one machine. The kernel frees them when a process dies, however it dies."""

import contextlib
import fcntl
import os
from collections.abc import Iterator

from local_stack import layout
from local_stack.progress import say


@contextlib.contextmanager
def hold(name: str, shared: bool = False) -> Iterator[None]:
    """Wait for the lock `name` and hold it. `shared` holders exclude only exclusive ones."""
    with _open(name) as lock:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another scripts/stack that holds `{name}`")
            fcntl.flock(lock, kind)
        yield


@contextlib.contextmanager
def try_hold(name: str) -> Iterator[bool]:
    """Hold the lock `name` if nobody else does; yields whether it is held."""
    with _open(name) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield True
        except BlockingIOError:
            yield False


def _open(name: str):
    layout.LOCKS.mkdir(parents=True, exist_ok=True)
    return os.fdopen(os.open(layout.LOCKS / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o644), "r+")
