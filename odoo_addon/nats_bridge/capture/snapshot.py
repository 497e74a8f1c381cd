"""Reading aggregates as they are in the database now, without leaving a trace in the caller's ORM cache."""

from collections import defaultdict
from contextlib import contextmanager

from odoo.api import SUPERUSER_ID, Environment
from odoo.tools import SQL

from .values import from_column, from_orm

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
    """{id: node} of the records that exist; one query per model and relation however many ids.

    :param noted: {table: {row id: {column: text}}}, what the transaction's notes say of rows: that is not read again.
        Empty where others may have changed the rows since.
    """
    rows = (noted or {}).get(env[reading.model]._table, {})
    held = set.intersection(*(set(rows[id_]) for id_ in ids)) if ids and rows.keys() >= set(ids) else set()
    unread = [(name, kind) for name, kind, _nested in reading.fields if name not in held]
    values = {
        name: {id_: from_column(kind, rows[id_][name]) for id_ in ids}
        for name, kind, _nested in reading.fields
        if name in held
    }
    existing = ids
    if unread or not held:
        values |= (read := _read(env, reading.model, unread, ids))
        existing = read["id"]
    nodes = {id_: {"id": id_} for id_ in existing}
    for name, kind, nested in reading.fields:
        column = _nest(env, nested, kind, values[name], noted) if nested else values[name]
        for id_, node in nodes.items():
            node[name] = column.get(id_)
    return nodes


def _read(env, model, fields, ids):
    """{field: {id: value}} of the records that exist, "id" among the fields."""
    names = [name for name, kind in fields if kind != "per_company"]
    rows = env[model].browse(sorted(ids)).read(names or ["id"], load=None) if ids else []
    values = {name: {row["id"]: from_orm(kind, row[name]) for row in rows} for name, kind in fields if name in names}
    existing = {row["id"]: row["id"] for row in rows}
    return {"id": existing, **values, **_per_company(env, model, fields, list(existing))}


def _nest(env, reading, kind, values, noted):
    """Replace ids by the nodes they stand for."""
    if kind == "many":
        below = read_nodes(env, reading, set().union(*values.values()), noted)
        return {id_: [below[child] for child in children if child in below] for id_, children in values.items()}
    below = read_nodes(env, reading, {value for value in values.values() if value}, noted)
    return {id_: below.get(value) for id_, value in values.items()}


def _per_company(env, model, fields, ids):
    """{field: {id: {company id: value}}}: read raw, because through the ORM it is one company's value."""
    names = [name for name, kind in fields if kind == "per_company"]
    if not names or not ids:
        return {name: {} for name in names}
    columns = SQL(", ").join(SQL.identifier(name) for name in names)
    env.cr.execute(SQL("SELECT id, %s FROM %s WHERE id = ANY(%s)", columns, SQL.identifier(env[model]._table), ids))
    rows = env.cr.fetchall()
    return {name: {row[0]: row[at] for row in rows} for at, name in enumerate(names, start=1)}


def matching(env, model, domain, ids):
    """Those of ``ids`` that exist and satisfy the watch's domain."""
    return set(env[model].search([("id", "in", sorted(ids)), *domain], order="id").ids)
