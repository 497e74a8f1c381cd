"""The environment of each service, as a function of addresses and secrets.

Held against docker-compose.odoo.yml by `scripts/check-compose`, like commands.py.
"""

from dataclasses import dataclass

APPROVALS = ("BRIDGE_APPROVAL_HOURS", "BRIDGE_APPROVAL_ESCALATION_HOURS", "BRIDGE_APPROVAL_ESCALATION_ROLES")


@dataclass(frozen=True)
class Addresses:
    """Where the services find each other and their files. URLs without credentials."""

    postgres_host: str
    postgres_port: int
    nats_url: str
    odoo_url: str
    odoo_database: str
    bridge_database: str
    odoo_conf: str
    addons_path: str
    keys_file: str
    access_file: str
    audit_file: str
    inbound_dir: str
    policy_dir: str
    policy_shadow_dir: str
    oidc_file: str
    bridge_host: str
    bridge_port: int


def nats(secrets: dict[str, str]) -> dict[str, str]:
    """What nats-server.conf refers to: passwords, and whose word counts about logins."""
    names = ("NATS_BRIDGE_PASSWORD", "NATS_RELAY_PASSWORD", "NATS_SYS_PASSWORD", "NATS_CALLOUT_PASSWORD",
             "NATS_CALLOUT_ISSUER")
    return {name: secrets[name] for name in names}


def odoo(at: Addresses, secrets: dict[str, str]) -> dict[str, str]:
    """Odoo's server, the relay and the provisioning alike. The password is here, not in the command line."""
    return {
        "PGHOST": at.postgres_host, "PGPORT": str(at.postgres_port),
        "PGUSER": "odoo", "PGPASSWORD": secrets["ODOO_DB_PASSWORD"],
        "ODOO_RC": at.odoo_conf,
        "ODOO_ADDONS_PATH": at.addons_path,
        "NATS_BRIDGE_URL": at.nats_url,
        "NATS_BRIDGE_USER": "relay", "NATS_BRIDGE_PASSWORD": secrets["NATS_RELAY_PASSWORD"],
        "NATS_BRIDGE_RELAY": "process",
    }


def _database(at: Addresses, role: str, password: str) -> str:
    return f"postgres://{role}:{password}@{at.postgres_host}:{at.postgres_port}/{at.bridge_database}"


def migrate(at: Addresses, secrets: dict[str, str]) -> dict[str, str]:
    """Who migrates the bridge's database and owns its audit; the bridge itself never gets this password."""
    return {
        "BRIDGE_DATABASE_OWNER_URL": _database(at, "bridge_owner", secrets["BRIDGE_OWNER_DB_PASSWORD"]),
        "BRIDGE_DATABASE_ROLE": "bridge",
    }


def bridge(at: Addresses, secrets: dict[str, str], settings: dict[str, str]) -> dict[str, str]:
    """The bridge's settings (bridge/src/config/config.ts)."""
    return {
        "BRIDGE_HTTP_HOST": at.bridge_host, "BRIDGE_HTTP_PORT": str(at.bridge_port),
        "BRIDGE_NATS_URL": at.nats_url,
        "BRIDGE_NATS_USER": "bridge", "BRIDGE_NATS_PASSWORD": secrets["NATS_BRIDGE_PASSWORD"],
        "BRIDGE_NATS_CALLOUT_SEED": secrets["NATS_CALLOUT_SEED"],
        "BRIDGE_NATS_CALLOUT_PASSWORD": secrets["NATS_CALLOUT_PASSWORD"],
        "BRIDGE_DATABASE_URL": _database(at, "bridge", secrets["BRIDGE_DB_PASSWORD"]),
        "BRIDGE_ODOO_URL": at.odoo_url, "BRIDGE_ODOO_DATABASE": at.odoo_database,
        "BRIDGE_ODOO_KEYS_FILE": at.keys_file, "BRIDGE_ACCESS_FILE": at.access_file,
        "BRIDGE_POLICY_DIR": at.policy_dir, "BRIDGE_POLICY_SHADOW_DIR": at.policy_shadow_dir,
        "BRIDGE_INBOUND_DIR": at.inbound_dir, "BRIDGE_INBOUND_DAYS": settings["BRIDGE_INBOUND_DAYS"],
        "BRIDGE_ENVIRONMENT": settings["BRIDGE_ENVIRONMENT"], "BRIDGE_OIDC_FILE": at.oidc_file,
        "BRIDGE_SECRET_KEY": secrets["BRIDGE_SECRET_KEY"],
        "BRIDGE_AUDIT_KEY": secrets["BRIDGE_AUDIT_KEY"], "BRIDGE_AUDIT_FILE": at.audit_file,
        "BRIDGE_LOG_LEVEL": settings["BRIDGE_LOG_LEVEL"], "BRIDGE_ATTEMPT_DAYS": settings["BRIDGE_ATTEMPT_DAYS"],
        **{name: settings[name] for name in APPROVALS},
        "BRIDGE_TRANSLATE_THREAD": settings["BRIDGE_TRANSLATE_THREAD"],
    }
