"""Settings shared with docker-compose.odoo.yml: `.env`, with `.env.example` as the defaults."""

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from local_stack import layout
from local_stack.failure import StackFailure

_LINE = re.compile(r"^(?:export\s+)?([A-Z][A-Z0-9_]*)=(.*)$")


def parse_env_file(path: Path) -> dict[str, str]:
    """Name and value of each line, the way compose reads an env file (quotes taken off, no expansion)."""
    values = {}
    for number, raw in enumerate(path.read_text().splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        match = _LINE.match(line)
        if not match:
            raise StackFailure(f"{path}:{number} is not NAME=value", "mend that line")
        name, value = match.groups()
        quoted = re.fullmatch(r"(['\"])(.*)\1", value.strip())
        values[name] = quoted.group(2) if quoted else re.sub(r"\s+#.*$", "", value).strip()
    return values


@dataclass(frozen=True)
class Settings:
    """The settings, by their names in the env file."""

    values: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    @property
    def modules(self) -> list[str]:
        """Odoo modules of the template, sorted and without the addon itself."""
        return sorted(filter(None, (name.strip() for name in self["ODOO_MODULES"].split(","))))

    @property
    def demo_data(self) -> bool:
        return self["ODOO_DEMO_DATA"].lower() in ("1", "true", "yes")

    @property
    def inbound_dir(self) -> str:
        """The folder of the sources of inbound webhooks; empty: none."""
        return self._folder("STACK_INBOUND_DIR")

    @property
    def policy_dir(self) -> str:
        """The folder of the policies; empty: those that come with the bridge."""
        return self._folder("STACK_POLICY_DIR")

    @property
    def policy_shadow_dir(self) -> str:
        """The folder of policies that are only compared; empty: none."""
        return self._folder("STACK_POLICY_SHADOW_DIR")

    def _folder(self, name: str) -> str:
        given = self[name]
        return str(layout.REPO / given) if given else ""

    @property
    def access_file(self) -> Path | None:
        """An access file of one's own, else None: the stack's default one."""
        given = self["STACK_ACCESS_FILE"]
        return (layout.REPO / given).resolve() if given else None

    @property
    def oidc_file(self) -> Path:
        """Whose tokens the bridge takes; by default nobody's."""
        given = self["STACK_OIDC_FILE"]
        return (layout.REPO / given).resolve() if given else layout.NO_OIDC


@cache
def settings() -> Settings:
    """Defaults of `.env.example`, over them `.env`, over them the environment of the caller."""
    values = parse_env_file(layout.REPO / ".env.example")
    own = layout.REPO / ".env"
    if own.exists():
        values |= parse_env_file(own)
    return Settings(values | {name: os.environ[name] for name in values if name in os.environ})
