"""Holds docker-compose.odoo.yml against scripts/stack: same programs, commands, environment, modules and files."""

import json
import re
import subprocess
import sys

from local_stack import commands, environment, layout, locks, node, programs
from local_stack.commands import OdooPlace
from local_stack.failure import StackFailure
from local_stack.progress import run_long
from local_stack.settings import parse_env_file

FILE = layout.REPO / "docker-compose.odoo.yml"
# Brings the specification's JSON Schema, a YAML reader and a validator in one small package.
VALIDATOR = "dclint@3.1.0"
# What a company brings of its own, and where the bridge looks for it.
OF_A_COMPANY = {
    "COMPOSE_ACCESS_FILE": "BRIDGE_ACCESS_FILE", "COMPOSE_OIDC_FILE": "BRIDGE_OIDC_FILE", "COMPOSE_INBOUND_DIR": "BRIDGE_INBOUND_DIR",
    "COMPOSE_POLICY_DIR": "BRIDGE_POLICY_DIR", "COMPOSE_POLICY_SHADOW_DIR": "BRIDGE_POLICY_SHADOW_DIR",
}
ONE_SHOT = {"initialise", "provision", "migrate"}
_REFERENCE = re.compile(r"\$(?:\$|\{(\w+)(?::?([-?])([^}]*))?\})")


class Drift(Exception):
    """What the compose file and the stack disagree on."""


def main() -> int:
    """Print each disagreement; return 0 when there is none."""
    try:
        compose = _read_valid()
        settings = _settings_of_a_customer()
        services = _resolved(compose["services"], settings)
    except (StackFailure, Drift) as error:
        print(error, file=sys.stderr)
        return 1
    drifts = [drift for check in CHECKS for drift in check(services, settings)]
    drifts += _check_places_of_a_company(compose["services"]["bridge"], settings)
    for drift in drifts:
        print(f"DRIFT {drift}", file=sys.stderr)
    print(f"{FILE.name}: valid by the Compose Specification, {len(drifts)} differences from scripts/stack")
    return 1 if drifts else 0


