"""What runs, and what a test or a person needs to use it."""

from local_stack import environment, odoo, postgres, programs, services
from local_stack.account import account
from local_stack.instance import API_KEYS, Instance


def status(instance: Instance, with_secrets: bool) -> dict:
    """{"name", "services": {name: {"pid", "port", "url", "healthy", "log"}}, "env": {...}}.

    `env` holds secrets and is left out without `with_secrets`.
    """
    if not instance.exists:
        return {"name": instance.name, "services": {}}
    found = {name: _service(instance, name) for name in services.ORDER if name != "provision"}
    return {"name": instance.name, "services": found} | ({"env": variables(instance)} if with_secrets else {})


def variables(instance: Instance) -> dict[str, str]:
    """Everything a test needs, as environment variables. Holds secrets."""
    cluster, secrets, places = postgres.credentials(), instance.secrets, instance.places
    server = f"127.0.0.1:{cluster['ports']['postgres']}" if cluster else ""
    found = {
        "STACK_NAME": instance.name,
        "ODOO_URL": f"http://127.0.0.1:{instance.port('odoo')}", "ODOO_DATABASE": instance.database,
        "ODOO_ADMIN_LOGIN": "admin", "ODOO_ADMIN_PASSWORD": secrets["ODOO_ADMIN_PASSWORD"],
        "BRIDGE_URL": f"http://127.0.0.1:{instance.port('bridge')}",
        "NATS_URL": f"nats://127.0.0.1:{instance.port('nats')}",
        "NATS_MONITOR_URL": f"http://127.0.0.1:{instance.port('nats_monitor')}",
        **{name: value for name, value in secrets.items() if name.startswith("NATS_")},
        # an instance of an older checkout gets keys of new clients with its next `up`
        **{name: secrets.get(name, "") for name in (*API_KEYS, "WEBHOOK_SECRET")},
        "WEBHOOK_RECEIVER_PORT": str(instance.port("webhook_receiver")),
        # what `scripts/stack audit` compares the chain with
        "BRIDGE_NATS_URL": f"nats://127.0.0.1:{instance.port('nats')}", "BRIDGE_NATS_USER": "bridge",
        "BRIDGE_NATS_PASSWORD": secrets["NATS_BRIDGE_PASSWORD"],
        "BRIDGE_AUDIT_KEY": secrets["BRIDGE_AUDIT_KEY"], "BRIDGE_AUDIT_FILE": str(places.audit_file),
        "ACCESS_FILE": str(places.access), "KEYS_FILE": str(places.keys), "LOG_FOLDER": str(places.logs),
        "SERVER_USER": account().name,
    }
    if cluster:
        found |= {
            "PGHOST": "127.0.0.1", "PGPORT": str(cluster["ports"]["postgres"]), "PGUSER": postgres.SUPERUSER,
            "PGPASSWORD": cluster["POSTGRES_PASSWORD"], "PG_BIN": str(postgres.binaries()),
            "ODOO_DB_USER": "odoo", "ODOO_DB_PASSWORD": cluster["ODOO_DB_PASSWORD"],
            "ODOO_DATABASE_URL": f"postgres://odoo:{cluster['ODOO_DB_PASSWORD']}@{server}/{instance.database}",
            **environment.migrate(odoo.addresses(instance), cluster),
            "BRIDGE_DATABASE_URL":
                f"postgres://bridge:{cluster['BRIDGE_DB_PASSWORD']}@{server}/{instance.bridge_database}",
        }
    if programs.odoo_tree():
        found["ODOO_PYTHONPATH"] = odoo.program_environment(places.odoo_data)["PYTHONPATH"]
    return found


def lines(found: dict) -> list[str]:
    """The status for people."""
    if not found["services"]:
        return [f"{found['name']}: not there (scripts/stack up --name {found['name']} makes it)"]
    return [f"{found['name']}:"] + [
        f"  {name:9} {_word(service):12} pid {service['pid'] or '-':<8} {service['url'] or '':32} {service['log']}"
        for name, service in found["services"].items()
    ]


def _word(service: dict) -> str:
    if service["healthy"]:
        return "healthy"
    return "not healthy" if service["pid"] else "stopped"


def _service(instance: Instance, name: str) -> dict:
    pid = services.process_of(instance, name).pid
    port, url = _address(instance, name)
    return {"pid": pid, "port": port, "url": url, "healthy": pid is not None and _healthy(instance, name),
            "log": services.log_of(instance, name)}


def _healthy(instance: Instance, name: str) -> bool:
    return postgres.is_healthy() if name == "postgres" else services.SERVICES[name].healthy(instance)


def _address(instance: Instance, name: str) -> tuple[int | None, str | None]:
    if name == "postgres":
        port = postgres.credentials().get("ports", {}).get("postgres")
        return port, f"postgres://127.0.0.1:{port}" if port else None
    port_name = services.SERVICES[name].port
    if port_name is None:
        return None, None
    port = instance.port(port_name)
    return port, f"{'nats' if name == 'nats' else 'http'}://127.0.0.1:{port}"
