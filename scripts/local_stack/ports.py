"""Ports: chosen once per instance, kept while nobody else takes them."""

import random
import socket

from local_stack import layout
from local_stack.failure import StackFailure
from local_stack.files import read_json

# Below Linux's range for outgoing connections (32768 and up): a port of a stopped server
# must not be given to somebody's outgoing connection before the server is started again.
FIRST, LAST = 20000, 32000


def is_free(port: int) -> bool:
    """Whether a server could listen on the loopback port now."""
    with socket.socket() as probe:
        # As servers do: connections of the previous server in TIME_WAIT are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def choose(taken: set[int]) -> int:
    """A free port that no other instance has chosen and that is not in `taken`."""
    avoid = taken | _ports_of_instances()
    for _ in range(500):
        port = random.randint(FIRST, LAST)
        if port not in avoid and is_free(port):
            return port
    raise StackFailure(f"no free port found between {FIRST} and {LAST}", "stop something that listens there")


def _ports_of_instances() -> set[int]:
    states = [read_json(path) for path in layout.RUN.glob("*/instance.json")]
    return {port for state in [*states, read_json(layout.POSTGRES / "cluster.json")]
            for port in state.get("ports", {}).values()}
