"""What is to be told, worked out of the watch specifications and Odoo's field definitions alone."""

import json
from dataclasses import dataclass, field

_LOG_COLUMNS = {"create_uid", "create_date", "write_uid", "write_date"}
# of a file kept as an attachment: what it is, not what is in it
_FILE_COLUMNS = {"checksum": "char", "file_size": "integer", "mimetype": "char", "res_id": "integer"}
_INVISIBLE_TYPES = {"binary", "image", "properties", "properties_definition"}


@dataclass(frozen=True)
class Part:
    """The rows of one table of an aggregate: the root's (path ''), those of children, or files."""

    path: str
    model: str
    table: str
    columns: dict  # name -> field type, 'translated' or 'per company'
    link: str | None = None
    above: "Part | None" = None
    only: tuple = ()  # (column, text) that tell its rows from others of the table


@dataclass(frozen=True)
class Pairs:
    """The rows of a many2many relation of a part."""

    path: str
    table: str
    owner: Part
    near: str
    far: str


@dataclass
class Watch:
    """One watch with all tables whose rows belong to its aggregates."""

    model: str
    spec: dict
    domain: list
    passes: dict = field(default_factory=dict)
    parts: list = field(default_factory=list)
    pairs: list = field(default_factory=list)

    @property
    def tables(self):
        return {source.table for source in (*self.parts, *self.pairs)}


def field_type(odoo_field):
    """How a stored column's text is to be read."""
    if odoo_field.company_dependent:
        return "per company"
    return "translated" if odoo_field.store and odoo_field.translate else odoo_field.type


def is_file(odoo_field):
    return odoo_field.type == "binary" and bool(odoo_field.store and odoo_field.attachment)


def has_column(odoo_field):
    return bool(odoo_field.store and odoo_field.column_type) and odoo_field.type not in _INVISIBLE_TYPES


def compile_watch(env, model, spec, domain, passes=None):
    watch = Watch(model, spec, domain, passes or {})
    _add_part(env, watch, Part("", model, env[model]._table, {}), spec)
    return watch


def _add_part(env, watch, part, spec):
    watch.parts.append(part)
    for name, options in spec.items():
        odoo_field = env[part.model]._fields[name]
        path = f"{part.path}.{name}" if part.path else name
        if odoo_field.type == "one2many":
            _add_children(env, watch, part, odoo_field, path, options.get("fields", {}))
        elif odoo_field.type == "many2many":
            if odoo_field.store:
                pairs = Pairs(path, odoo_field.relation, part, odoo_field.column1, odoo_field.column2)
                watch.pairs.append(pairs)
        elif is_file(odoo_field):
            only = (("res_model", part.model), ("res_field", name))
            watch.parts.append(Part(path, "ir.attachment", "ir_attachment", _FILE_COLUMNS, "res_id", part, only))
        elif has_column(odoo_field) and name not in _LOG_COLUMNS:
            part.columns[name] = field_type(odoo_field)


def _add_children(env, watch, part, odoo_field, path, spec):
    if odoo_field.compute or not odoo_field.inverse_name:
        return
    children = env[odoo_field.comodel_name]
    if children._fields[odoo_field.inverse_name].type != "many2one":
        return
    link = odoo_field.inverse_name
    _add_part(env, watch, Part(path, children._name, children._table, {link: "many2one"}, link, part), spec)


def merged_specifications(paths, with_domains):
    """The watches of several files; fields of one model are united. ``with_domains`` or all records."""
    merged = {}
    for path in paths:
        with open(path) as file:
            for given in json.load(file)["watches"]:
                watch = merged.setdefault(
                    given["model"], {"model": given["model"], "domain": [], "passes": {}, "contracts": [], "spec": {}}
                )
                _unite(watch["spec"], given["spec"])
                watch["passes"] |= given.get("passes", {})
                watch["contracts"] += given["contracts"]
                if with_domains:
                    watch["domain"] += given.get("domain", [])
    return [merged[model] for model in sorted(merged)]


def _unite(spec, other):
    for name, options in other.items():
        mine = spec.setdefault(name, {})
        if "fields" in options:
            _unite(mine.setdefault("fields", {}), options["fields"])
