"""PostgreSQL's own account of what was committed, through logical decoding (the output plugin test_decoding)."""

import json
import re
from typing import NamedTuple

import psycopg2

_SLOT = "nats_bridge_oracle"
_ROW = re.compile(r'table [^.]+\.("[^"]+"|\w+): (INSERT|UPDATE|DELETE|TRUNCATE): ', re.DOTALL)
_COLUMN = re.compile(r"""("(?:[^"]|"")+"|\w+)\[((?:[^\[\]]|\[\])+)\]:('(?:[^']|'')*'|[^ ]+) ?""", re.DOTALL)
_NOTE = re.compile(r"message: transactional: 1 prefix: oracle\.(\w+), sz: \d+ content:(.*)", re.DOTALL)
_NEW = "new-tuple: "
_OLD = "old-key: "
_UNCHANGED = "unchanged-toast-datum"


class Row(NamedTuple):
    """One row change; old and new are column -> text (a column that is absent is null), None where there is none."""

    table: str
    old: dict | None
    new: dict | None
    command: str | None = None  # which was noted last before it, or first in its transaction


def note(cr, name, value):
    """Write into the log who makes this transaction, or why; the note shares the transaction's fate."""
    cr.execute("SELECT pg_logical_emit_message(true, %s, %s)", (f"oracle.{name}", json.dumps(value)))


class Log:
    """A temporary replication slot: it goes with the connection."""

    def __init__(self, address):
        self.notes = {}  # transaction id -> what ``note`` wrote into it last, by name
        self.commands = {}  # transaction id -> the commands noted in it, in their order
        self._connection = psycopg2.connect(address)
        self._connection.autocommit = True
        self._cursor = self._connection.cursor()
        self._cursor.execute("SELECT pg_create_logical_replication_slot(%s, 'test_decoding', true)", (_SLOT,))

    def committed(self, tables):
        """[(transaction id, [Row])] in commit order, of what was committed since the last call."""
        self._cursor.execute(
            """SELECT xid::text, data FROM pg_logical_slot_get_changes(%s, NULL, NULL, 'skip-empty-xacts', '1')
                WHERE data LIKE 'table %%' OR data LIKE 'message: transactional: 1 prefix: oracle.%%'""",
            (_SLOT,),
        )
        found = {}
        for xid, data in self._cursor:
            if note := _NOTE.fullmatch(data):
                self._remember(xid, note[1], json.loads(note[2]))
                continue
            row = parse(data, tables)
            if row is not None:
                found.setdefault(xid, []).append((len(self.commands.get(xid, ())), row))
        return [(xid, [self._by_command(xid, *numbered) for numbered in rows]) for xid, rows in found.items()]

    def _remember(self, xid, name, value):
        self.notes.setdefault(xid, {})[name] = value
        if name == "command":
            self.commands.setdefault(xid, []).append(value)

    def _by_command(self, xid, number, row):
        commands = self.commands.get(xid)
        return row._replace(command=commands[max(number, 1) - 1]) if commands else row

    def execute(self, sql, parameters=()):
        """As superuser: what the self-test breaks, it breaks through here."""
        self._cursor.execute(sql, parameters)
        return self._cursor.fetchall() if self._cursor.description else None

    def close(self):
        self._connection.close()


def parse(data, tables):
    """A line of test_decoding as a Row, or None when its table is not among ``tables``."""
    head = _ROW.match(data)
    table = head[1].strip('"')
    if table not in tables:
        return None
    if head[2] == "TRUNCATE":
        raise ValueError(f"{table} was emptied by TRUNCATE, which the log tells without rows: leave it to the tests")
    old, new, at = None, None, head.end()
    if head[2] == "INSERT":
        new, at = _tuple(data, at)
    elif head[2] == "DELETE":
        old, at = _tuple(data, at)
    else:
        if not data.startswith(_OLD, at):
            raise ValueError(f"{table} has no full replica identity: {data[:200]}")
        old, at = _tuple(data, at + len(_OLD))
        new, at = _tuple(data, at + len(_NEW))
        new = {name: old.get(name) if text is _UNCHANGED else text for name, text in new.items()}
    if at != len(data):
        raise ValueError(f"not understood from character {at} of: {data[:1000]}")
    return Row(table, old, new)


def _tuple(data, at):
    """Columns from character ``at`` on, and where they end."""
    values = {}
    while at < len(data) and not data.startswith(_NEW, at):
        column = _COLUMN.match(data, at)
        if column is None:
            break
        values[column[1].strip('"')] = _text(column[3])
        at = column.end()
    return values, at


def _text(literal):
    if literal == "null":
        return None
    if literal == _UNCHANGED:
        return _UNCHANGED
    if literal.startswith("'"):
        return literal[1:-1].replace("''", "'")
    return literal
