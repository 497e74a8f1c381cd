"""Bringing an instance up and down. Each step can be interrupted: the next `up` finds what is done and goes on."""

import contextlib
import hashlib
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from local_stack import (
    access,
    commands,
    environment,
    layout,
    locks,
    node,
    odoo,
    postgres,
    programs,
    services,
    supplier,
    templates,
)
from local_stack import instance as instances
from local_stack.account import account, require_enterable, require_writable
from local_stack.failure import StackFailure
from local_stack.instance import Instance
from local_stack.progress import say
from local_stack.settings import settings

NEEDS_ODOO_DATABASE = {"odoo", "provision", "relay", "bridge"}
IN_USE = "cluster-in-use"
READY_PATIENCE_S = 60


def open_stack() -> None:
    """Refuse early what cannot work, then make the stack's folder."""
    require_enterable()
    require_writable()
    layout.STACK.mkdir(parents=True, exist_ok=True)
    account()


def up(name: str, only: list[str] | None, with_addon: bool) -> Instance:
    """Bring the services of an instance up (all, or those of `only`); healthy ones are left alone."""
    asked = set(only or services.ORDER)
    if not with_addon:
        asked -= {"provision", "relay", "bridge"}
    if asked & NEEDS_ODOO_DATABASE:
        asked.add("postgres")
    with working_on(name):
        programs.install(asked)
        if "bridge" in asked:
            node.build()
        instance = prepare(name, with_addon)
        instance.state["wanted"] = sorted(asked | set(instance.state.get("wanted", [])))
        instance.save()
        if "postgres" in asked:
            _databases(instance, asked)
        for service in services.ORDER:
            if service in asked and service != "postgres":
                _bring_up(instance, service)
    return instance


def start(name: str, service: str) -> None:
    """Start one service of an instance that is there, on its ports and with its settings."""
    with working_on(name):
        instance = _existing(name)
        if service == "postgres":
            with locks.hold("cluster"):
                postgres.start()
        else:
            _bring_up(instance, service)


def stop(name: str, service: str, at_once: bool) -> bool:
    """Stop (or SIGKILL, `at_once`) one service; return whether it was running."""
    with locks.hold(f"instance-{instances.check_name(name)}"):
        instance = _existing(name)
        process = services.process_of(instance, service)
        if at_once:
            return process.kill()
        return postgres.stop() if service == "postgres" else process.stop()


def down(name: str) -> None:
    """Stop an instance, and Postgres when no other instance uses it."""
    with locks.hold(f"instance-{instances.check_name(name)}"):
        instance = instances.load(name)
        _stop_services(instance)
        if instance.exists:
            instance.state["wanted"] = []
            instance.save()
    _stop_postgres_when_idle()


def reset(name: str) -> None:
    """Stop an instance and remove its databases, secrets, logs and files."""
    with working_on(name):
        instance = instances.load(name)
        _stop_services(instance)
        if postgres.DATA.exists():
            with locks.hold("cluster"):
                postgres.start()
            for database in (instance.database, f"{instance.database}_new", instance.bridge_database):
                postgres.drop_database(database)
        shutil.rmtree(instance.places.folder, ignore_errors=True)
        say(f"removed {name}")
    _stop_postgres_when_idle()


def reset_all() -> None:
    """Stop everything and remove all instances, the cluster and the templates; keep the programs."""
    for name in names():
        down(name)
    with locks.hold("cluster"):
        postgres.stop()
        for folder in (layout.RUN, layout.POSTGRES, layout.TEMPLATES):
            shutil.rmtree(folder, ignore_errors=True)
    say("removed all instances, the Postgres cluster and the templates")


def names() -> list[str]:
    """Names of all instances."""
    return sorted(path.parent.name for path in layout.RUN.glob("*/instance.json"))


def build_templates(with_addon: bool) -> None:
    """Build what is missing of the templates, and stop Postgres again when nobody uses it."""
    with locks.hold(IN_USE, shared=True):
        programs.install({"postgres", "odoo"})
        with locks.hold("cluster"):
            postgres.start()
            templates.ensure(with_addon)
    _stop_postgres_when_idle()


@contextlib.contextmanager
def working_on(name: str) -> Iterator[None]:
    """Nobody else changes this instance, and nobody stops Postgres, meanwhile."""
    with locks.hold(IN_USE, shared=True), locks.hold(f"instance-{instances.check_name(name)}"):
        yield


def prepare(name: str, with_addon: bool) -> Instance:
    # One at a time, so that two instances do not choose the same ports.
    with locks.hold("ports"):
        instance = instances.load(name)
        if instance.exists and instance.with_addon != with_addon:
            raise StackFailure(f"instance {name} was made {'with' if instance.with_addon else 'without'} the addon",
                               f"use another --name, or run scripts/stack reset --name {name} first")
        instance = instances.prepare(name)
        instance.state["with_addon"] = with_addon
        instance.save()
        return instance


