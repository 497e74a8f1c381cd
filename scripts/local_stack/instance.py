"""One instance: its name, ports, secrets and what is known to be finished."""

import re
from dataclasses import dataclass, field

from local_stack import callout_key, ports, secret_words
from local_stack.account import account
from local_stack.failure import StackFailure
from local_stack.files import read_json, write_json
from local_stack.layout import InstancePlaces
from local_stack.process import Process
from local_stack.progress import say
from local_stack.settings import settings

PORTS = {"nats": "nats", "nats_monitor": "nats", "odoo": "odoo", "bridge": "bridge", "webhook_receiver": None}
"""Name of each port, and the service that listens on it (None: whoever plays the webhook receiver)."""

# From the settings when set there, else random and kept.
PASSWORDS = ["NATS_BRIDGE_PASSWORD", "NATS_RELAY_PASSWORD", "NATS_SYS_PASSWORD", "NATS_CALLOUT_PASSWORD",
             "ODOO_ADMIN_PASSWORD"]
ISSUED = ["NATS_SUPPLIER_PASSWORD", "NATS_SUPPLIER_CREDENTIAL"]
API_KEYS = ["OPERATOR_API_KEY", "SUPPLIER_API_KEY", "WAREHOUSE_API_KEY", "BUYER_API_KEY", "APPLICATIONS_API_KEY",
            "ANNA_API_KEY", "BERTA_API_KEY", "CARL_API_KEY"]


@dataclass
class Instance:
    """State of one instance; `save` after each change, so that an interrupted `up` goes on from there.

    `state` holds: ports {name: port}, wanted [services], with_addon, addon (digest of the installed
    addon's files), provisioned (digest of what was provisioned).
    """

    name: str
    state: dict = field(default_factory=dict)
    secrets: dict = field(default_factory=dict)

    @property
    def places(self) -> InstancePlaces:
        return InstancePlaces(self.name)

    @property
    def database(self) -> str:
        return self.name

    @property
    def bridge_database(self) -> str:
        return f"{self.name}_bridge"

    @property
    def exists(self) -> bool:
        return self.places.state.exists()

    @property
    def with_addon(self) -> bool:
        return self.state.get("with_addon", True)

    def port(self, name: str) -> int:
        return self.state["ports"][name]

    def process(self, service: str) -> Process:
        return Process(self.places.processes / f"{service}.json")

    def save(self) -> None:
        write_json(self.places.state, self.state)


def check_name(name: str) -> str:
    """An instance name is also its database's name and part of its NATS subjects."""
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", name) or name in ("postgres", "template0", "template1"):
        raise StackFailure(f"`{name}` cannot name an instance",
                           "use 1 to 31 of a-z, 0-9 and -, beginning with a letter")
    return name


def load(name: str) -> Instance:
    """The instance as recorded; an empty one when there is none of that name."""
    instance = Instance(check_name(name))
    instance.state = read_json(instance.places.state)
    instance.secrets = read_json(instance.places.secrets)
    return instance


def prepare(name: str) -> Instance:
    """The instance with its folders, secrets and ports; what is missing is made, the rest is kept."""
    instance = load(name)
    places = instance.places
    for folder in (places.folder, places.logs, places.processes):
        folder.mkdir(parents=True, exist_ok=True)
    for folder in (places.nats_store, places.odoo_data, places.keys.parent):
        account().own_folder(folder)
    _complete_secrets(instance)
    _complete_ports(instance)
    instance.save()
    return instance


def _complete_secrets(instance: Instance) -> None:
    kept = instance.secrets
    fresh = {name: settings().values.get(name) or kept.get(name) or secret_words.password() for name in PASSWORDS}
    fresh |= {name: kept.get(name) or secret_words.password() for name in [*API_KEYS, "ODOO_MASTER_PASSWORD"]}
    fresh["BRIDGE_SECRET_KEY"] = (settings().values.get("BRIDGE_SECRET_KEY") or kept.get("BRIDGE_SECRET_KEY")
                                  or secret_words.key())
    fresh["BRIDGE_AUDIT_KEY"] = (settings().values.get("BRIDGE_AUDIT_KEY") or kept.get("BRIDGE_AUDIT_KEY")
                                 or secret_words.key())
    fresh |= _callout_key(kept)
    # Issued by the bridge, once it runs (supplier.py).
    fresh |= {name: kept[name] for name in ISSUED if name in kept}
    fresh["WEBHOOK_SECRET"] = kept.get("WEBHOOK_SECRET") or secret_words.webhook_secret()
    instance.secrets = fresh
    write_json(instance.places.secrets, fresh)


def _callout_key(kept: dict[str, str]) -> dict[str, str]:
    """What the bridge signs its word about logins with, and the half of it that nats-server knows."""
    seed = settings().values.get("NATS_CALLOUT_SEED") or kept.get("NATS_CALLOUT_SEED") or callout_key.new_seed()
    return {"NATS_CALLOUT_SEED": seed, "NATS_CALLOUT_ISSUER": callout_key.public_of(seed)}


def _complete_ports(instance: Instance) -> None:
    chosen = instance.state.setdefault("ports", {})
    for name, service in PORTS.items():
        ours = service is not None and instance.process(service).pid is not None
        # A receiver of webhooks belongs to somebody else and may be listening already: never moved.
        if name in chosen and (ours or service is None or ports.is_free(chosen[name])):
            continue
        if name in chosen:
            say(f"port {chosen[name]} of {name} was taken by another program; choosing another one")
        chosen[name] = ports.choose(set(chosen.values()))
