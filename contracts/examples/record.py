"""Records the examples of one domain from a real Odoo. Started by `scripts/record-examples`, in Odoo's environment and on
a fresh copy of the template database, which it spoils.

The clock stands still and is moved by hand, ids count from the same template, and what differs in any case (uuids,
transaction ids) is replaced: recording again gives the same files unless Odoo, a watch or the scenario differs.
"""

import argparse
import importlib
import json
import os
import sys

import odoo.cli  # noqa: F401  sets the time zone and what else Odoo wants before it is used
from odoo.tools import config

EXAMPLES = os.path.dirname(os.path.abspath(__file__))


def main():
    parser = argparse.ArgumentParser(prog="record.py")
    parser.add_argument("--database", required=True)
    parser.add_argument("--domain", required=True, help="a file of scenarios/")
    parser.add_argument("--to", required=True, help="an existing folder to write changes/, commands/ and queries/ into")
    options = parser.parse_args()
    config.parse_config(
        [f"--addons-path={os.environ['ODOO_ADDONS_PATH']}", "-d", options.database, "--log-level=error"],
        setup_logging=True,
    )
    from odoo.modules.registry import Registry

    registry = Registry(options.database)
    sys.path.insert(0, EXAMPLES)
    from recording import Recording  # the addon can be imported only now

    scenario = importlib.import_module(f"scenarios.{options.domain}")
    with registry.cursor() as cr, Recording(cr, options.to) as recording:
        scenario.play(recording)
        print(json.dumps({"domain": options.domain, "stored": recording.stored, "notStored": recording.passed_over}))


main()
