"""The file that hands API keys to the bridge: {login: key}, readable by its owner only."""

import json
import os


def read(path):
    """The keys in the file; none when it does not exist. Raises ValueError when it is something else."""
    try:
        with open(path, encoding="utf-8") as file:
            keys = json.load(file)
    except FileNotFoundError:
        return {}
    if not isinstance(keys, dict) or not all(isinstance(key, str) for key in keys.values()):
        raise ValueError(f"{path} is not a file of keys")
    return keys


def write(path, keys):
    """Replace the file in one step; it never exists half-written or readable by others."""
    draft = f"{path}.{os.getpid()}.new"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump(keys, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise
