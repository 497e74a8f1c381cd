"""Adding modules to the settings: ODOO_MODULES, from which scripts/stack and docker compose install Odoo alike."""

import re
from pathlib import Path

from local_stack import layout, odoo
from local_stack.failure import StackFailure
from local_stack.settings import parse_env_file

_LINE = re.compile(r"^ODOO_MODULES=.*$", re.MULTILINE)


def add(wanted: list[str], dry_run: bool) -> list[str]:
    """Add modules to `.env.example`, and to `.env` where that names the modules. Returns what was, or would be, done."""
    unknown = sorted(name for name in wanted if not _is_there(name))
    if unknown:
        raise StackFailure(f"Odoo has no module {', '.join(unknown)}",
                           f"its modules are the folders of {_addons_of_odoo()}, ours those of {layout.ADDONS}")
    done = []
    for path in (layout.REPO / ".env.example", layout.REPO / ".env"):
        values = parse_env_file(path) if path.exists() else {}
        here = [name for name in values.get("ODOO_MODULES", "").split(",") if name]
        missing = sorted(set(wanted) - set(here))
        if not here or not missing:
            continue
        if not dry_run:
            line = f"ODOO_MODULES={','.join(sorted([*here, *missing]))}"
            path.write_text(_LINE.sub(line, path.read_text()))
        done.append(f"add {', '.join(missing)} to ODOO_MODULES in {path.name}")
    return done


def _is_there(name: str) -> bool:
    return any((folder / name / "__manifest__.py").exists() for folder in (_addons_of_odoo(), layout.ADDONS))


def _addons_of_odoo() -> Path:
    return odoo.require_tree() / "usr" / "lib" / "python3" / "dist-packages" / "odoo" / "addons"
