"""Recording the contracts' examples: each domain's scenario on a database made anew, as the servers' user."""

import json
import shutil
import subprocess

from local_stack import (
    layout,
    lifecycle,
    locks,
    node,
    odoo,
    postgres,
    programs,
    templates,
)
from local_stack.account import account
from local_stack.failure import StackFailure
from local_stack.instance import Instance
from local_stack.progress import die_with_parent, say

# canonical ids of the examples name it
DATABASE = "golden"
EXAMPLES = layout.REPO / "contracts" / "examples"


def domains() -> list[str]:
    """The domains that have a scenario."""
    return sorted(path.stem for path in (EXAMPLES / "scenarios").glob("[a-z]*.py"))


def record(chosen: list[str]) -> None:
    """Record the domains one after another; a domain's files are written when all of its scenario went well."""
    unknown = sorted(set(chosen) - set(domains()))
    if unknown:
        raise StackFailure(f"no scenario for {', '.join(unknown)}", f"choose from {', '.join(domains())}")
    with lifecycle.working_on(DATABASE):
        programs.install({"postgres", "odoo", "bridge"})
        instance = lifecycle.prepare(DATABASE, with_addon=True)
        for domain in chosen:
            _new_database(instance)
            say(f"recording {domain}")
            _record(instance, domain)


def _new_database(instance: Instance) -> None:
    with locks.hold("cluster"):
        postgres.start()
        postgres.drop_database(instance.database)
        templates.create_database(instance, new_passwords=False)
    odoo.write_conf(instance.places.odoo_conf, instance.places.odoo_data, instance.secrets["ODOO_MASTER_PASSWORD"])
    lifecycle.install_modules(instance)


def _record(instance: Instance, domain: str) -> None:
    target = instance.places.odoo_data / "examples"
    shutil.rmtree(target, ignore_errors=True)
    account().own_folder(target)
    command = [programs.PYTHON, "-B", str(EXAMPLES / "record.py"), "--database", instance.database,
               "--domain", domain, "--to", str(target)]
    done = subprocess.run(command, env=_environment(instance), cwd="/", stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, text=True, check=False, preexec_fn=die_with_parent,
                          **account().popen_options())
    if done.returncode:
        raise StackFailure(f"the scenario {domain} broke off; its examples stay as they were",
                           f"read what it said above, mend contracts/examples/scenarios/{domain}.py")
    for path in sorted(target.glob("*/*.json")):
        _take_over(path.parent.name, path.name, json.loads(path.read_text()))
    _tell(json.loads(done.stdout.strip().splitlines()[-1]))


def _take_over(folder: str, name: str, recorded: dict) -> None:
    """Write into the checkout. The canonical `answer` to a command or a query is written by a person: it stays."""
    place = EXAMPLES / folder / name
    if folder in ("commands", "queries") and place.exists():
        kept = json.loads(place.read_text())
        recorded |= {"answer": kept["answer"]} if "answer" in kept else {}
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(recorded, indent=2, ensure_ascii=False) + "\n")


def _tell(report: dict) -> None:
    say(f"  stored {', '.join(report['stored'])}")
    passed_over = sorted(set(report["notStored"]))
    if passed_over:
        say(f"  passed over {', '.join(passed_over)}")


def _environment(instance: Instance) -> dict[str, str]:
    found = node.find()
    if found is None:
        raise StackFailure("Node.js 20.19 or newer is missing", "run scripts/stack install")
    variables = odoo.program_environment(instance.places.odoo_data) | odoo.instance_environment(instance)
    variables["PATH"] = f"{found.parent}:{variables['PATH']}"
    return {key: value for key, value in variables.items() if value}
