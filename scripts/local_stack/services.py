"""The services of an instance: how each is started, known to be healthy, stopped."""

import hashlib
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from local_stack import commands, environment, layout, node, odoo, postgres, programs
from local_stack.failure import StackFailure
from local_stack.instance import Instance
from local_stack.process import Process, fingerprint_of
from local_stack.progress import say
from local_stack.settings import settings

ORDER = ["postgres", "nats", "odoo", "provision", "relay", "bridge"]
"""Order of starting; `provision` is a step that ends by itself."""


@dataclass(frozen=True)
class Launch:
    """What a service is started with. `inputs` are files' digests that make a restart necessary."""

    command: list[str]
    environment: dict[str, str]
    inputs: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.command, self.environment, *self.inputs)


@dataclass(frozen=True)
class Service:
    """One long-running service of an instance (Postgres, shared by all, is in postgres.py)."""

    name: str
    launch: Callable[[Instance], Launch]
    healthy: Callable[[Instance], bool]
    port: str | None
    patience_s: float


def ensure(instance: Instance, name: str) -> None:
    """Leave a healthy, current service alone; start it when it is dead, restart it when it is outdated."""
    service, process = SERVICES[name], instance.process(name)
    launch = service.launch(instance)
    if process.pid is not None and process.fingerprint == launch.fingerprint:
        if service.healthy(instance):
            return
    elif process.pid is not None:
        say(f"{name} runs with an older version or other settings: restarting it")
        process.stop()
    if process.pid is None:
        # What a killed server may have left of its session would hold its port.
        process.kill()
        say(f"starting {name}" + (f" on port {instance.port(service.port)}" if service.port else ""))
        process.start(launch.command, launch.environment, instance.places.logs / f"{name}.log", launch.fingerprint)
    wait_healthy(instance, service)


def wait_healthy(instance: Instance, service: Service) -> None:
    """Wait until the service is healthy; a dead or stuck one fails with the end of its log."""
    limit = time.monotonic() + service.patience_s
    process = instance.process(service.name)
    # A service without a port is healthy as soon as it lives; give it time to fail at once.
    time.sleep(0 if service.port else 1.5)
    while not service.healthy(instance):
        if process.pid is None:
            raise StackFailure(f"{service.name} ended by itself:\n{log_tail(instance, service.name)}",
                               f"the whole log is {instance.places.logs / service.name}.log")
        if time.monotonic() > limit:
            raise StackFailure(
                f"{service.name} is not healthy after {service.patience_s:.0f} s:\n{log_tail(instance, service.name)}",
                f"the whole log is {instance.places.logs / service.name}.log; try again with scripts/stack up")
        time.sleep(0.2)


def stop(instance: Instance, name: str) -> bool:
    """Stop one service of the instance; return whether it was running."""
    return instance.process(name).stop(signal.SIGTERM, patience_s=30)


def process_of(instance: Instance, name: str) -> Process:
    """The process of a service, Postgres included."""
    return postgres.PROCESS if name == "postgres" else instance.process(name)


def log_of(instance: Instance, name: str) -> str:
    return str(postgres.LOG if name == "postgres" else instance.places.logs / f"{name}.log")


def log_tail(instance: Instance, name: str, lines: int = 12) -> str:
    """Last lines of a service's log, indented."""
    path = instance.places.logs / f"{name}.log"
    found = path.read_text(errors="replace").splitlines()[-lines:] if path.exists() else []
    return "\n".join(f"    {line}" for line in found)


def http_get(port: int, path: str) -> tuple[int, str]:
    """Status and beginning of the body of a loopback GET; status 0 when nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read(4096).decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read(4096).decode(errors="replace")
    except OSError as error:
        return 0, str(error)


def _answers(port_name: str, path: str) -> Callable[[Instance], bool]:
    return lambda instance: http_get(instance.port(port_name), path)[0] == 200


def _nats(instance: Instance) -> Launch:
    program = programs.nats_server()
    if program is None:
        raise StackFailure("nats-server 2.14 or newer is missing", "run scripts/stack install")
    command = commands.nats_server(str(program), str(layout.NATS_CONFIG), str(instance.places.nats_store),
                                   "127.0.0.1", instance.port("nats"), instance.port("nats_monitor"))
    return Launch(command, {"PATH": "/usr/bin:/bin"} | environment.nats(instance.secrets),
                  (hashlib.sha256(layout.NATS_CONFIG.read_bytes()).hexdigest(),))


def _odoo_launch(instance: Instance, command: list[str]) -> Launch:
    odoo.write_conf(instance.places.odoo_conf, instance.places.odoo_data, instance.secrets["ODOO_MASTER_PASSWORD"])
    variables = odoo.program_environment(instance.places.odoo_data) | odoo.instance_environment(instance)
    inputs = (odoo.addon_digest(),) if instance.with_addon else ()
    return Launch(command, {name: value for name, value in variables.items() if value}, inputs)


def _odoo(instance: Instance) -> Launch:
    at = odoo.place(instance.database, instance.with_addon)
    return _odoo_launch(instance, at.server("127.0.0.1", instance.port("odoo")))


def _relay(instance: Instance) -> Launch:
    return _odoo_launch(instance, odoo.place(instance.database, instance.with_addon).relay())


def _bridge(instance: Instance) -> Launch:
    found = node.find()
    if found is None:
        raise StackFailure("Node.js 20.19 or newer is missing", "run scripts/stack install")
    secrets = instance.secrets | postgres.credentials()
    variables = {"PATH": f"{found.parent}:/usr/bin:/bin", "HOME": str(instance.places.keys.parent),
                 "NODE_ENV": "production"}
    variables |= environment.bridge(odoo.addresses(instance), secrets, settings())
    oidc = settings().oidc_file
    if not oidc.exists():
        raise StackFailure(f"STACK_OIDC_FILE names {oidc}, which is not there", "mend it in .env")
    inputs = [instance.places.access.read_text(), oidc.read_text(), instance.places.keys.read_text(),
              node.digest_of(node.BRIDGE_SOURCES)]
    return Launch(commands.bridge(str(found), str(layout.BRIDGE_MAIN)), variables, tuple(inputs))


SERVICES = {service.name: service for service in [
    Service("nats", _nats, _answers("nats_monitor", "/healthz"), "nats", 30),
    # The first request after a copy loads the whole registry.
    Service("odoo", _odoo, _answers("odoo", "/web/health"), "odoo", 120),
    Service("relay", _relay, lambda instance: instance.process("relay").pid is not None, None, 10),
    Service("bridge", _bridge, _answers("bridge", "/healthz"), "bridge", 60),
]}
