"""One value, two ways in: as text out of a trigger's note, as Python out of the ORM. One JSON form out.

Kinds are named here and nowhere else. Empty is null, except booleans and numbers: Odoo's ORM cannot tell an
empty number from 0, so a snapshot says 0 where a touched row, which sees the column, says null.
"""

import json

_KIND_OF_TYPE = {
    "boolean": "boolean",
    "integer": "integer",
    "many2one_reference": "integer",
    "float": "float",
    "monetary": "float",
    "many2one": "one",
    "one2many": "many",
    "many2many": "many",
    "date": "date",
    "datetime": "datetime",
    "char": "text",
    "text": "text",
    "html": "text",
    "selection": "text",
    "reference": "text",
    "json": "json",
}


def kind_of(field):
    """The kind of an Odoo field, or None for what cannot travel (properties, a binary that is no attachment)."""
    if field.company_dependent:
        return "per_company"
    if field.store and field.translate:
        return "translated"
    if field.type == "binary" and field.store and field.attachment:
        return "file"
    return _KIND_OF_TYPE.get(field.type)


def _instant(text):
    """'2026-11-22 10:00:00.5' (a timestamp without zone, which in Odoo is UTC) as RFC 3339 in seconds."""
    return f"{text[:10]}T{text[11:19]}Z"


_FROM_TEXT = {
    "boolean": lambda text: text == "t",
    "integer": int,
    "float": float,
    "one": int,
    "date": str,
    "datetime": _instant,
    "text": lambda text: text or None,
    "translated": lambda text: json.loads(text).get("en_US") or None,
    "per_company": json.loads,
    "json": json.loads,
}


def from_text(kind, text):
    """A column's text, as Postgres writes it with DateStyle ISO, in its JSON form."""
    if text is None:
        return False if kind == "boolean" else None
    return _FROM_TEXT[kind](text)


_EMPTY_NUMBER = {"integer": 0, "float": 0.0}


def from_column(kind, text):
    """A column's text in the form that a snapshot has, the same as ``from_orm`` gives for the field."""
    value = from_text(kind, text)
    if value is None:
        return _EMPTY_NUMBER.get(kind)
    return value or None if kind == "json" else value


_FROM_ORM = {
    "boolean": bool,
    "one": lambda value: value or None,
    "many": sorted,
    "date": lambda value: value.isoformat() if value else None,
    "datetime": lambda value: value.strftime("%Y-%m-%dT%H:%M:%SZ") if value else None,
    "text": lambda value: str(value) if value else None,
    "translated": lambda value: str(value) if value else None,
    "json": lambda value: value or None,
}


def from_orm(kind, value):
    """What ``read(load=None)`` gave for a field, in its JSON form."""
    convert = _FROM_ORM.get(kind)
    return convert(value) if convert else value
