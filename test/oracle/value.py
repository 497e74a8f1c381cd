"""A column's text in the form in which changes carry it.

The definitions that decide what counts as a change: an empty text is null, a missing boolean is false, an instant has
whole seconds in UTC, a translated text is its en_US, a company-dependent value is the value of each company.
"""

import json
from datetime import datetime

_TRUE = {"t", "true"}


def read_text(kind, text):
    """``text`` is PostgreSQL's output of the column (booleans: t or true); None is null."""
    if kind == "boolean":
        return text in _TRUE
    if text is None:
        return None
    if kind in ("integer", "many2one", "many2one_reference"):
        return int(text)
    if kind in ("float", "monetary"):
        return float(text)
    if kind == "datetime":
        return datetime.fromisoformat(text).strftime("%Y-%m-%dT%H:%M:%SZ")
    if kind == "translated":
        return json.loads(text).get("en_US") or None
    if kind in ("per company", "json"):
        return json.loads(text)
    return text or None


def in_snapshot(kind, value):
    """A snapshot says 0 where the column is empty: Odoo itself cannot tell the two apart."""
    if value is None and kind in ("integer", "float", "monetary", "many2one_reference"):
        return 0
    if kind == "json":
        return value or None
    return value
