"""Install, replace and drop the triggers that the plans ask for, touching only what differs."""

from odoo.tools import SQL

# A watch may not hold up the database: waiting for a table's lock makes every later writer wait behind us.
_LOCK_TIMEOUT = "5s"

_EVENTS = {
    "insert": SQL("AFTER INSERT"),
    "update": SQL("AFTER UPDATE"),
    "delete": SQL("AFTER DELETE"),
    "truncate": SQL("BEFORE TRUNCATE"),
}
_TRANSITIONS = {
    "insert": SQL("REFERENCING NEW TABLE AS fresh"),
    "update": SQL("REFERENCING OLD TABLE AS stale NEW TABLE AS fresh"),
    "delete": SQL("REFERENCING OLD TABLE AS stale"),
    "truncate": SQL(""),
}
_OURS = SQL(
    r"""pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE t.tgname LIKE 'nats\_bridge\_%%' AND NOT t.tgisinternal
          AND c.relnamespace = current_schema()::regnamespace"""
)
# (kind, event) -> function; only a row's update has a trigger per row
_PER_ROW = {("row", "update")}
_FUNCTIONS = {
    (kind, event): "nats_bridge_note_update" if (kind, event) in _PER_ROW else f"nats_bridge_note_{kind}s"
    for kind in ("row", "pair")
    for event in _EVENTS
}


def wanted(plans):
    """{(table, 'row' or 'pair'): trigger arguments}. A table of several watches gets the union of their columns."""
    columns, links = {}, {}
    for plan in plans:
        for branch in plan.branches:
            key = (branch.table, "row")
            columns.setdefault(key, set()).update({*branch.columns, branch.company} - {None})
            links.setdefault(key, set()).update({branch.link, *(branch.only or ())} - {None})
        for relation in plan.relations:
            key = (relation.table, "pair")
            columns.setdefault(key, set()).update((relation.owner_column, relation.other_column))
    return {key: (_array(names | links.get(key, set())), _array(links.get(key, ()))) for key, names in columns.items()}


def _array(names):
    return f"{{{','.join(sorted(names))}}}"


def installed(cr):
    """{(table, kind): trigger arguments}; None where the set is incomplete, uneven, disabled or an earlier version's."""
    cr.execute(
        SQL(
            """SELECT c.relname, split_part(t.tgname, '_', 3), split_part(t.tgname, '_', 4), t.tgargs, p.proname,
                      t.tgenabled = 'O' FROM %s""",
            _OURS,
        )
    )
    found = {}
    for table, kind, event, arguments, function, enabled in cr.fetchall():
        is_ours = enabled and function == _FUNCTIONS.get((kind, event))
        text = tuple(bytes(arguments).decode().split("\0")[:-1]) if is_ours else None
        found.setdefault((table, kind), []).append(text)
    return {key: sets[0] if len(sets) == len(_EVENTS) and len(set(sets)) == 1 else None for key, sets in found.items()}


def synchronise(cr, plans):
    """Make the database's triggers those of the plans. Returns the tables that were touched, sorted."""
    want, have = wanted(plans), installed(cr)
    differing = sorted(key for key in {*want, *have} if want.get(key) != have.get(key))
    if differing:
        cr.execute("SELECT set_config('lock_timeout', %s, true)", (_LOCK_TIMEOUT,))
    for key in differing:
        _drop(cr, *key)
        if key in want:
            _create(cr, *key, want[key])
    return sorted({table for table, _kind in differing})


def renew(cr):
    """Replace the triggers of versions before 19.0.1.2.0 by today's for the same columns: 'a,b' and 'c' of them were links."""
    cr.execute(SQL("SELECT DISTINCT c.relname, split_part(t.tgname, '_', 3), t.tgargs FROM %s", _OURS))
    for table, kind, arguments in cr.fetchall():
        columns, links = (set(filter(None, text.split(","))) for text in bytes(arguments).decode().split("\0")[:2])
        _drop(cr, table, kind)
        _create(cr, table, kind, (_array(columns | links), _array(links)))


def drop_all(cr):
    """Drop every trigger of ours, whoever asked for it."""
    for key in installed(cr):
        _drop(cr, *key)


def _drop(cr, table, kind):
    for event in _EVENTS:
        cr.execute(SQL("DROP TRIGGER IF EXISTS %s ON %s", _name(kind, event), SQL.identifier(table)))


def _create(cr, table, kind, arguments):
    for event, timing in _EVENTS.items():
        cr.execute(
            SQL(
                "CREATE TRIGGER %s %s ON %s %s EXECUTE FUNCTION %s(%s, %s)",
                _name(kind, event),
                timing,
                SQL.identifier(table),
                SQL("FOR EACH ROW") if (kind, event) in _PER_ROW else SQL("%s FOR EACH STATEMENT", _TRANSITIONS[event]),
                SQL.identifier(_FUNCTIONS[kind, event]),
                *arguments,
            )
        )


def _name(kind, event):
    return SQL.identifier(f"nats_bridge_{kind}_{event}")
