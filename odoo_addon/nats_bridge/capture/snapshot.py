"""Reading aggregates as they are in the database now, without leaving a trace in the caller's ORM cache."""

from collections import defaultdict
from contextlib import contextmanager

from odoo.api import SUPERUSER_ID, Environment
from odoo.tools import SQL

from .plan import COMPANY, has_company
from .values import from_column, from_orm

# Through the ORM the first would be one company's value, and the second the whole content.
_READ_APART = {"per_company", "file"}
_CONTEXT = {"active_test": False, "lang": "en_US", "tz": "UTC"}


@contextmanager
def fresh_environment(cr):
    """A superuser environment in fixed language and zone with an empty cache.

    The caller's cache is set aside and put back rather than invalidated: it may be filtered by the caller's rights
    (sudo alone would reuse it and see 1 of 2 lines), it must not learn what only the superuser may see, and it may
    hold new records that exist nowhere else. What computing fields for reading may leave to be written is dropped:
    the flush that brought us here is over.
    """
    if cr.transaction is None:
        Environment(cr, SUPERUSER_ID, {})  # gives the cursor its transaction
    transaction = cr.transaction
    kept = transaction.field_data, transaction.field_data_patches, transaction.default_env
    was_clean = not transaction.field_dirty and not transaction.tocompute
    _swap_cache(transaction, defaultdict(dict), defaultdict(lambda: defaultdict(list)))
    try:
        yield Environment(cr, SUPERUSER_ID, _CONTEXT)
    finally:
        if was_clean:
            transaction.field_dirty.clear()
            transaction.tocompute.clear()
        _swap_cache(transaction, *kept[:2])
        transaction.default_env = kept[2]


def _swap_cache(transaction, field_data, patches):
    transaction.field_data = field_data
    transaction.field_data_patches = patches
    for environment in transaction.envs:
        environment.__dict__.pop("_field_cache_memo", None)  # each environment's shortcut into field_data


def read_nodes(env, reading, ids, noted=None):
    """{id: node} of the roots that exist, each with all below it read in the root's own company.

    One query per model and relation however many ids, times the companies among them.

    :param noted: {table: {row id: {column: text}}}, what the transaction's notes say of rows: that is not read again.
        Empty where others may have changed the rows since.
    """
    noted = noted or {}
    nodes = {}
    for company, members in _by_company(env, reading, ids, noted).items():
        theirs = env(context={**env.context, "allowed_company_ids": [company]}) if company else env
        nodes.update(_nodes(theirs, reading, members, noted))
    return nodes


def _by_company(env, reading, ids, noted):
    """{company id, or None for records without one: ids}. What is read to find out stays in the cache."""
    records = env[reading.model].browse(sorted(ids))
    if not ids or not has_company(records):
        return {None: ids}
    rows = _noted_rows(records, noted)
    if rows and all(COMPANY in row for row in rows.values()):
        known = {id_: from_column("one", row[COMPANY]) for id_, row in rows.items()}
    else:
        records.fetch([*_read_with_the_row(records, reading), COMPANY])
        # not record.company_id: that is one more query for each record that is gone
        known = records._fields[COMPANY]._get_cache(env)
    members = defaultdict(list)
    for id_ in records.ids:
        if id_ in known:
            members[known[id_]].append(id_)
    return members


def _noted_rows(records, noted):
    """{id: {column: text}} of the records, when the notes have all of them."""
    rows = noted.get(records._table, {})
    return {id_: rows[id_] for id_ in records.ids} if all(id_ in rows for id_ in records.ids) else {}


def _read_with_the_row(records, reading):
    """Relations are left to the reading in the right company: their domain may depend on it. So are files."""
    fields = records._fields
    return [
        name
        for name, kind, _nested in reading.fields
        if kind not in _READ_APART and (fields[name].column_type or not fields[name].store)
    ]


def _nodes(env, reading, ids, noted):
    """{id: node} of the records that exist."""
    rows = _noted_rows(env[reading.model].browse(sorted(ids)), noted)
    held = set.intersection(*map(set, rows.values())) if rows else set()
    values = {
        name: {id_: from_column(kind, row[name]) for id_, row in rows.items()}
        for name, kind, _nested in reading.fields
        if name in held
    }
    unread = [(name, kind) for name, kind, _nested in reading.fields if name not in held]
    existing = rows
    if unread or not rows:
        existing, read = _read(env, reading.model, unread, ids)
        values |= read
    nodes = {id_: {"id": id_} for id_ in existing}
    for name, kind, nested in reading.fields:
        column = _nest(env, nested, kind, values[name], noted) if nested else values[name]
        for id_, node in nodes.items():
            node[name] = column.get(id_)
    return nodes


def _read(env, model, fields, ids):
    """(ids of the records that exist, {field: {id: value}})."""
    columns = [name for name, kind in fields if kind not in _READ_APART]
    rows = env[model].browse(sorted(ids)).read(columns or ["id"], load=None) if ids else []
    existing = [row["id"] for row in rows]
    values = _per_company(env, model, [name for name, kind in fields if kind == "per_company"], existing)
    for name, kind in fields:
        if kind == "file":
            values[name] = _files(env, model, name, existing)
        elif kind != "per_company":
            values[name] = {row["id"]: from_orm(kind, row[name]) for row in rows}
    return existing, values


def _nest(env, reading, kind, values, noted):
    """Replace ids by the nodes they stand for."""
    if kind == "many":
        below = _nodes(env, reading, set().union(*values.values()), noted)
        return {id_: [below[child] for child in children if child in below] for id_, children in values.items()}
    below = _nodes(env, reading, {value for value in values.values() if value}, noted)
    return {id_: below.get(value) for id_, value in values.items()}


def _per_company(env, model, names, ids):
    """{field: {id: {company id: value}}}: read raw, because through the ORM it is one company's value."""
    if not names or not ids:
        return {name: {} for name in names}
    columns = SQL(", ").join(SQL.identifier(name) for name in names)
    env.cr.execute(SQL("SELECT id, %s FROM %s WHERE id = ANY(%s)", columns, SQL.identifier(env[model]._table), ids))
    rows = env.cr.fetchall()
    return {name: {row[0]: row[at] for row in rows} for at, name in enumerate(names, start=1)}


def _files(env, model, name, ids):
    """{id: what is known of its file}. The content is never read; where several rows name a field, Odoo takes the first."""
    env.cr.execute(
        SQL(
            """SELECT res_id, id, file_size, checksum, mimetype FROM ir_attachment
                WHERE res_model = %s AND res_field = %s AND res_id = ANY(%s) ORDER BY id DESC""",
            model,
            name,
            ids,
        )
    )
    return {
        res_id: {"id": id_, "size": size or 0, "checksum": checksum, "mimetype": mimetype}
        for res_id, id_, size, checksum, mimetype in env.cr.fetchall()
    }


def matching(env, model, domain, ids):
    """Those of ``ids`` that exist and satisfy the watch's domain."""
    return set(env[model].search([("id", "in", sorted(ids)), *domain], order="id").ids)