def _existing(name: str) -> Instance:
    instance = instances.load(name)
    if not instance.exists:
        raise StackFailure(f"there is no instance {name}", f"run scripts/stack up --name {name} first")
    return instance


def _databases(instance: Instance, asked: set[str]) -> None:
    with locks.hold("cluster"):
        postgres.start()
        templates.create_bridge_database(instance)
        if asked & NEEDS_ODOO_DATABASE:
            templates.create_database(instance)
    if asked & NEEDS_ODOO_DATABASE:
        if instance.with_addon:
            _upgrade_addon(instance)
        # with the addon of today: it loads while others are installed
        install_modules(instance)


def install_modules(instance: Instance) -> None:
    """Install what ODOO_MODULES has got since the instance's database, or the template it is a copy of, was made."""
    installed = postgres.query(instance.database, "SELECT name FROM ir_module_module WHERE state = 'installed'").split()
    missing = sorted(set(settings().modules) - set(installed))
    if not missing:
        return
    for service in ("relay", "odoo"):
        services.stop(instance, service)
    at = odoo.place(instance.database, instance.with_addon)
    odoo.write_conf(instance.places.odoo_conf, instance.places.odoo_data, instance.secrets["ODOO_MASTER_PASSWORD"])
    odoo.run_in_instance(f"installing {', '.join(missing)} in the instance's database", instance,
                         at.install(missing, settings().demo_data), "install.log")


def _upgrade_addon(instance: Instance) -> None:
    digest = odoo.addon_digest()
    if instance.state.get("addon") == digest:
        return
    for service in ("relay", "odoo"):
        services.stop(instance, service)
    at = odoo.place(instance.database, with_addon=True)
    odoo.write_conf(instance.places.odoo_conf, instance.places.odoo_data, instance.secrets["ODOO_MASTER_PASSWORD"])
    odoo.run_in_instance("the addon has changed: upgrading it in the instance's database", instance,
                         at.upgrade([templates.ADDON_NAME]), "upgrade.log")
    instance.state["addon"] = digest
    instance.save()


def _bring_up(instance: Instance, service: str) -> None:
    if service == "provision":
        _provision(instance)
        return
    if service == "bridge":
        access.write_access_file(instance)
        _migrate(instance)
    services.ensure(instance, service)
    if service == "bridge":
        _wait_ready(instance)
        supplier.ensure_login(instance)


def _migrate(instance: Instance) -> None:
    """The bridge's database, as its owner: the bridge itself may not touch the audit."""
    found = node.find()
    if found is None:
        raise StackFailure("Node.js 20.19 or newer is missing", "run scripts/stack install")
    variables = {"PATH": f"{found.parent}:/usr/bin:/bin", "NODE_ENV": "production"}
    variables |= environment.migrate(odoo.addresses(instance), postgres.credentials())
    odoo.run("bringing the bridge's database up to date", commands.bridge(str(found), str(layout.BRIDGE_MIGRATE)), variables,
             instance.places.logs / "migrate.log")


def _provision(instance: Instance) -> None:
    if not layout.SERVICE_USERS.exists():
        raise StackFailure(f"{layout.SERVICE_USERS} is missing", "run npm run build, or complete the checkout")
    digest = hashlib.sha256(layout.SERVICE_USERS.read_bytes()).hexdigest()[:16] + ":" + instance.state["addon"]
    if instance.state.get("provisioned") == digest and instance.places.keys.exists():
        return
    at = odoo.place(instance.database, with_addon=True)
    odoo.run_in_instance("making the bridge's service users in Odoo", instance,
                         at.provision(str(layout.SERVICE_USERS), str(instance.places.keys)), "provision.log")
    if not instance.places.keys.exists():
        raise StackFailure("provisioning wrote no API keys", f"read {instance.places.logs / 'provision.log'}")
    instance.state["provisioned"] = digest
    instance.save()


def _stop_services(instance: Instance) -> None:
    # Last started, first stopped: the bridge finishes its work while NATS and Odoo are still there.
    for service in reversed(services.ORDER):
        if service in services.SERVICES and services.stop(instance, service):
            say(f"stopped {service} of {instance.name}")


def _wait_ready(instance: Instance) -> None:
    """The bridge lives; it is ready when work flows through it."""
    limit = time.monotonic() + READY_PATIENCE_S
    while True:
        status, body = services.http_get(instance.port("bridge"), "/readyz")
        if status == 200:
            return
        if time.monotonic() > limit or instance.process("bridge").pid is None:
            raise StackFailure(f"the bridge is not ready after {READY_PATIENCE_S} s; /readyz says {status}: {body}",
                               f"its log is {Path(services.log_of(instance, 'bridge'))}")
        time.sleep(0.2)


def _stop_postgres_when_idle() -> None:
    with locks.try_hold(IN_USE) as nobody_works:
        users = [name for name in names() if "postgres" in instances.load(name).state.get("wanted", [])]
        if users or not nobody_works:
            say(f"Postgres stays up: {', '.join(users) or 'another scripts/stack'} uses it")
        elif postgres.stop():
            say("stopped postgres")
