"""The command line of each service, as a function of where things lie.

`scripts/stack` and docker-compose.odoo.yml start the same programs with the same options;
`scripts/check-compose` holds the compose file against these functions.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class OdooPlace:
    """Where Odoo runs. `launcher` is the beginning of the command line; `addons_path` is empty without the addon."""

    launcher: tuple[str, ...]
    addons_path: str
    database: str
    log_level: str

    def _begin(self) -> list[str]:
        # Must be the first argument: Odoo looks for an addon's commands with it before it parses the rest.
        return [*self.launcher, *([f"--addons-path={self.addons_path}"] if self.addons_path else [])]

    def server(self, host: str, port: int) -> list[str]:
        """Odoo's HTTP server, threaded, with one cron thread."""
        return [*self._begin(), "-d", self.database, f"--db-filter=^{self.database}$", "--no-database-list",
                f"--http-interface={host}", f"--http-port={port}", "--workers=0", "--max-cron-threads=1",
                f"--log-level={self.log_level}"]

    def install(self, modules: list[str], demo_data: bool) -> list[str]:
        """Install modules into the database, then end."""
        return [*self._begin(), "-d", self.database, "-i", ",".join(modules),
                *(["--with-demo"] if demo_data else []),
                "--stop-after-init", "--no-http", "--max-cron-threads=0"]

    def upgrade(self, modules: list[str]) -> list[str]:
        """Upgrade modules in the database, then end."""
        return [*self._begin(), "-d", self.database, "-u", ",".join(modules),
                "--stop-after-init", "--no-http", "--max-cron-threads=0"]

    def provision(self, service_users: str, keys: str) -> list[str]:
        """Make the bridge's service users and their API keys, then end."""
        return [*self._begin(), "nats_bridge_provision", "-d", self.database,
                "--service-users", service_users, "--keys-out", keys]

    def relay(self) -> list[str]:
        """The relay process."""
        return [*self._begin(), "nats_bridge_relay", "-d", self.database]


def nats_server(program: str, configuration: str, store: str, host: str, port: int, monitor_port: int) -> list[str]:
    """nats-server with our configuration."""
    return [program, "-c", configuration, "-a", host, "-p", str(port), "-m", str(monitor_port), "-sd", store]


def bridge(node: str, main: str) -> list[str]:
    """The bridge; or one of the programs beside it: the migration of its database."""
    return [node, main]
