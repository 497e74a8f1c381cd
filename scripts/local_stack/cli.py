"""The command line of scripts/stack."""

import argparse
import json
import os
import sys

from local_stack import (
    core_tests,
    examples,
    lifecycle,
    modules,
    node,
    oracle,
    plan,
    programs,
    services,
    status,
    tests,
)
from local_stack import instance as instances
from local_stack.failure import StackFailure
from local_stack.progress import say
from local_stack.settings import settings


def main(arguments: list[str]) -> int:
    """Run one command; return the exit code."""
    # Programs and built files must be readable by the servers' user, whatever the caller's umask is.
    os.umask(0o022)
    options = _parser().parse_args(arguments)
    try:
        return options.run(options) or 0
    except StackFailure as failure:
        print(f"\nscripts/stack: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nscripts/stack: interrupted; `scripts/stack up` goes on from here", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/stack", description="Postgres, nats-server, Odoo 19, relay and bridge on this machine, "
        "without Docker. Everything lies in .stack/.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    up = _command(commands, "up", _up, "bring an instance up; healthy services are left alone", changes=True)
    up.add_argument("--only", metavar="SVC,...", help=f"only these of {','.join(services.ORDER)}")
    up.add_argument("--without-addon", action="store_true", help="a plain Odoo, without our addon and the bridge")
    up.add_argument("--json", action="store_true", help="print the status as JSON (with secrets) at the end")
    down = _command(commands, "down", _down, "stop an instance; its data stays", changes=True)
    down.add_argument("--all", action="store_true", help="stop all instances and Postgres")
    reset = _command(commands, "reset", _reset, "remove an instance and its databases", changes=True)
    reset.add_argument("--all", action="store_true", help="remove all instances, the cluster and the templates")
    shown = _command(commands, "status", _status, "show what runs")
    shown.add_argument("--json", action="store_true", help="as JSON, with everything a test needs, secrets included")
    for name, run, text in (("start", _start, "start one service on its ports and with its settings"),
                            ("stop", _stop, "stop one service (SIGTERM, then SIGKILL)"),
                            ("kill", _kill, "SIGKILL one service, as a fault")):
        _command(commands, name, run, text, changes=True).add_argument(
            "service", choices=[service for service in services.ORDER if service != "provision"])
    install = _command(commands, "install", _install, "only install the programs", changes=True)
    install.add_argument("--only", metavar="SVC,...", help="for these services only")
    template = _command(commands, "template", _template, "only build Odoo's template databases", changes=True)
    template.add_argument("--without-addon", action="store_true", help="not the one with our addon")
    added = _command(commands, "add-module", _add_module, "add modules of Odoo to the settings; `up` installs them",
                     changes=True)
    added.add_argument("modules", nargs="+", metavar="MODULE", help="as Odoo's folder is called, e.g. fleet")
    run = _command(commands, "exec", _exec, "run a command that finds the stack's programs (node, npm, nats-server)")
    run.add_argument("arguments", nargs=argparse.REMAINDER, metavar="-- COMMAND ...")
    audit = _command(commands, "audit", _audit, "ask the audit trail of an instance: verify, or story ID")
    audit.add_argument("arguments", nargs=argparse.REMAINDER, metavar="verify | story ID")
    testing = _command(commands, "odoo-test", _odoo_test, "run Odoo's tests on a fresh database of their own",
                     changes=True)
    testing.add_argument("--test-tags", required=True, metavar="TAGS", help="as Odoo's option, e.g. /nats_bridge")
    testing.add_argument("--update", metavar="MODULE,...", help="modules whose tests run (default: those in the tags)")
    testing.add_argument("--without-addon", action="store_true", help="on a database without our addon")
    core = _command(commands, "core-tests", _core_tests, "run Odoo's own tests without and with our addon and compare",
                    changes=True)
    core.add_argument("--modules", default="purchase,stock", metavar="MODULE,...", help="default: %(default)s")
    asked = _command(commands, "oracle", _oracle, "compare what the addon tells with PostgreSQL's log, on databases of its own",
                     changes=True)
    asked.set_defaults(name="test-oracle")
    asked.add_argument("--seeds", type=int, default=2, help="how many runs (default: %(default)s)")
    asked.add_argument("--transactions", type=int, default=150, help="operations per run (default: %(default)s)")
    asked.add_argument("--seed", type=int, default=1, help="the first run's seed; the next ones count on (default: %(default)s)")
    asked.add_argument("--self-test", action="store_true", help="only prove that divergences are noticed")
    recorded = _command(commands, "record", _record, "record the contracts' examples (use scripts/record-examples)", changes=True)
    recorded.add_argument("arguments", nargs=argparse.REMAINDER, metavar="-- DOMAIN ...")
    run_odoo = _command(commands, "odoo", _odoo, "become Odoo with own arguments, e.g. -- shell -d DATABASE", changes=True)
    run_odoo.add_argument("--bare", action="store_true",
                          help="without the instance's settings: only the caller's ODOO_*, PG* and NATS_BRIDGE_* variables")
    run_odoo.add_argument("arguments", nargs=argparse.REMAINDER, metavar="-- ARGUMENT ...")
    return parser


def _command(commands, name: str, run, text: str, changes: bool = False) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.add_argument("--name", default=settings()["ODOO_DATABASE"], help="the instance (default: %(default)s)")
    if changes:
        parser.add_argument("--dry-run", action="store_true", help="only print what would be done")
    parser.set_defaults(run=run)
    return parser


def _only(options) -> list[str] | None:
    if not options.only:
        return None
    asked = [name.strip() for name in options.only.split(",") if name.strip()]
    unknown = sorted(set(asked) - set(services.ORDER))
    if unknown:
        raise StackFailure(f"no such service: {', '.join(unknown)}", f"choose from {', '.join(services.ORDER)}")
    return asked


def _up(options) -> None:
    only = _only(options)
    if options.dry_run:
        return plan.show(plan.up(options.name, only, not options.without_addon))
    lifecycle.open_stack()
    instance = lifecycle.up(options.name, only, not options.without_addon)
    say(f"{options.name} is up")
    _print_status(status.status(instance, options.json), options.json)


def _status(options) -> None:
    _print_status(status.status(instances.load(options.name), options.json), options.json)


def _print_status(found: dict, as_json: bool) -> None:
    print(json.dumps(found, indent=1) if as_json else "\n".join(status.lines(found)))


def _down(options) -> None:
    chosen = lifecycle.names() if options.all else [options.name]
    if options.dry_run:
        return plan.show(plan.down(chosen))
    lifecycle.open_stack()
    for name in chosen:
        lifecycle.down(name)


def _reset(options) -> None:
    if options.dry_run:
        return plan.show(plan.reset(lifecycle.names() if options.all else [options.name], options.all))
    lifecycle.open_stack()
    lifecycle.reset_all() if options.all else lifecycle.reset(options.name)


def _start(options) -> None:
    if options.dry_run:
        return plan.show([f"start {options.service} of {options.name}"])
    lifecycle.open_stack()
    lifecycle.start(options.name, options.service)


def _stop(options) -> None:
    _halt(options, at_once=False)


def _kill(options) -> None:
    _halt(options, at_once=True)


def _halt(options, at_once: bool) -> None:
    verb = "kill" if at_once else "stop"
    if options.dry_run:
        return plan.show([f"{verb} {options.service} of {options.name}"])
    ran = lifecycle.stop(options.name, options.service, at_once)
    say(f"{options.service} of {options.name} {f'has been {verb}ed'.replace('stoped', 'stopped') if ran else 'was not running'}")


def _install(options) -> None:
    asked = set(_only(options) or services.ORDER)
    if options.dry_run:
        return plan.show(plan.install(asked))
    lifecycle.open_stack()
    programs.install(asked)
    if "bridge" in asked:
        node.build()
    say("all programs are there")


def _template(options) -> None:
    if options.dry_run:
        return plan.show(["start Postgres, build the templates that are missing, stop Postgres when nobody uses it"])
    lifecycle.open_stack()
    lifecycle.build_templates(not options.without_addon)


def _add_module(options) -> None:
    done = modules.add(options.modules, options.dry_run)
    if options.dry_run:
        return plan.show(done)
    for line in done or ["ODOO_MODULES has them already"]:
        say(line)
    say(f"`scripts/stack up --name {options.name}` installs what the instance lacks")


def _exec(options) -> None:
    arguments = _words(options)
    if not arguments:
        raise StackFailure("exec needs a command", "scripts/stack exec -- COMMAND ARGUMENT ...")
    os.execvpe(arguments[0], arguments, tests.environment())


def _audit(options) -> int:
    return tests.audit(instances.load(options.name), _words(options))


def _odoo_test(options) -> int | None:
    if options.dry_run:
        return plan.show([f"make the database {options.name} anew and run the tests {options.test_tags} on it"])
    lifecycle.open_stack()
    modules = options.update or ",".join(tests.modules_of(options.test_tags))
    return tests.odoo_test(options.name, options.test_tags, modules, not options.without_addon)


def _words(options) -> list[str]:
    return options.arguments[1:] if options.arguments[:1] == ["--"] else options.arguments


def _record(options) -> None:
    chosen = _words(options) or examples.domains()
    if options.dry_run:
        return plan.show([f"make the database {examples.DATABASE} anew and record {domain} on it" for domain in chosen])
    lifecycle.open_stack()
    examples.record(chosen)


def _odoo(options) -> None:
    arguments = _words(options)
    if options.dry_run:
        return plan.show([f"become Odoo with: {' '.join(arguments)}"])
    lifecycle.open_stack()
    tests.become_odoo(instances.load(options.name), arguments, options.bare)


def _core_tests(options) -> int | None:
    modules = options.modules.split(",")
    if options.dry_run:
        return plan.show([f"run Odoo's tests of {options.modules} on two new databases, without and with the addon"])
    lifecycle.open_stack()
    return core_tests.compare(options.name, modules)


def _oracle(options) -> int | None:
    task = oracle.Task(options.seeds, options.transactions, options.seed, options.self_test)
    if options.dry_run:
        return plan.show([f"{task.seeds} times: make the database {options.name} anew, run {task.transactions} operations on it"])
    lifecycle.open_stack()
    return oracle.run(options.name, task)
