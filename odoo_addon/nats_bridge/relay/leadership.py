"""One leader per database, and the ear for its notices.

A session advisory lock: the database itself lets go of it when the leader
dies. It only saves two relays from racing; that they cannot harm each other
is the checkpoint's doing. Needs a real session, so no pooler in transaction mode.
"""

import asyncio
import contextlib

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT

# The ASCII of "relay"; advisory locks are per database, so the name need not be in it.
LOCK = 0x72656C6179
_CHANNEL = "nats_bridge"


class LeadershipLost(Exception):
    """The session that held the lock is gone."""


class Leadership:
    """A session of its own: opened in any thread, afterwards used by the loop's thread only."""

    def __init__(self, connection_parameters):
        self._parameters = connection_parameters
        self._connection = None

    def open(self):
        self._connection = psycopg2.connect(**self._parameters)
        self._connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)

    def close(self):
        self._connection.close()

    def acquire(self):
        """Whether we lead now. Listens before the first window, so that no notice is missed."""
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,))
            (acquired,) = cursor.fetchone()
            if acquired:
                cursor.execute(f"LISTEN {_CHANNEL}")
        return acquired

    def commits_are_durable(self):
        """Whether a row that is seen is on disk; else a crash of PostgreSQL takes rows back that were published."""
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('synchronous_commit') <> 'off' AND current_setting('fsync')::bool")
            (durable,) = cursor.fetchone()
        return durable

    async def wait_for_notice(self, seconds, stopping):
        """Returns at a notice, after ``seconds``, or when ``stopping`` is set.

        Raises LeadershipLost when the session ended.
        """
        if self._take_notices():
            return
        loop = asyncio.get_running_loop()
        heard = asyncio.Event()
        loop.add_reader(self._connection.fileno(), heard.set)
        waits = {
            asyncio.ensure_future(heard.wait()),
            asyncio.ensure_future(stopping.wait()),
        }
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            loop.remove_reader(self._connection.fileno())
            for wait in waits:
                wait.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.gather(*waits, return_exceptions=True)
        self._take_notices()

    def _take_notices(self):
        try:
            self._connection.poll()
        except psycopg2.Error as error:
            raise LeadershipLost from error
        heard = bool(self._connection.notifies)
        self._connection.notifies.clear()
        return heard
