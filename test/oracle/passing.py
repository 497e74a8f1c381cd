"""Whether what was told of dates holds: nothing was written, so the log knows nothing of it."""

from datetime import datetime

from odoo.tools import SQL


class Passings:
    """Remembers what was told: each record once for each date."""

    def __init__(self, watches):
        self._watches = watches
        self._told = set()

    def objection(self, env, row):
        """What is wrong with telling this, or None. Asked right after the transaction, before anything else is written."""
        asked = self._watches[row.model].passes.get((row.passed or {}).get("moment"))
        if asked is None or row.fields or row.rows:
            return f"told of a moment that nobody asked for: {row.passed}"
        if not env[row.model].search_count([("id", "=", row.root), *asked["domain"]]):
            return f"told that {row.passed} passed, but the record does not wait for it"
        for date in row.passed["dates"]:
            if (row.model, row.root, row.passed["moment"], date) in self._told:
                return f"told twice that {row.passed} passed"
            self._told.add((row.model, row.root, row.passed["moment"], date))
            if not self._has(env, row, asked["date"], date):
                return f"told that {row.passed} passed, which is none of the record's dates, or not over"
        return None

    def _has(self, env, row, way, date):
        path, _, column = way.rpartition(".")
        [part] = [part for part in self._watches[row.model].parts if part.path == path]
        env.cr.execute(
            SQL(
                # told in whole seconds, though Odoo has fractions in some columns;
                # of a day: when it is over everywhere but in the zones behind UTC
                "SELECT count(*) FROM %s WHERE %s = %s AND date_trunc('second', %s::timestamp) = %s AND %s < now() AT TIME ZONE 'UTC' + interval '14 hours'",
                SQL.identifier(part.table),
                SQL.identifier(part.link or "id"),
                row.root,
                SQL.identifier(column),
                datetime.fromisoformat(date).replace(tzinfo=None),
                SQL.identifier(column),
            )
        )
        return bool(env.cr.fetchone()[0])
