"""The golden examples, which the TypeScript client's tests read, too."""

import json
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def read_example(*path: str) -> Any:
    return json.loads(EXAMPLES.joinpath(*path).read_text("utf-8"))


def names_in(folder: str) -> list[str]:
    return sorted(path.stem for path in (EXAMPLES / folder).glob("*.json"))


def envelope_of(contract: str, **given: str) -> dict[str, str]:
    """The envelope of an event that never was."""
    return {
        "specversion": "1.0",
        "id": f"golden:change:1:{contract}",
        "source": "/odoo/golden",
        "type": contract,
        "subject": "odoo:golden:res.partner:1",
        "time": "2026-11-22T09:00:00Z",
        "dataschema": f"urn:odoo-nats-bridge:schema:{contract}",
        "correlationid": "golden:change:1",
        "causationid": "golden:change:1",
        "partitionkey": "odoo:golden:res.partner:1",
        "recordversion": "1",
        "dataclass": "internal",
        "origin": "orm",
        **given,
    }
