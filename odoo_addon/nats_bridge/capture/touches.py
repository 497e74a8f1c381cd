"""The notes triggers left: taking them, and turning them into the changed rows of each root."""

from operator import itemgetter
from typing import NamedTuple

from odoo.tools import SQL

from .merge import Step, difference, merge
from .sieve import left_out
from .values import from_text

# The two moments at which a row's place counts: as the transaction found it, and as it leaves it.
_BEFORE, _AFTER = range(2)


class Touch(NamedTuple):
    """One note; old and new are column -> text as Postgres writes it: whole rows, but an update's old is what differs."""

    number: int
    table: str
    row_id: int | None
    op: str
    old: dict | None
    new: dict | None


_NOTHING = SQL("NULL")
# Null, and no transaction id is spent, where this transaction has written nothing.
OWN = SQL("pg_current_xact_id_if_assigned()")


def take(cr, xid, once=_NOTHING):
    """Remove the notes of transaction ``xid`` (an SQL expression of type xid8): (notes, oldest first; value of ``once``).

    :param once: an SQL expression that is evaluated once, and only when there are notes
    """
    cr.execute(
        SQL(
            """DELETE FROM bridge_touch WHERE xid = %s
                RETURNING seq, table_name, row_id, op, old, new, (SELECT %s)""",
            xid,
            once,
        )
    )
    rows = sorted(cr.fetchall(), key=itemgetter(0))
    return [Touch(*note) for *note, _once in rows], rows[0][-1] if rows else None


def rows_as_left(notes):
    """{table: {row id: {column: text}}}: the watched columns of rows as the transaction of ``notes`` left them."""
    rows = {}
    for note in notes:
        if note.row_id is not None:
            rows.setdefault(note.table, {})[note.row_id] = note.new
    return {table: {id_: new for id_, new in news.items() if new is not None} for table, news in rows.items()}


class Touches:
    """The notes of one transaction, or of one command in it, asked for by the plans."""

    def __init__(self, cr, notes):
        self._cr = cr
        self._rows = {}  # (table, row id) -> notes of that row
        self._pairs = {}  # table -> notes
        self._links = {}  # (table, link column) -> {row id: link} of rows without notes
        for note in notes:
            if note.row_id is None:
                self._pairs.setdefault(note.table, []).append(note)
            else:
                self._rows.setdefault(note.table, {}).setdefault(note.row_id, []).append(note)
        self.tables = {*self._rows, *self._pairs}

    def left_out(self, plan):
        """Roots that the plan's domain leaves out, as far as their own notes tell."""
        return left_out(plan.conditions, self._rows.get(plan.branches[0].table, {})) if plan.conditions else set()

    def changed_rows(self, plan, without=frozenset()):
        """{root id: the rows that changed, as they go into the change}, of all roots but ``without``."""
        by_root = {}
        for branch in plan.branches:
            self._collect_rows(branch, by_root, without)
        for relation in plan.relations:
            self._collect_pairs(relation, by_root)
        return {root: rows for root, rows in by_root.items() if root not in without}

    def _collect_rows(self, branch, by_root, without):
        notes_by_id = _only_of(branch, self._rows.get(branch.table, {}))
        if without:
            roots = self._roots(branch, set(notes_by_id))
            notes_by_id = {id_: notes for id_, notes in notes_by_id.items() if not roots[id_] <= without}
        merged = {id_: row for id_, notes in notes_by_id.items() if (row := _merged(notes, branch.columns))}
        roots = self._roots(branch, set(merged))
        for id_, step in merged.items():
            row = _row(branch.model, id_, branch.path, step)
            for root in roots[id_]:
                by_root.setdefault(root, []).append(row)

    def _collect_pairs(self, relation, by_root):
        columns = {relation.owner_column: "one", relation.other_column: "one"}
        notes_by_pair = {}
        for note in self._pairs.get(relation.table, ()):
            pair = note.new or note.old
            notes_by_pair.setdefault(tuple(pair.get(column) for column in columns), []).append(note)
        merged = {pair: step for pair, notes in notes_by_pair.items() if (step := _merged(notes, columns))}
        roots = self._roots(relation.owner, {int(owner) for owner, _other in merged})
        for (owner, _other), step in merged.items():
            row = _row(relation.table, None, relation.path, step)
            for root in roots[int(owner)]:
                by_root.setdefault(root, []).append(row)

    def _roots(self, branch, row_ids):
        """{row id of the branch: the roots it belonged to before the transaction and belongs to after it}.

        Not those it only passed through: Odoo makes the moves of a back-order in the first order and moves them
        on, and for the first order nothing of that ever was.
        """
        ends = [self._roots_at(moment, branch, row_ids) for moment in (_BEFORE, _AFTER)]
        return {id_: {roots[id_] for roots in ends if id_ in roots} for id_ in row_ids}

    def _roots_at(self, moment, branch, row_ids):
        """{row id: its root at that moment}, of the rows that belonged to one."""
        if branch.parent is None:
            return {id_: id_ for id_ in row_ids}
        parents = self._parents_at(moment, branch, row_ids)
        above = self._roots_at(moment, branch.parent, set(parents.values()))
        return {id_: above[parent] for id_, parent in parents.items() if parent in above}

    def _parents_at(self, moment, branch, row_ids):
        """{row id: parent row id}: the link out of the row's first or last note, else the one the row has now."""
        notes_by_id = self._rows.get(branch.table, {})
        links = self._untouched_links(branch, [id_ for id_ in row_ids if id_ not in notes_by_id])
        for id_ in row_ids:
            if id_ in notes_by_id:
                notes = notes_by_id[id_]
                state = notes[0].old if moment == _BEFORE else notes[-1].new
                links[id_] = state and state.get(branch.link)
        return {id_: int(link) for id_, link in links.items() if link}

    def _untouched_links(self, branch, row_ids):
        """{row id: link} of rows without notes; read once for both moments."""
        known = self._links.setdefault((branch.table, branch.link), {})
        unknown = [id_ for id_ in row_ids if id_ not in known]
        if unknown:
            table, link = SQL.identifier(branch.table), SQL.identifier(branch.link)
            self._cr.execute(SQL("SELECT id, %s FROM %s WHERE id = ANY(%s)", link, table, unknown))
            known.update(dict.fromkeys(unknown))
            known.update(self._cr.fetchall())
        return {id_: known[id_] for id_ in row_ids}


def _only_of(branch, notes_by_id):
    """Without the rows that the branch leaves out; what it tells them by never changes."""
    if not branch.only:
        return notes_by_id
    return {
        id_: notes
        for id_, notes in notes_by_id.items()
        if branch.only.items() <= (notes[-1].new or notes[-1].old).items()
    }


def _merged(notes, columns):
    """The notes of one row as one typed Step over ``columns``, or None when they come to nothing."""
    step = merge([_step(note, columns) for note in notes])
    if step is None:
        return None
    # once more on typed values: a text in another language than the one we read has not changed for us
    return difference(Step(step.op, _typed(step.old, columns), _typed(step.new, columns)))


def _step(note, columns):
    new = note.new if note.op != "update" else {name: note.new[name] for name in note.old}
    return Step(note.op, _only(note.old, columns), _only(new, columns))


def _only(state, columns):
    return state and {name: text for name, text in state.items() if name in columns}


def _typed(state, columns):
    return state and {name: from_text(columns[name], text) for name, text in state.items()}


def _row(model, id_, path, step):
    return {"model": model, "id": id_, "path": path, **step._asdict()}
