import logging
import optparse
import time

from odoo.cli import Command
from odoo.tools import config

_logger = logging.getLogger(__name__)


class NatsBridgeRepublish(Command):
    """Have the relay publish a range of the outbox again, with the same change ids."""

    # must equal the file's stem; the class's own name in lower case has no underscores
    name = "nats_bridge_republish"

    def run(self, cmdargs):
        parser = config.parser
        parser.prog = self.prog
        parser.usage = "%prog -d DATABASE --from ID --to ID [--model MODEL] [--wait]"
        group = optparse.OptionGroup(parser, "Range")
        group.add_option("--from", dest="first", metavar="ID", help="first outbox id (or change id's number)")
        group.add_option("--to", dest="last", metavar="ID", help="last outbox id")
        group.add_option("--model", metavar="MODEL", help="only changes of this model")
        group.add_option("--wait", action="store_true", help="until the relay has published all of it")
        parser.add_option_group(group)
        options = config.parse_config(cmdargs, setup_logging=True)
        # not above: importing the addon loads its models, which need the parsed options
        from odoo.addons.nats_bridge.operate.command_line import number, open_database

        first, last = number(parser, "--from", options.first), number(parser, "--to", options.last)
        if first is None or last is None:
            parser.error("name the range with --from and --to")
        if first > last:
            parser.error(f"--from {first} is behind --to {last}")
        _request(open_database(parser), first, last, options)


def _request(registry, first, last, options):
    # the registry has imported the addon by now; an import above would come before the options
    from odoo.addons.nats_bridge.relay import again

    with registry.cursor() as cr:
        request = again.ask(cr, first, last, options.model)
    _logger.info("request %s: the relay publishes changes %s to %s again", request, first, last)
    while options.wait:
        with registry.cursor() as cr:
            if again.is_finished(cr, request):
                _logger.info("request %s is finished", request)
                return
        time.sleep(0.5)
