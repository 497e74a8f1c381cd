"""The relay for as long as there is something to publish: what the scheduled action starts each minute."""

import asyncio
from functools import partial

from odoo.sql_db import connection_info_for

from . import settings
from .leftovers import fold_leftovers

# the next turn comes after a minute; other scheduled actions want theirs
_LONGEST_SECONDS = 50


def publish_waiting(database):
    """Publish what waits; return at once when another relay leads or the broker is away."""
    asyncio.run(_publish(database))


async def _publish(database):
    # nats-py is needed only where the relay runs
    from .relay import Relay

    parameters = connection_info_for(database)[1]
    relay = Relay(database, parameters, settings.load(), partial(fold_leftovers, database), until_idle=True)
    asyncio.get_running_loop().call_later(_LONGEST_SECONDS, relay.stop)
    await relay.run()
