"""Started by `scripts/stack oracle`, once per seed, in Odoo's environment and on a database made for it."""

import argparse
import json
import os
import sys

import odoo.cli  # noqa: F401  sets the time zone and what else Odoo wants before it is used
from odoo.tools import config


def main():
    parser = argparse.ArgumentParser(prog="oracle")
    parser.add_argument("--database", required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--transactions", type=int, required=True)
    parser.add_argument("--self-test", action="store_true", help="only prove that divergences are noticed")
    options = parser.parse_args()
    log_address = os.environ.pop("ORACLE_LOG_ADDRESS")
    config.parse_config(
        [f"--addons-path={os.environ['ODOO_ADDONS_PATH']}", "-d", options.database, "--log-level=critical"],
        setup_logging=True,
    )
    from .run import Run  # the addon can be imported only now

    run = Run(options.database, log_address, options.seed)
    if not options.self_test:
        run.play(options.transactions)
    run.test_itself()
    problems = run.problems if options.self_test else run.weigh()
    _print_summary(run, problems)
    return 1 if problems or any(run.divergences.values()) else 0


def _print_summary(run, problems):
    for (kind, reason), times in sorted(run.refused.items()):
        print(f"seed {run.seed}: refused {times} times: {kind}: {reason}")
    for problem in problems:
        print(f"seed {run.seed}: {problem}")
    print(
        f"seed {run.seed}: {sum(run.kinds.values())} operations of {len(run.kinds)} kinds; compared {dict(run.judge.compared)};"
        f" {run.stage.retried} transactions were done again"
    )
    print(json.dumps(run.divergences, separators=(",", ":")), flush=True)


sys.exit(main())
