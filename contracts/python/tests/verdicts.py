"""What this client says of values, for the TypeScript client's tests to compare with.

usage: verdicts.py FILE, a JSON list of {"name": <contract id>, "value": ...}; prints a list of {"valid": ..., "value": ...}
"""

import json
import sys
from pathlib import Path

from odoo_nats_bridge_client import schema


def verdict(name: str, value: object) -> dict[str, object]:
    try:
        return {"valid": True, "value": schema.read(name, value)}
    except schema.Mismatch:
        return {"valid": False}


if __name__ == "__main__":
    put = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    json.dump([verdict(each["name"], each["value"]) for each in put], sys.stdout)
