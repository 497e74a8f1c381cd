"""Reads records by a ``web_read`` specification into the same JSON values as a snapshot.

The values are made by ``capture/values.py``; what differs is who reads: here the
service user, with his access rights and record rules.
"""

from ..capture.values import from_orm, kind_of
from .refusal import MalformedCommand


def read(records, spec):
    """One object per record, in the order of ``records``; each has "id".

    Raises MalformedCommand for a field that no snapshot can hold either, for a file (a snapshot only refers to it), and
    for one whose value depends on the company: an answer has no place for it.
    """
    records = records.with_context(active_test=False)
    kinds = {name: _kind(records._fields[name]) for name in spec}
    rows = records.read(list(spec) or ["id"], load=None)
    nodes = [{"id": row["id"]} for row in rows]
    for name, sub in spec.items():
        values = [from_orm(kinds[name], row[name]) for row in rows]
        if "fields" in sub:
            values = _nested(records, name, values, sub["fields"])
        for node, value in zip(nodes, values, strict=True):
            node[name] = value
    return nodes


def _nested(records, name, values, spec):
    below = {node["id"]: node for node in read(records[name].sorted("id"), spec)}
    return [
        [below[id_] for id_ in value if id_ in below] if isinstance(value, list) else below.get(value)
        for value in values
    ]


def _kind(field):
    kind = kind_of(field)
    if kind in (None, "per_company", "file"):
        raise MalformedCommand(f"{field.model_name}.{field.name} cannot be read in an answer")
    return kind
