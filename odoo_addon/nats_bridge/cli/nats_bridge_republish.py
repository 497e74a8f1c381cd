import logging
import optparse
import sys
import time

from odoo.cli import Command
from odoo.modules.registry import Registry
from odoo.tools import config

_logger = logging.getLogger(__name__)


class NatsBridgeRepublish(Command):
    """Have the relay publish a range of the outbox again, with the same change ids."""

    # must equal the file's stem; the class's own name in lower case has no underscores
    name = "nats_bridge_republish"

    def run(self, cmdargs):
        parser = config.parser
        parser.prog = self.prog
        group = optparse.OptionGroup(parser, "Range")
        group.add_option("--from", dest="first", type="int", metavar="ID", help="first outbox id (or change id's number)")
        group.add_option("--to", dest="last", type="int", metavar="ID", help="last outbox id")
        group.add_option("--model", metavar="MODEL", help="only changes of this model")
        group.add_option("--wait", action="store_true", help="until the relay has published all of it")
        parser.add_option_group(group)
        options = config.parse_config(cmdargs, setup_logging=True)
        databases = config["db_name"]
        if len(databases) != 1 or options.first is None or options.last is None or options.first > options.last:
            sys.exit("Give one database with -d, --from and --to")
        _request(Registry(databases[0]), options)


def _request(registry, options):
    # the registry has imported the addon by now; an import above would come before the options
    from odoo.addons.nats_bridge.relay import again

    with registry.cursor() as cr:
        request = again.ask(cr, options.first, options.last, options.model)
    _logger.info("request %s: the relay publishes changes %s to %s again", request, options.first, options.last)
    while options.wait:
        with registry.cursor() as cr:
            if again.is_finished(cr, request):
                _logger.info("request %s is finished", request)
                return
        time.sleep(0.5)
