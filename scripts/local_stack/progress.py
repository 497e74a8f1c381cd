"""What the person at the terminal sees: steps with elapsed time, and signs of life from long commands."""

import ctypes
import signal
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

from local_stack.failure import StackFailure

BEGAN = time.monotonic()
# A line this often when the output is no terminal: enough to see that it lives, few enough for a CI log.
QUIET_SECONDS = 15
# Kept and shown of a failed command: npm prints a page of usage after its reason.
TAIL_LINES, SHOWN_LINES = 200, 25


def say(text: str) -> None:
    """One line of progress. Goes to standard error, because standard output belongs to `--json`."""
    print(f"[{time.monotonic() - BEGAN:6.1f} s] {text}", file=sys.stderr, flush=True)


class _LifeSign:
    """Shows that a long command lives: a rewritten line on a terminal, a line now and then elsewhere."""

    def __init__(self, title: str):
        self.title, self.lines, self.shown_at = title, 0, time.monotonic()
        self.terminal = sys.stderr.isatty()

    def line(self, text: str) -> None:
        self.lines += 1
        now = time.monotonic()
        if self.terminal and now - self.shown_at > 0.2:
            print(f"\r\033[K         {self.lines} lines · {text[:90]}", end="", file=sys.stderr, flush=True)
            self.shown_at = now
        elif not self.terminal and now - self.shown_at > QUIET_SECONDS:
            say(f"  ... {self.title}: {self.lines} lines so far, last: {text[:100]}")
            self.shown_at = now

    def done(self) -> None:
        if self.terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def die_with_parent() -> None:
    """For a child: be killed when this process is, so that no half-done work goes on behind the next `up`."""
    pr_set_pdeathsig = 1  # linux/prctl.h
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def run_long(title: str, command: list[str], log: Path | None = None, remedy: str = "", **options) -> str:
    """Run a command that may take minutes, showing life signs; return its last lines.

    `log` gets the whole output, `options` go to Popen. Raises StackFailure with the last lines and `remedy` when it fails.
    """
    say(title)
    tail: deque[str] = deque(maxlen=TAIL_LINES)
    sign = _LifeSign(title)
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors="replace", **options,
    )
    try:
        with open(log or "/dev/null", "a") as record:
            for line in process.stdout:
                record.write(line)
                tail.append(line.rstrip())
                sign.line(line.rstrip())
        code = process.wait()
    except BaseException:
        # Ctrl-C: the command must not go on behind our back and meet the next `up`.
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
        raise
    finally:
        sign.done()
    if code:
        where = f" (whole output: {log})" if log else ""
        shown = "\n    ".join(list(tail)[-SHOWN_LINES:])
        raise StackFailure(f"{title}: failed with exit code {code}{where}\n    {shown}", remedy, "\n".join(tail))
    return "\n".join(tail)
