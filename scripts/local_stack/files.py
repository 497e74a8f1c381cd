"""Reading and writing the stack's files so that a kill at any moment leaves the old or the new content."""

import json
import os
import tempfile
from pathlib import Path

from local_stack.failure import StackFailure


def read_json(path: Path) -> dict:
    """Content of a JSON file, or {} when it is not there (or was never completed)."""
    try:
        return json.loads(path.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    except PermissionError as error:
        raise StackFailure(f"{path} belongs to another user, who started this stack",
                           "call scripts/stack as that user (often root)") from error


def write_whole(path: Path, text: str, mode: int = 0o600, owner: tuple[int, int] | None = None) -> None:
    """Replace `path` by `text` at once; `owner` is (uid, gid) and needs root."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w") as stream:
        os.fchmod(handle, mode)
        if owner and os.getuid() == 0:
            os.fchown(handle, *owner)
        stream.write(text)
        stream.flush()
        os.fsync(handle)
    os.replace(temporary, path)


def write_json(path: Path, content: dict, mode: int = 0o600, owner: tuple[int, int] | None = None) -> None:
    """Replace a JSON file at once."""
    write_whole(path, json.dumps(content, indent=1, sort_keys=True) + "\n", mode, owner)


def link_tree(source: Path, target: Path) -> None:
    """Copy a filestore by hard links: Odoo names its files by content and never writes into one."""
    for folder, _, names in os.walk(source):
        copy = target / Path(folder).relative_to(source)
        copy.mkdir(parents=True, exist_ok=True)
        for name in names:
            os.link(Path(folder) / name, copy / name)
