import asyncio
import logging
import optparse
import signal
import sys
from functools import partial

from odoo.cli import Command
from odoo.sql_db import connection_info_for
from odoo.tools import config

_logger = logging.getLogger(__name__)


class NatsBridgeRelay(Command):
    """Publish the changes of one database to NATS until SIGTERM."""

    # must equal the file's stem; the class's own name in lower case has no underscores
    name = "nats_bridge_relay"

    def run(self, cmdargs):
        parser = config.parser
        parser.prog = self.prog
        group = optparse.OptionGroup(parser, "Relay")
        group.add_option(
            "--adopt-restored-database",
            action="store_true",
            help="once, after a restore: publish every change kept in the outbox again",
        )
        parser.add_option_group(group)
        options = config.parse_config(cmdargs, setup_logging=True)
        databases = config["db_name"]
        if len(databases) != 1:
            sys.exit("Name one database with -d")
        asyncio.run(_relay(databases[0], options.adopt_restored_database))


async def _relay(database, adopt):
    # not above: importing the addon loads its models, which need the parsed options
    from odoo.addons.nats_bridge.relay import settings
    from odoo.addons.nats_bridge.relay.leftovers import fold_leftovers
    from odoo.addons.nats_bridge.relay.publisher import ForeignCheckpoint
    from odoo.addons.nats_bridge.relay.relay import Relay

    relay = Relay(
        database,
        connection_info_for(database)[1],
        settings.load(),
        partial(fold_leftovers, database),
        adopt=bool(adopt),
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, relay.stop)
    try:
        await relay.run()
    except ForeignCheckpoint as error:
        sys.exit(str(error))
    _logger.info("relay of %s stopped", database)
