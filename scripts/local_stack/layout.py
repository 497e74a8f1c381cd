"""Where everything lies: the checkout, `.stack/`, and the folders of one instance."""

import os
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
ADDONS = REPO / "odoo_addon"
ADDON = ADDONS / "nats_bridge"
NATS_CONFIG = REPO / "scripts" / "nats" / "nats-server.conf"
SERVICE_USERS = REPO / "contracts" / "generated" / "service-users.json"
BRIDGE_MAIN = REPO / "bridge" / "dist" / "main.js"
BRIDGE_MIGRATE = REPO / "bridge" / "dist" / "migrate-cli.js"
DEFAULT_ACCESS = Path(__file__).resolve().parent / "access.default.json"
NO_OIDC = Path(__file__).resolve().parent / "oidc.none.json"

# STACK_DIR moves everything the stack writes, e.g. for a second user of one checkout.
STACK = Path(os.environ.get("STACK_DIR") or REPO / ".stack").resolve()
PROGRAMS = STACK / "programs"
POSTGRES = STACK / "postgres"
TEMPLATES = STACK / "templates"
LOCKS = STACK / "locks"
RUN = STACK / "run"


def program_places() -> list[Path]:
    """Folders to look for programs in: the stack's own, then the checkout's (made by root, used by others)."""
    return list(dict.fromkeys([PROGRAMS, REPO / ".stack" / "programs"]))


@dataclass(frozen=True)
class InstancePlaces:
    """The folders and files of one instance below `.stack/run/<name>/`."""

    name: str

    @property
    def folder(self) -> Path:
        return RUN / self.name

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def processes(self) -> Path:
        return self.folder / "processes"

    @property
    def state(self) -> Path:
        return self.folder / "instance.json"

    @property
    def secrets(self) -> Path:
        return self.folder / "secrets.json"

    @property
    def nats_store(self) -> Path:
        return self.folder / "nats"

    @property
    def odoo_data(self) -> Path:
        return self.folder / "odoo"

    @property
    def odoo_conf(self) -> Path:
        return self.folder / "bridge" / "odoo.conf"

    @property
    def keys(self) -> Path:
        return self.folder / "bridge" / "keys.json"

    @property
    def audit_file(self) -> Path:
        return self.folder / "bridge" / "audit-checkpoints.ndjson"

    @property
    def access(self) -> Path:
        return self.folder / "bridge" / "access.json"
