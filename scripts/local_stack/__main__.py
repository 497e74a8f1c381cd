"""Started by scripts/stack as a file, so that the caller's environment stays as it is."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from local_stack.cli import main

sys.exit(main(sys.argv[1:]))