def _read_valid() -> dict:
    folder = layout.PROGRAMS / "compose-check"
    with locks.hold("programs"):
        if not (folder / "node_modules" / "dclint").exists():
            folder.mkdir(parents=True, exist_ok=True)
            run_long("installing the validator of compose files", [
                "npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", VALIDATOR,
            ], env=node.environment(), remedy="check that this machine reaches an npm registry")
    reader = layout.REPO / "scripts" / "compose" / "read-compose.mjs"
    done = subprocess.run(["node", str(reader), str(folder), str(FILE)], env=node.environment(),
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise Drift(f"{FILE.name} is not a valid compose file:\n{done.stderr}")
    return json.loads(done.stdout)


def _settings_of_a_customer() -> dict[str, str]:
    """The settings of .env.example with every password set."""
    settings = parse_env_file(layout.REPO / ".env.example")
    return {name: value or (f"the{name.title().replace('_', '')}" if name.endswith(("_PASSWORD", "_SECRET_KEY", "_AUDIT_KEY")) else "")
            for name, value in settings.items()}


def _resolved(value, settings: dict[str, str]):
    """The value with compose's variables put in; refuses a variable that .env.example does not know."""
    if isinstance(value, dict):
        return {key: _resolved(item, settings) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolved(item, settings) for item in value]
    return _REFERENCE.sub(lambda match: _word(match, settings), value) if isinstance(value, str) else value


def _word(match: re.Match, settings: dict[str, str]) -> str:
    name = match.group(1)
    if name is None:
        return "$"
    if name not in settings:
        raise Drift(f"{FILE.name} uses {name}, which .env.example does not have")
    return settings[name]


def _addresses(settings: dict[str, str]) -> environment.Addresses:
    return environment.Addresses(
        postgres_host="postgres", postgres_port=5432, nats_url="nats://nats:4222", odoo_url="http://odoo:8069",
        odoo_database=settings["ODOO_DATABASE"], bridge_database=f"{settings['ODOO_DATABASE']}_bridge",
        odoo_conf="/etc/odoo/bridge.conf", addons_path="/mnt/extra-addons",
        keys_file="/var/lib/bridge-keys/keys.json", access_file="/etc/bridge/access.json",
        audit_file="/var/lib/bridge-audit/checkpoints.ndjson",
        inbound_dir="/etc/bridge/inbound",
        policy_dir="/etc/bridge/policies",
        policy_shadow_dir="/etc/bridge/policies-shadow",
        oidc_file="/etc/bridge/oidc.json",
        bridge_host="0.0.0.0", bridge_port=8080,
    )


def _check_environments(services: dict, settings: dict[str, str]):
    at = _addresses(settings)
    wanted = {name: environment.odoo(at, settings) for name in ("odoo", "relay", "provision")}
    wanted["bridge"] = environment.bridge(at, settings, settings)
    wanted["migrate"] = environment.migrate(at, settings)
    wanted["nats"] = environment.nats(settings)
    wanted["initialise"] = wanted["odoo"] | {name: settings[name] for name in (
        "ODOO_DATABASE", "ODOO_MODULES", "ODOO_DEMO_DATA", "ODOO_ADMIN_PASSWORD")}
    for name, expected in wanted.items():
        found = services[name]["environment"]
        for key in sorted(expected.keys() | found.keys()):
            if expected.get(key) != found.get(key):
                yield f"{name}: {key} is {found.get(key)!r} in compose, {expected.get(key)!r} by scripts/stack"


def _check_commands(services: dict, settings: dict[str, str]):
    at = OdooPlace(("odoo",), "/mnt/extra-addons", settings["ODOO_DATABASE"], settings["ODOO_LOG_LEVEL"])
    wanted = {
        "odoo": at.server("0.0.0.0", 8069),
        "provision": at.provision("/etc/odoo/service-users.json", "/var/lib/bridge-keys/keys.json"),
        "relay": at.relay(),
        "nats": commands.nats_server("nats-server", "/etc/nats/nats-server.conf", "/data", "0.0.0.0", 4222, 8222),
    }
    for name, expected in wanted.items():
        found = [*services[name]["entrypoint"], *services[name]["command"]]
        if found != expected:
            yield f"{name} is started with {found}, by scripts/stack with {expected}"
    found = _dockerfile_words("bridge", "ENTRYPOINT") + _dockerfile_words("bridge", "CMD")
    main = str(layout.BRIDGE_MAIN.relative_to(layout.REPO))
    if found != commands.bridge("node", main):
        yield f"bridge/Dockerfile starts {found}, scripts/stack {commands.bridge('node', main)}"
    migrate = str(layout.BRIDGE_MIGRATE.relative_to(layout.REPO))
    if services["migrate"]["command"] != [migrate]:
        yield f"migrate is started with {services['migrate']['command']}, by scripts/stack with {migrate}"
    script = (layout.REPO / "scripts" / "compose" / "initialise").read_text()
    options = [word.replace("/mnt/extra-addons", "$ODOO_ADDONS_PATH") for word in at.install(["x"], demo_data=True)
               if word.startswith("-")]
    for option in options:
        if option not in script:
            yield f"scripts/compose/initialise does not pass {option}, scripts/stack does"


def _dockerfile_words(folder: str, instruction: str) -> list[str]:
    """The JSON list behind ENTRYPOINT or CMD at the beginning of a line of a Dockerfile."""
    text = (layout.REPO / folder / "Dockerfile").read_text()
    found = re.search(rf"^{instruction} (\[.*\])$", text, re.MULTILINE)
    return json.loads(found.group(1)) if found else []


def _check_files(services: dict, settings: dict[str, str]):
    mounted = {
        "nats": (layout.NATS_CONFIG, "/etc/nats/nats-server.conf"),
        "odoo": (layout.ADDONS, "/mnt/extra-addons"), "relay": (layout.ADDONS, "/mnt/extra-addons"),
        "initialise": (layout.ADDONS, "/mnt/extra-addons"),
        "provision": (layout.SERVICE_USERS, "/etc/odoo/service-users.json"),
    }
    for name, (file, target) in mounted.items():
        wanted = f"./{file.relative_to(layout.REPO)}:{target}:ro"
        if wanted not in services[name]["volumes"]:
            yield f"{name} does not mount {wanted}"
    for name, service in services.items():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith(".") and not (layout.REPO / source).exists():
                yield f"{name} mounts {source}, which is not in the checkout"


def _check_places_of_a_company(bridge: dict, settings: dict[str, str]):
    """A company names its own files and folders, wherever they lie: the bridge finds each where it looks, read-only, and nothing else."""
    for variable in sorted(OF_A_COMPANY.keys() ^ {name for name in settings if re.match(r"COMPOSE_\w+_(FILE|DIR)$", name)}):
        yield f"{variable} is not among both what .env.example names and what the check knows"
    # without a leading ./ or / compose takes the word for the name of a volume, which is empty
    for variable in OF_A_COMPANY:
        if not settings.get(variable, "").startswith(("./", "/")):
            yield f"{variable} is {settings.get(variable)!r} in .env.example, which is no path for compose"
    for own in ("/srv/company", "./company"):
        places = {variable: f"{own}/{variable.lower()}" for variable in OF_A_COMPANY}
        found = _resolved(bridge, settings | places)
        for variable, place in places.items():
            wanted = f"{place}:{found['environment'].get(OF_A_COMPANY[variable])}:ro"
            mounts = [volume for volume in found["volumes"] if volume.startswith(f"{place}:")]
            if mounts != [wanted]:
                yield f"{variable}={place} is mounted as {mounts}, and the bridge looks for it by {wanted}"


def _check_versions(services: dict, settings: dict[str, str]):
    dockerfile = (layout.ADDONS / "Dockerfile").read_text()
    for package in programs.PYTHON_PACKAGES:
        if package not in dockerfile:
            yield f"odoo_addon/Dockerfile does not install {package}, scripts/stack does"
    bridge = (layout.REPO / "bridge" / "Dockerfile").read_text()
    version = node.WHEEL.partition("==")[2]
    if set(re.findall(r"^FROM node:([\d.]+)", bridge, re.MULTILINE)) != {version}:
        yield f"bridge/Dockerfile does not build on Node.js {version}, which scripts/stack installs"
    for name, service in services.items():
        image = service.get("image", "")
        if not re.search(r":\d+\.\d+", image):
            yield f"{name}: the image {image} is not pinned"


def _check_shape(services: dict, settings: dict[str, str]):
    for name, service in services.items():
        if name not in ONE_SHOT and "test" not in service.get("healthcheck", {}):
            yield f"{name} has no healthcheck"
        for port in service.get("ports", []):
            if not str(port).startswith("127.0.0.1:"):
                yield f"{name} publishes {port} beyond the loopback interface"
        for other, condition in service.get("depends_on", {}).items():
            wanted = "service_completed_successfully" if other in ONE_SHOT else "service_healthy"
            if other not in services or condition["condition"] != wanted:
                yield f"{name} must wait for {other} with {wanted}"


CHECKS = [_check_environments, _check_commands, _check_files, _check_versions, _check_shape]


if __name__ == "__main__":
    sys.exit(main())
