"""The account that the servers run as: an unprivileged system user when we are root, else ourselves."""

import functools
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from local_stack import layout
from local_stack.failure import StackFailure
from local_stack.progress import say

# Odoo and Postgres refuse to run as root, and nothing here needs to.
SYSTEM_USER = "odoo-bridge"


@dataclass(frozen=True)
class Account:
    """User of the servers. `switch` says whether we must change to it (we are root)."""

    name: str
    uid: int
    gid: int
    switch: bool

    @property
    def owner(self) -> tuple[int, int]:
        return (self.uid, self.gid)

    def popen_options(self) -> dict:
        """Options for subprocess that make the child run as this user, without our groups."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}

    def become(self) -> None:
        """Make this process one of this user's, for good."""
        if self.switch:
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)

    def own_folder(self, path: Path, mode: int = 0o700) -> Path:
        """Make a folder that belongs to the servers."""
        path.mkdir(parents=True, exist_ok=True)
        if self.switch:
            os.chown(path, *self.owner)
        os.chmod(path, mode)
        return path


@functools.cache
def account() -> Account:
    """The servers' user; creates the system user when we are root and it is missing."""
    found = existing_account()
    if found is None:
        _create_user()
        found = existing_account()
    if found is None:
        raise StackFailure(f"the system user {SYSTEM_USER} could not be created",
                           f"as root run: useradd --system --user-group {SYSTEM_USER}")
    return found


def existing_account() -> Account | None:
    """The servers' user, or None when it has not been created yet."""
    if os.getuid() != 0:
        me = pwd.getpwuid(os.getuid())
        return Account(me.pw_name, me.pw_uid, me.pw_gid, switch=False)
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switch=True)


def _create_user() -> None:
    say(f"creating the system user {SYSTEM_USER}, which the servers run as")
    if not shutil.which("useradd"):
        raise StackFailure("useradd is missing", "as root run: apt-get install -y passwd")
    # The exit code is not looked at: a second `up` may have been faster.
    subprocess.run(
        ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
         "--shell", "/usr/sbin/nologin", SYSTEM_USER],
        check=False, capture_output=True,
    )


def require_enterable() -> None:
    """Refuse early when the servers' user could not enter the checkout or the stack's folder.

    Looks at mode bits only, so that it changes nothing: not even the system user is created before it.
    """
    if os.getuid() != 0:
        return
    for place in dict.fromkeys([layout.REPO, layout.STACK]):
        for folder in [place, *place.parents]:
            if folder.exists() and not folder.stat().st_mode & 0o001:
                raise StackFailure(
                    f"the servers run as the unprivileged user {SYSTEM_USER}, which cannot enter {folder}"
                    f" (needed for {place})",
                    f"move the checkout to a folder that everybody may enter, e.g. /srv or /opt, or allow it "
                    f"with `chmod o+x {folder}`, or run scripts/stack as an ordinary user",
                )


def require_writable() -> None:
    """Refuse early when an ordinary user meets a stack that somebody else made."""
    nearest = next(folder for folder in [layout.STACK, *layout.STACK.parents] if folder.exists())
    foreign = layout.STACK.exists() and layout.STACK.stat().st_uid != os.getuid()
    if os.getuid() != 0 and (foreign or not os.access(nearest, os.W_OK)):
        raise StackFailure(
            f"{layout.STACK} belongs to another user",
            "give the stack a folder of your own, e.g. `export STACK_DIR=$HOME/odoo-nats-stack`; "
            "programs that are already installed are found all the same",
        )
