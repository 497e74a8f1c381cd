import logging
import optparse
import sys

from odoo.cli import Command
from odoo.modules.registry import Registry
from odoo.tools import config

_logger = logging.getLogger(__name__)


class NatsBridgeBackfill(Command):
    """Tell the existing records of a watched model as snapshots, behind all live changes."""

    # must equal the file's stem; the class's own name in lower case has no underscores
    name = "nats_bridge_backfill"

    def run(self, cmdargs):
        parser = config.parser
        parser.prog = self.prog
        group = optparse.OptionGroup(parser, "Backfill")
        group.add_option("--model", metavar="MODEL", help="technical name of a watched model")
        group.add_option("--after", type="int", default=0, metavar="ID", help="only records with a higher id")
        parser.add_option_group(group)
        options = config.parse_config(cmdargs, setup_logging=True)
        databases = config["db_name"]
        if len(databases) != 1 or not options.model:
            sys.exit("Give one database with -d, and --model")
        registry = Registry(databases[0])
        # the registry has imported the addon by now; an import above would come before the options
        from odoo.addons.nats_bridge.relay.backfill import NotWatched, backfill

        try:
            total = backfill(registry, options.model, options.after)
        except NotWatched:
            sys.exit(f"No active watch captures {options.model}")
        _logger.info("%s records of %s wait in the bulk lane", total, options.model)
