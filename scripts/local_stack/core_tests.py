"""Odoo's own tests of some modules, without and with our addon: both runs must give the same result, test by test.

Each run has an empty database: Odoo's tests of one module want only the modules below it to be there. Some of Odoo's
tests fail by themselves (today's date, a library's version); what counts is that the addon changes nothing.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from local_stack import layout, lifecycle, locks, odoo, postgres, programs
from local_stack.account import account
from local_stack.failure import StackFailure
from local_stack.instance import Instance
from local_stack.progress import die_with_parent, run_long, say

CLOSING = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading database")
# not every "ERROR:" is a test's: Odoo logs Postgres' refusals with the same word
UNHAPPY = re.compile(r"(?:FAIL|ERROR): (\w+\.test_\w+|setUpClass .+)", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What a run gave: how many tests ran, and the names of those that failed."""

    tests: int
    failures: int
    unhappy: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.tests} tests, {self.failures} failures: {', '.join(self.unhappy) or 'none'}"


def compare(name: str, modules: list[str]) -> int:
    """Run the modules' tests both ways; print both outcomes; return 0 when they are the same."""
    with lifecycle.working_on(name):
        programs.install({"postgres", "odoo"})
        instance = lifecycle.prepare(name, with_addon=True)
        with locks.hold("cluster"):
            postgres.start()
        plain = _run(instance, modules, with_addon=False)
        ours = _run(instance, modules, with_addon=True)
    print(f"without the addon: {plain}")
    print(f"with the addon:    {ours}")
    for test in sorted(set(plain.unhappy) ^ set(ours.unhappy)):
        print(f"differs: {test} fails only {'with' if test in ours.unhappy else 'without'} the addon")
    return 0 if plain == ours else 1


def _run(instance: Instance, modules: list[str], with_addon: bool) -> Outcome:
    database = f"{instance.database}_{'with' if with_addon else 'without'}"
    log = instance.places.logs / f"{database}.log"
    log.unlink(missing_ok=True)
    postgres.drop_database(database)
    postgres.query("postgres", 'CREATE DATABASE :"name" OWNER odoo TEMPLATE template0', {"name": database})
    odoo.write_conf(instance.places.odoo_conf, instance.places.odoo_data, instance.secrets["ODOO_MASTER_PASSWORD"])
    at = odoo.place(database, with_addon)
    tags = ",".join(f"/{module}" for module in modules)
    try:
        if with_addon:
            # first, so that it is loaded before the modules whose tests run
            _odoo(instance, f"{database}: installing the addon", at.install(["nats_bridge"], demo_data=True), log)
        tested = [*at.install(modules, demo_data=True), "--test-tags", tags]
        tested.remove("--no-http")
        tested += ["--http-interface=127.0.0.1", f"--http-port={instance.port('odoo')}"]
        _odoo(instance, f"{database}: running Odoo's tests {tags}", tested, log)
        return _outcome(log)
    finally:
        postgres.drop_database(database)


def _odoo(instance: Instance, title: str, command: list[str], log: Path) -> None:
    variables = odoo.program_environment(instance.places.odoo_data) | odoo.instance_environment(instance)
    try:
        run_long(title, command, log=log, env={key: value for key, value in variables.items() if value}, cwd="/",
                 preexec_fn=die_with_parent, **account().popen_options())
    except StackFailure:
        # Odoo ends with 1 when a test failed; the closing line tells whether the tests ran at all
        say(f"  not all of it passed; the log is {log.relative_to(layout.REPO)}")


def _outcome(log: Path) -> Outcome:
    text = log.read_text(errors="replace")
    closing = CLOSING.findall(text)
    if not closing:
        raise StackFailure("Odoo's tests did not come to their end", f"read the end of {log}")
    failed, errors, tests = map(int, closing[-1])
    return Outcome(tests, failed + errors, tuple(sorted(UNHAPPY.findall(text))))
