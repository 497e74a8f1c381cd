"""What tests and operators run beside the services: Odoo's tests, commands with the stack's programs, the audit trail."""

import os
import re
import subprocess
import sys
from typing import NoReturn

from local_stack import (
    layout,
    lifecycle,
    locks,
    node,
    odoo,
    postgres,
    programs,
    status,
    templates,
)
from local_stack.account import account
from local_stack.failure import StackFailure
from local_stack.instance import Instance
from local_stack.progress import die_with_parent, say


def environment() -> dict[str, str]:
    """The caller's environment, with node, npm and nats-server of the stack, and a Postgres to make databases in."""
    found = node.environment() | {"NATS_SERVER": str(programs.nats_server() or "")}
    cluster = postgres.credentials()
    # a cluster that was never started has passwords and no port yet
    if cluster and "ports" in cluster:
        found["BRIDGE_TEST_DATABASE_URL"] = (
            f"postgres://{postgres.SUPERUSER}:{cluster['POSTGRES_PASSWORD']}"
            f"@127.0.0.1:{cluster['ports']['postgres']}/postgres")
    return found


def audit(instance: Instance, arguments: list[str]) -> int:
    """Run the bridge's audit command line on an instance; return its exit code."""
    if not instance.exists:
        raise StackFailure(f"there is no instance {instance.name}", f"run scripts/stack up --name {instance.name} first")
    command = ["node", str(layout.REPO / "bridge" / "dist" / "audit-cli.js"), *arguments]
    known = {name: value for name, value in status.variables(instance).items() if name.startswith("BRIDGE_")}
    return subprocess.run(command, env=node.environment() | known, check=False).returncode


def become_odoo(instance: Instance, arguments: list[str], bare: bool) -> NoReturn:
    """Replace this process by Odoo with the caller's arguments, in the caller's folder: output, signals and exit code are Odoo's.

    It gets the instance's addresses and logins; the caller's NATS_BRIDGE_* variables win. `bare` is Odoo as a customer has it:
    nothing of the instance's, but the caller's NATS_BRIDGE_*, ODOO_* and PG* variables.
    """
    if not instance.exists:
        raise StackFailure(f"there is no instance {instance.name}", f"run scripts/stack up --name {instance.name} first")
    at = odoo.place(instance.database, instance.with_addon)
    command, variables = [*at.launcher], odoo.program_environment(instance.places.odoo_data)
    if not bare:
        command.append(f"--addons-path={at.addons_path}")
        variables |= odoo.instance_environment(instance)
    given = ("NATS_BRIDGE_", "ODOO_", "PG") if bare else ("NATS_BRIDGE_",)
    variables |= {name: value for name, value in os.environ.items() if name.startswith(given)}
    account().become()
    os.execve(command[0], [*command, *arguments], {name: value for name, value in variables.items() if value})


def modules_of(tags: str) -> list[str]:
    """Modules named in Odoo's test tags, e.g. `/purchase,/stock:TestX` -> purchase, stock."""
    return sorted(set(re.findall(r"/(\w+)", tags)))


def odoo_test(name: str, tags: str, modules: str, with_addon: bool) -> int:
    """Run Odoo's tests on a database made anew; Odoo's log goes to standard output. Returns Odoo's exit code."""
    if not modules:
        raise StackFailure(f"the tags {tags} name no module", "add --update MODULE,...")
    with lifecycle.working_on(name):
        programs.install({"postgres", "nats", "odoo"})
        instance = lifecycle.prepare(name, with_addon)
        with locks.hold("cluster"):
            postgres.start()
            postgres.drop_database(instance.database)
            templates.create_database(instance, new_passwords=False)
        odoo.write_conf(instance.places.odoo_conf, instance.places.odoo_data, instance.secrets["ODOO_MASTER_PASSWORD"])
        lifecycle.install_modules(instance)
        at = odoo.place(instance.database, with_addon)
        command = [*at.upgrade(modules.split(",")), "--test-tags", tags]
        # Tests over HTTP need the server that `upgrade` otherwise goes without.
        command.remove("--no-http")
        command += ["--http-interface=127.0.0.1", f"--http-port={instance.port('odoo')}"]
        variables = odoo.program_environment(instance.places.odoo_data) | odoo.instance_environment(instance)
        variables["NATS_SERVER"] = str(programs.nats_server())
        say(f"running Odoo's tests {tags} on the database {name}")
        sys.stdout.flush()
        return subprocess.run(
            command, env={key: value for key, value in variables.items() if value}, cwd="/", stdin=subprocess.DEVNULL,
            stderr=subprocess.STDOUT, preexec_fn=die_with_parent, check=False,
            **account().popen_options(),
        ).returncode
