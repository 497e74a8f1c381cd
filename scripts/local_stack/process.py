"""Long-running processes: started detached, recorded by pid and start time, never confused with a recycled pid.

The record is written by the child itself before it becomes the server, so there is no moment at which
a server runs unrecorded, even if `scripts/stack` is killed between two of its lines.
"""

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from local_stack.account import account
from local_stack.files import read_json, write_json

BOOT_ID = Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def _stat(pid: int) -> list[str] | None:
    """Fields of /proc/<pid>/stat from the state on (index 0 is `state`), None when there is no such process."""
    try:
        # The command name in field 2 may hold spaces and brackets: cut behind the last bracket.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def _start_ticks(pid: int) -> str | None:
    """Start time in clock ticks since boot (proc(5), field 22); None for no process or a zombie."""
    fields = _stat(pid)
    return None if fields is None or fields[0] in "ZX" else fields[19]


@dataclass(frozen=True)
class Process:
    """A recorded server process. `record` is the file that remembers it."""

    record: Path

    def _known(self) -> dict:
        known = read_json(self.record)
        return known if known.get("boot") == BOOT_ID else {}

    @property
    def pid(self) -> int | None:
        """The pid while the recorded process lives, else None."""
        known = self._known()
        return known["pid"] if known and _start_ticks(known["pid"]) == known["start_ticks"] else None

    @property
    def fingerprint(self) -> str | None:
        """Fingerprint of the command and environment that it was started with."""
        return read_json(self.record).get("fingerprint")

    def start(self, command: list[str], environment: dict[str, str], log: Path, fingerprint: str) -> int:
        """Start `command` detached as the servers' user, output appended to `log`; return its pid."""
        user = account()

        def become_server() -> None:
            # Runs in the child, in a session of its own, before the server's program is loaded.
            known = {"pid": os.getpid(), "start_ticks": _start_ticks(os.getpid()), "boot": BOOT_ID,
                     "fingerprint": fingerprint}
            write_json(self.record, known)
            user.become()

        with open(log, "ab") as output:
            os.fchmod(output.fileno(), 0o640)
            child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/",
                env={**environment, "STACK_RECORD": str(self.record)},
                start_new_session=True,
                preexec_fn=become_server,  # noqa: PLW1509 - this program has no threads
            )
        return child.pid

    def stop(self, first: signal.Signals = signal.SIGTERM, patience_s: float = 30) -> bool:
        """Ask with `first`, wait, then SIGKILL what is left of the session; return whether anything was running."""
        pid = self.pid
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, first)
            _wait_until(lambda: self.pid is None, patience_s)
        return self.kill() or pid is not None

    def kill(self) -> bool:
        """SIGKILL the whole session and wait until it is gone; return whether anything was running."""
        pid, members = self.pid, self._session()
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        for member in members:
            with contextlib.suppress(ProcessLookupError):
                os.kill(member, signal.SIGKILL)
        _wait_until(lambda: self.pid is None and not self._session(), 10)
        return bool(pid or members)

    def forget(self) -> None:
        """Remove the record of a process that has been stopped."""
        self.record.unlink(missing_ok=True)

    def _session(self) -> list[int]:
        """Living processes of the recorded session that carry our mark in their environment."""
        known = self._known()
        if not known:
            return []
        mark = f"STACK_RECORD={self.record}".encode()
        return [pid for pid in _all_pids() if _session_of(pid) == known["pid"] and mark in _environment(pid)]


def _all_pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _session_of(pid: int) -> int | None:
    fields = _stat(pid)
    return None if fields is None or fields[0] in "ZX" else int(fields[3])


def _environment(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []


def _wait_until(condition, patience_s: float) -> None:
    limit = time.monotonic() + patience_s
    while not condition() and time.monotonic() < limit:
        _reap()
        time.sleep(0.05)


def _reap() -> None:
    """Collect our own dead children, which would otherwise stay behind as zombies while we run."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def fingerprint_of(command: list[str], environment: dict[str, str], *more: str) -> str:
    """Short digest of what a service was started with: another one means that it must be restarted."""
    text = json.dumps([command, environment, more], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
