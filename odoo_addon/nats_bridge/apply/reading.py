"""Reads records by a ``web_read`` specification into JSON values.

Rules: empty is null except for booleans; dates YYYY-MM-DD; datetimes
YYYY-MM-DDTHH:MM:SSZ in UTC; many2one is an id, or an object with a sub-spec;
x2many is a list of ids, or of objects ordered by id. Each object has "id".
Access rules of the records' user apply.
"""

from odoo import fields


def read(records, spec):
    """One object per record, in the order of ``records``."""
    return [_node(record, spec) for record in records]


def _node(record, spec):
    node = {"id": record.id}
    for name, sub in spec.items():
        node[name] = _value(record, record._fields[name], sub)
    return node


def _value(record, field, sub):
    value = record[field.name]
    if field.type == "many2one":
        if "fields" not in sub:
            return value.id or None
        return _node(value, sub["fields"]) if value else None
    if field.type in ("one2many", "many2many"):
        lines = value.sorted("id")
        return read(lines, sub["fields"]) if "fields" in sub else lines.ids
    return _scalar(field, value)


def _scalar(field, value):
    if field.type == "boolean":
        return bool(value)
    if field.type in ("integer", "float", "monetary"):
        return value
    if not value:
        return None
    if field.type == "datetime":
        return fields.Datetime.to_string(value).replace(" ", "T") + "Z"
    if field.type == "date":
        return fields.Date.to_string(value)
    return value
