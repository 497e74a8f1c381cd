"""Which aggregates a transaction changed, and how: worked out of the decoded rows."""

from typing import NamedTuple

from .value import read_text


class Expected(NamedTuple):
    """The change that has to be told of one aggregate. rows: (path, model, id or pair) -> (op, old, new)."""

    op: str
    fields: list
    rows: dict


class Net:
    """A transaction's rows, first state and last state."""

    def __init__(self, rows, pair_columns):
        self.rows = {}  # table -> id -> [before, after]
        self.pairs = {}  # table -> (near, far) texts by column -> [existed, exists]
        for row in rows:
            if row.table in pair_columns:
                for columns in pair_columns[row.table]:
                    self._add_pair(row, columns)
            if "id" in (row.new or row.old):
                self._add_row(row)

    def _add_row(self, row):
        states = self.rows.setdefault(row.table, {})
        old_id, new_id = (state and int(state["id"]) for state in (row.old, row.new))
        if old_id is not None:
            states.setdefault(old_id, [row.old, None])[1] = None
        if new_id is not None:
            states.setdefault(new_id, [None, None])[1] = row.new

    def _add_pair(self, row, columns):
        states = self.pairs.setdefault((row.table, columns), {})
        for state, is_there in ((row.old, False), (row.new, True)):
            if state is not None:
                pair = tuple(int(state[column]) for column in columns)
                states.setdefault(pair, [not is_there, None])[1] = is_there


class Expectations:
    """Works out expected changes; ``lookup(table, column, id)`` answers for rows that the transaction left alone."""

    def __init__(self, watches, lookup):
        self._watches = watches
        self._lookup = lookup
        self._pair_columns = {}
        for watch in watches:
            for pairs in watch.pairs:
                self._pair_columns.setdefault(pairs.table, set()).add((pairs.near, pairs.far))

    def of(self, rows):
        """{(model, root id): Expected}, domains not applied."""
        net = Net(rows, self._pair_columns)
        found = {}
        for watch in self._watches:
            for root, changed in self._changed(watch, net).items():
                if self._is_told(watch, net, root):
                    found[watch.model, root] = _summed_up(changed)
        return found

    def _is_told(self, watch, net, root):
        """A root that was made and removed again in one transaction was never there."""
        before, after = net.rows.get(watch.parts[0].table, {}).get(root, (True, True))
        return bool(before or after)

    def _changed(self, watch, net):
        by_root = {}
        for part in watch.parts:
            for id_, (before, after) in net.rows.get(part.table, {}).items():
                if any((after or before).get(column) != text for column, text in part.only):
                    continue
                change = _difference(part.columns, before, after)
                if change:
                    for root in self._roots(net, part, id_):
                        by_root.setdefault(root, {})[part.path, part.model, id_] = change
        for pairs in watch.pairs:
            columns = (pairs.near, pairs.far)
            for pair, (existed, exists) in net.pairs.get((pairs.table, columns), {}).items():
                if existed == exists:
                    continue
                values = dict(zip(columns, pair, strict=True))
                change = ("create", None, values) if exists else ("delete", values, None)
                # a relation's row belongs to whom its owner belonged to when it was there
                for root in self._roots(net, pairs.owner, pair[0]):
                    by_root.setdefault(root, {})[pairs.path, pairs.table, frozenset(values.items())] = change
        return by_root

    def _roots(self, net, part, id_):
        """The roots a row belongs to after the transaction and belonged to before it."""
        return {root for moment in (0, 1) if (root := self._root(net, part, id_, moment)) is not None}

    def _root(self, net, part, id_, moment):
        if part.above is None:
            return id_
        states = net.rows.get(part.table, {}).get(id_)
        if states is None:
            parent = self._lookup(part.table, part.link, id_)
        else:
            parent = states[moment] and states[moment].get(part.link)
        return self._root(net, part.above, int(parent), moment) if parent else None


def _difference(columns, before, after):
    """(op, old, new) over the watched columns, or None."""
    old, new = (
        state and {name: read_text(kind, state.get(name)) for name, kind in columns.items()}
        for state in (before, after)
    )
    if old is None and new is None:
        return None
    if old is None or new is None:
        return ("create", None, new) if old is None else ("delete", old, None)
    changed = [name for name in columns if old[name] != new[name]]
    if not changed:
        return None
    return "update", {name: old[name] for name in changed}, {name: new[name] for name in changed}


def _summed_up(rows):
    op = next((change[0] for (path, _model, _id), change in rows.items() if path == ""), "update")
    fields = set()
    for (path, _model, _id), (row_op, old, new) in rows.items():
        if path:
            fields.add(path.split(".")[0])
        elif row_op == "update":
            fields.update(new)
        else:
            fields.update(name for name, value in (new or old).items() if value is not None)
    return Expected(op, sorted(fields), rows)
