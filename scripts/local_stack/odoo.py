"""Running Odoo: its place on this machine, its configuration file, and commands that end by themselves."""

import hashlib
import os
from pathlib import Path

from local_stack import environment, layout, postgres, programs
from local_stack.account import account
from local_stack.commands import OdooPlace
from local_stack.failure import StackFailure
from local_stack.files import write_whole
from local_stack.instance import Instance
from local_stack.progress import die_with_parent, run_long
from local_stack.settings import settings

# What changes nothing in an installed database.
NOT_INSTALLED = {"__pycache__", "tests", "readme"}


def require_tree() -> Path:
    """Folder of Odoo 19's programs."""
    tree = programs.odoo_tree()
    if tree is None:
        raise StackFailure("Odoo 19 is missing", "run scripts/stack install")
    return tree


def place(database: str, with_addon: bool) -> OdooPlace:
    """Odoo on this machine, for `database`."""
    launcher = (programs.PYTHON, str(require_tree() / "usr" / "bin" / "odoo"))
    addons = str(layout.ADDONS) if with_addon else ""
    return OdooPlace(launcher, addons, database, settings()["ODOO_LOG_LEVEL"])


def program_environment(data: Path) -> dict[str, str]:
    """What Odoo's program needs of its surroundings, beside environment.odoo."""
    libraries = [require_tree() / "usr" / "lib" / "python3" / "dist-packages", programs.python_packages()]
    return {
        "PATH": f"{postgres.binaries()}:/usr/bin:/bin", "HOME": str(data), "LC_ALL": "C.UTF-8", "TZ": "UTC",
        "PYTHONPATH": ":".join(str(path) for path in libraries if path),
        "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1",
    }


def write_conf(path: Path, data: Path, master_password: str) -> None:
    """Odoo's configuration file: what is neither a command line option nor in the environment."""
    lines = ["[options]", f"data_dir = {data}", f"admin_passwd = {master_password}", "list_db = False",
             "http_interface = 127.0.0.1", ""]
    write_whole(path, "\n".join(lines), owner=account().owner)


def run(title: str, command: list[str], variables: dict[str, str], log: Path) -> None:
    """Run an Odoo command to its end as the servers' user."""
    run_long(title, command, log=log, env=variables, cwd="/", preexec_fn=die_with_parent,
             remedy=f"read the end of {log}", **account().popen_options())


def run_in_instance(title: str, instance: Instance, command: list[str], log_name: str) -> None:
    """Run an Odoo command to its end on an instance's database."""
    variables = program_environment(instance.places.odoo_data) | instance_environment(instance)
    run(title, command, variables, instance.places.logs / log_name)


def instance_environment(instance: Instance) -> dict[str, str]:
    """environment.odoo for an instance of the stack."""
    return environment.odoo(addresses(instance), instance.secrets | postgres.credentials())


def addresses(instance: Instance) -> environment.Addresses:
    """Where the services of an instance find each other."""
    places = instance.places
    return environment.Addresses(
        postgres_host="127.0.0.1", postgres_port=postgres.port(),
        nats_url=f"nats://127.0.0.1:{instance.port('nats')}",
        odoo_url=f"http://127.0.0.1:{instance.port('odoo')}",
        odoo_database=instance.database, bridge_database=instance.bridge_database,
        odoo_conf=str(places.odoo_conf), addons_path=str(layout.ADDONS) if instance.with_addon else "",
        keys_file=str(places.keys), access_file=str(places.access), audit_file=str(places.audit_file),
        inbound_dir=settings().inbound_dir,
        policy_dir=settings().policy_dir,
        policy_shadow_dir=settings().policy_shadow_dir,
        oidc_file=str(settings().oidc_file),
        bridge_host="127.0.0.1", bridge_port=instance.port("bridge"),
    )


def addon_digest() -> str:
    """Digest of the addon's files: another one means that databases must be upgraded."""
    if not (layout.ADDON / "__manifest__.py").exists():
        raise StackFailure(f"the addon is missing: no __manifest__.py in {layout.ADDON}",
                           "complete the checkout, or use --without-addon for a plain Odoo")
    digest = hashlib.sha256()
    for folder, folders, names in os.walk(layout.ADDON):
        folders[:] = sorted(set(folders) - NOT_INSTALLED)
        for name in sorted(names):
            path = Path(folder) / name
            digest.update(f"{path.relative_to(layout.ADDON)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
