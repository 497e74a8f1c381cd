import logging
import optparse

from odoo.cli import Command
from odoo.tools import config

_logger = logging.getLogger(__name__)


class NatsBridgeBackfill(Command):
    """Tell the existing records of a watched model as snapshots, behind all live changes."""

    # must equal the file's stem; the class's own name in lower case has no underscores
    name = "nats_bridge_backfill"

    def run(self, cmdargs):
        parser = config.parser
        parser.prog = self.prog
        parser.usage = "%prog -d DATABASE --model MODEL [--after ID]"
        group = optparse.OptionGroup(parser, "Backfill")
        group.add_option("--model", metavar="MODEL", help="technical name of a watched model")
        group.add_option("--after", metavar="ID", help="only records with a higher id")
        parser.add_option_group(group)
        options = config.parse_config(cmdargs, setup_logging=True)
        if not options.model:
            parser.error("say with --model what to tell")
        # not above: importing the addon loads its models, which need the parsed options
        from odoo.addons.nats_bridge.operate.command_line import number, open_database
        from odoo.addons.nats_bridge.relay.backfill import NotWatched, backfill

        after = number(parser, "--after", options.after) or 0
        try:
            total = backfill(open_database(parser), options.model, after)
        except NotWatched:
            parser.error(f"no active watch captures {options.model}")
        _logger.info("%s records of %s wait in the bulk lane", total, options.model)
