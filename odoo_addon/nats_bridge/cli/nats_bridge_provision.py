import json
import logging
import optparse
import sys

from odoo import SUPERUSER_ID, api
from odoo.cli import Command
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tools import config

_logger = logging.getLogger(__name__)


class NatsBridgeProvision(Command):
    """Create or correct the bridge's service users, their allowances and API keys."""

    # must equal the file's stem; the class's own name in lower case has no underscores
    name = "nats_bridge_provision"

    def run(self, cmdargs):
        parser = config.parser
        parser.prog = self.prog
        group = optparse.OptionGroup(parser, "Service users")
        group.add_option("--service-users", metavar="FILE", help="JSON made from the contracts")
        group.add_option("--keys-out", metavar="FILE", help="where the keys go; a working key in it is kept")
        group.add_option(
            "--only-installed",
            action="store_true",
            help="leave out, and name, the users for whom this database lacks a group or a model: their module is not installed",
        )
        parser.add_option_group(group)
        options = config.parse_config(cmdargs, setup_logging=True)
        databases = config["db_name"]
        if len(databases) != 1 or not options.service_users or not options.keys_out:
            sys.exit("Give one database with -d, --service-users and --keys-out")
        try:
            _provision(databases[0], options)
        except (UserError, ValueError, OSError) as error:
            sys.exit(f"Nothing was provisioned: {error}")


def _provision(database, options):
    registry = Registry(database)
    if "bridge.allowance" not in registry:
        sys.exit("The module nats_bridge is not installed in this database.")
    # the registry has imported the addon by now; an import above would come before the options
    from odoo.addons.nats_bridge.provision import keys_file, service_users

    with open(options.service_users, encoding="utf-8") as file:
        document = json.load(file)
    try:
        wanted = service_users.parse(document)
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            left_out = {}
            if options.only_installed:
                wanted, left_out = service_users.fitting(env, wanted)
            keys = service_users.provision(env, wanted, keys_file.read(options.keys_out))
    except service_users.WrongServiceUsers as error:
        sys.exit(f"Nothing was provisioned: {error}")
    registry.signal_changes()
    # after the commit: a key in the file always works, or is replaced by the next run
    keys_file.write(options.keys_out, keys)
    _logger.info("provisioned %s in %s", ", ".join(keys), database)
    for login, missing in left_out.items():
        _logger.warning("left out %s: %s has no %s", login, database, ", ".join(missing))
