"""Debian packages: of the machine's own release, and single ones of the suite sid unpacked into the stack."""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from local_stack import layout
from local_stack.failure import StackFailure
from local_stack.progress import run_long, say

# Another apt (unattended-upgrades, a second `scripts/stack`) may hold the lock for minutes.
LOCK_WAIT_S = 600
_LOCKED = re.compile(r"Could not get lock|Unable to lock directory|is another process using it")
_STALE = re.compile(r"Unable to locate package|has no installation candidate|404 +Not Found|Unable to fetch")


def missing(packages: list[str]) -> list[str]:
    """Those of `packages` that are not installed."""
    done = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages],
                          capture_output=True, text=True, check=False)
    installed = {line.split()[0] for line in done.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in packages if name not in installed]


def install(packages: list[str], what: str) -> None:
    """Install what is missing of `packages`; as an ordinary user say which line root must run."""
    needed = missing(packages)
    if not needed:
        return
    if os.getuid() != 0:
        raise StackFailure(f"{what} needs Debian packages that are not installed",
                           f"as root run: apt-get update && apt-get install -y --no-install-recommends {' '.join(needed)}")
    if not any(Path("/var/lib/apt/lists").glob("*_Packages*")):
        update()
    command = ["install", "-y", "--no-install-recommends", *needed]
    with _no_default_cluster(needed):
        try:
            _apt_get(f"installing {len(needed)} Debian packages for {what}", command)
        except StackFailure as failure:
            if not _STALE.search(failure.output):
                raise
            update()
            _apt_get("installing them again with the fresh package list", command)


def update() -> None:
    """Fetch the package lists of the machine's own sources."""
    _apt_get("fetching Debian's package lists", ["update"])


def fetch_from_sid(package: str, target: Path) -> str:
    """Unpack `package` of Debian's suite sid into `target` (replaced at once); return its version.

    Uses an apt state of its own: the machine's package lists and installed packages stay as they are.
    """
    options = _private_state()
    _apt_get("fetching the package list of Debian sid", ["update"], options)
    with tempfile.TemporaryDirectory(dir=_temporary_folder()) as folder:
        _apt_get(f"downloading {package} from Debian sid", ["download", package], options, cwd=folder)
        archive = next(Path(folder).glob(f"{package}_*.deb"))
        fresh = target.with_name(target.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        run_long(f"unpacking {archive.name}", ["dpkg-deb", "-x", str(archive), str(fresh)])
        version = subprocess.run(["dpkg-deb", "-f", str(archive), "Version"], check=True, capture_output=True,
                                 text=True).stdout.strip()
    os.chmod(fresh, 0o755)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return version


def _apt_get(title: str, arguments: list[str], options: list[str] | None = None, cwd: str | None = None) -> None:
    command = ["apt-get", "-q", "-o", f"DPkg::Lock::Timeout={LOCK_WAIT_S}", "-o", "Acquire::Retries=3",
               *(options or []), *arguments]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "TMPDIR": str(_temporary_folder()),
                                "LC_ALL": "C.UTF-8"}
    limit = time.monotonic() + LOCK_WAIT_S
    while True:
        try:
            run_long(title, command, env=environment, cwd=cwd,
                     remedy="look at apt's message above; when it says that dpkg was interrupted run "
                            "`dpkg --configure -a` as root, then start again")
            return
        except StackFailure as failure:
            # apt's own waiting covers dpkg's lock, not the lock of the package lists.
            if not _LOCKED.search(failure.output) or time.monotonic() > limit:
                raise
        say("another program uses apt; waiting")
        time.sleep(5)


def _temporary_folder() -> Path:
    """Folder for apt's temporary files: /tmp may be too small for a package of 120 MB."""
    folder = layout.STACK / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _mirror() -> str:
    """Address of the Debian mirror that this machine already uses, whatever form its sources have."""
    for fetch_first in (False, True):
        if fetch_first and os.getuid() == 0:
            # The release's name is known only from a fetched package list.
            update()
        done = subprocess.run(["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages",
                               "Origin: Debian", "Component: main", f"Codename: {_codename()}"],
                              capture_output=True, text=True, check=False)
        addresses = done.stdout.split()
        if addresses:
            return addresses[0]
    raise StackFailure("apt knows no Debian mirror on this machine",
                       "as root run `apt-get update`; /etc/apt/sources.list(.d) must name Debian's main section")


def _codename() -> str:
    return re.search(r"^VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text(), re.MULTILINE).group(1)


def _private_state() -> list[str]:
    state = layout.PROGRAMS / "apt"
    for folder in ("lists/partial", "cache/archives/partial", "etc"):
        (state / folder).mkdir(parents=True, exist_ok=True)
    (state / "status").touch()
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    (state / "etc" / "sources.list").write_text(f"deb [signed-by={keyring}] {_mirror()} sid main\n")
    return [option for pair in {
        "Dir::State": state, "Dir::State::lists": state / "lists", "Dir::State::status": state / "status",
        "Dir::Cache": state / "cache", "Dir::Etc::sourcelist": state / "etc" / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null", "Dir::Etc::preferencesparts": "/dev/null",
        # apt's sandbox user may be unable to enter the checkout; it does not exist for ordinary users.
        "APT::Sandbox::User": "root" if os.getuid() == 0 else "",
        # Translations and icons of all of sid are 25 MB that nobody reads.
        "Acquire::Languages": "none", "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
    }.items() for option in ("-o", f"{pair[0]}={pair[1]}")]


@contextlib.contextmanager
def _no_default_cluster(packages: list[str]) -> Iterator[None]:
    """Keep Debian from creating and starting a cluster of its own when it installs Postgres."""
    folder = Path("/etc/postgresql-common/createcluster.d")
    file = folder / "odoo-nats-bridge.conf"
    if not any(name.startswith("postgresql") for name in packages):
        yield
        return
    existed = folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text("create_main_cluster = false\n")
    try:
        yield
    finally:
        file.unlink(missing_ok=True)
        if not existed:
            with contextlib.suppress(OSError):
                folder.rmdir()
