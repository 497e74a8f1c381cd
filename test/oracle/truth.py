"""What a transaction that reads now sees of an aggregate: plain SQL over columns and relations.

Only what is in no column (a computed field that is not stored, the domain of a one2many) is asked of the ORM, in an
environment and a transaction of its own.
"""

from odoo.fields import Domain
from odoo.tools import SQL

from .value import in_snapshot, read_text
from .watch import field_type, has_column, is_file


def in_own_company(env, model, id_):
    """``env`` in the company of the record, if it has one."""
    company = env[model]._fields.get("company_id")
    if company is None or not has_column(company):
        return env
    env.cr.execute(SQL("SELECT company_id FROM %s WHERE id = %s", SQL.identifier(env[model]._table), id_))
    found = env.cr.fetchone()
    return env(context={**env.context, "allowed_company_ids": [found[0]]}) if found and found[0] else env


class Truth:
    """Reads in the transaction of ``env``: superuser, English, archived records included."""

    def __init__(self, env):
        self._env = env

    def nodes(self, model, spec, ids):
        """{id: node} of the records that exist."""
        ids = sorted(ids)
        existing = self._columns(model, ["id"], ids)
        nodes = {id_: {"id": id_} for id_ in existing}
        for name, options in spec.items():
            odoo_field = self._env[model]._fields[name]
            values = self._values(model, odoo_field, list(nodes))
            if "fields" in options:
                values = self._nested(odoo_field, options["fields"], values)
            for id_, node in nodes.items():
                node[name] = values.get(id_)
        return nodes

    def _nested(self, odoo_field, spec, values):
        many = odoo_field.type in ("one2many", "many2many")
        wanted = set().union(*values.values()) if many else {value for value in values.values() if value}
        nodes = self.nodes(odoo_field.comodel_name, spec, wanted)
        if many:
            return {id_: [nodes[child] for child in children] for id_, children in values.items()}
        return {id_: nodes.get(value) for id_, value in values.items()}

    def _values(self, model, odoo_field, ids):
        if not ids:
            return {}
        if has_column(odoo_field):
            kind = field_type(odoo_field)
            texts = self._columns(model, [odoo_field.name], ids)
            return {id_: in_snapshot(kind, read_text(kind, text)) for id_, (text,) in texts.items()}
        if odoo_field.type == "many2many" and odoo_field.store:
            return self._pairs(odoo_field, ids)
        if odoo_field.type == "one2many" and odoo_field.inverse_name and not odoo_field.compute:
            return self._children(model, odoo_field, ids)
        if is_file(odoo_field):
            return self._files(model, odoo_field.name, ids)
        if odoo_field.related:
            return self._along(model, odoo_field.related.split("."), ids)
        return self._computed(model, odoo_field, ids)

    def _columns(self, model, names, ids):
        """{id: texts of the columns}."""
        columns = SQL(", ").join(SQL("%s::text", SQL.identifier(name)) for name in names)
        table = SQL.identifier(self._env[model]._table)
        self._env.cr.execute(SQL("SELECT id, %s FROM %s WHERE id = ANY(%s)", columns, table, ids))
        return {id_: texts for id_, *texts in self._env.cr.fetchall()}

    def _pairs(self, odoo_field, ids):
        near, far = SQL.identifier(odoo_field.column1), SQL.identifier(odoo_field.column2)
        table = SQL.identifier(odoo_field.relation)
        return self._grouped(SQL("SELECT %s, %s FROM %s WHERE %s = ANY(%s)", near, far, table, near, ids), ids)

    def _children(self, model, odoo_field, ids):
        link, table = (
            SQL.identifier(odoo_field.inverse_name),
            SQL.identifier(self._env[odoo_field.comodel_name]._table),
        )
        found = self._grouped(SQL("SELECT %s, id FROM %s WHERE %s = ANY(%s)", link, table, link, ids), ids)
        domain = odoo_field.get_comodel_domain(self._env[model])
        if domain.is_true():
            return found
        children = set().union(*found.values())
        matching = set(self._env[odoo_field.comodel_name].search(Domain("id", "in", list(children)) & domain).ids)
        return {id_: [child for child in of if child in matching] for id_, of in found.items()}

    def _files(self, model, name, ids):
        query = """SELECT DISTINCT ON (res_id) res_id, jsonb_build_object(
                              'id', id, 'size', coalesce(file_size, 0), 'checksum', checksum, 'mimetype', mimetype)
                     FROM ir_attachment WHERE res_model = %s AND res_field = %s AND res_id = ANY(%s)
                    ORDER BY res_id, id"""
        self._env.cr.execute(query, (model, name, ids))
        return dict(self._env.cr.fetchall())

    def _grouped(self, query, ids):
        self._env.cr.execute(query)
        found = {id_: [] for id_ in ids}
        for near, far in sorted(self._env.cr.fetchall()):
            found[near].append(far)
        return found

    def _along(self, model, names, ids):
        """The value at the end of a path of many2one fields."""
        values = self._values(model, self._env[model]._fields[names[0]], ids)
        if len(names) == 1:
            return values
        comodel = self._env[model]._fields[names[0]].comodel_name
        ends = self._along(comodel, names[1:], sorted({value for value in values.values() if value}))
        return {id_: ends.get(value) for id_, value in values.items()}

    def _computed(self, model, odoo_field, ids):
        kind = field_type(odoo_field)
        records = self._env[model].browse(ids)
        if kind in ("one2many", "many2many"):
            return {record.id: sorted(record[odoo_field.name].ids) for record in records}
        if kind == "many2one":
            return {record.id: record[odoo_field.name].id or None for record in records}
        if kind == "boolean":
            return {record.id: bool(record[odoo_field.name]) for record in records}
        return {
            record.id: read_text(kind, str(value))
            if (value := record[odoo_field.name]) not in (False, None)
            else in_snapshot(kind, None)
            for record in records
        }
