"""The ledger's table, and the SQL that finds what passed and is not in it.

A passing is (model, moment, record, date): entered once, so told once. A date that is moved makes another passing.
A row lives as long as its record and its moment do: a payment that is taken back years later must not tell again.
"""

from collections import defaultdict

import pytz
from odoo.fields import Datetime, Domain
from odoo.tools import SQL

from ..capture.plan import COMPANY, has_company

_TABLE = """
CREATE TABLE IF NOT EXISTS bridge_passing (
    model text NOT NULL,
    moment text NOT NULL,
    record_id bigint NOT NULL,
    date timestamp NOT NULL,  -- UTC; midnight of a day
    told boolean NOT NULL,  -- false: it had passed before anybody asked
    entered_at timestamp NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'),
    PRIMARY KEY (model, moment, record_id, date)
);
REVOKE ALL ON bridge_passing FROM PUBLIC;
"""


def create(cr):
    """Create what is missing."""
    cr.execute(_TABLE)


def drop(cr):
    cr.execute("DROP TABLE IF EXISTS bridge_passing")


def pass_over(env, moment):
    """Enter what lies behind already, untold: who begins to ask learns of what passes from then on. How many."""
    env.cr.execute(
        SQL(
            """INSERT INTO bridge_passing (model, moment, record_id, date, told)
               SELECT %s, %s, p.record_id, p.date, false FROM (%s) AS p ON CONFLICT DO NOTHING""",
            moment.model,
            moment.name,
            _passed(env, moment),
        )
    )
    return env.cr.rowcount


def due(env, moment, after, limit):
    """[(record id, [date])] of the next passings not entered yet, for records above ``after``."""
    env.cr.execute(
        SQL(
            """SELECT p.record_id, array_agg(DISTINCT p.date ORDER BY p.date) FROM (%s) AS p
                WHERE p.record_id > %s
                  AND NOT EXISTS (SELECT FROM bridge_passing l WHERE l.model = %s AND l.moment = %s
                                     AND l.record_id = p.record_id AND l.date = p.date)
                GROUP BY p.record_id ORDER BY p.record_id LIMIT %s""",
            _passed(env, moment),
            after,
            moment.model,
            moment.name,
            limit,
        )
    )
    return env.cr.fetchall()


def enter(cr, moment, passings):
    """Raises UniqueViolation when another run was faster: roll back and look again."""
    cr.execute(
        """INSERT INTO bridge_passing (model, moment, record_id, date, told)
           SELECT %s, %s, (p->>0)::bigint, (p->>1)::timestamp, true FROM unnest(%s::jsonb[]) AS p""",
        (moment.model, moment.name, [f'[{id_}, "{date.isoformat()}"]' for id_, dates in passings for date in dates]),
    )


def forget(cr, kept, tables):
    """Remove the rows of moments that nobody asks for any longer, and of records that are gone. How many.

    :param kept: {(model, moment)}
    :param tables: {model: its table}
    """
    names = [list(column) for column in zip(*kept, strict=True)] or [[], []]
    cr.execute(
        """DELETE FROM bridge_passing
            WHERE (model, moment) NOT IN (SELECT * FROM unnest(%s::text[], %s::text[]))""",
        names,
    )
    removed = cr.rowcount
    for model, table in tables.items():
        cr.execute(
            SQL(
                "DELETE FROM bridge_passing l WHERE model = %s AND NOT EXISTS (SELECT FROM %s r WHERE r.id = l.record_id)",
                model,
                SQL.identifier(table),
            )
        )
        removed += cr.rowcount
    return removed


def _passed(env, moment):
    """SQL of (record_id, date): what lies behind of the records that wait."""
    column = SQL.identifier("r", moment.column)
    parts = []
    for company, end in _ends(env, moment):
        roots = _ids(env, moment.model, [*company, *moment.domain], moment.plan.domain)
        if moment.branch.path:
            record = SQL.identifier("r", moment.branch.link)
            within = SQL("r.id IN %s AND %s IN %s", _ids(env, moment.branch.model, moment.lines), record, roots)
        else:
            record = SQL("r.id")
            within = SQL("r.id IN %s", roots)
        table = SQL.identifier(moment.branch.table)
        parts.append(
            SQL(
                "SELECT %s AS record_id, date_trunc('second', %s::timestamp) AS date FROM %s AS r WHERE %s AND %s < %s",
                record,
                column,
                table,
                within,
                column,
                end,
            )
        )
    return SQL(" UNION ALL ").join(parts)


def _ids(env, model, *domains):
    domain = Domain.AND([Domain(domain) for domain in domains])
    return env[model].with_context(active_test=False)._search(domain).subselect()


def _ends(env, moment):
    """[(domain of companies, date before which all has passed)].

    A day is over where its company is: in the time zone of the company's own contact, else in UTC. A record without a
    company counts in UTC.
    """
    now = Datetime.now()
    if moment.kind == "datetime":
        return [([], now)]
    if not has_company(env[moment.model]):
        return [([], now.date())]
    zones = defaultdict(list, {"UTC": [False]})
    for company in env["res.company"].search([]):
        zones[company.partner_id.tz or "UTC"].append(company.id)
    here = pytz.utc.localize(now)
    return [([(COMPANY, "in", ids)], here.astimezone(pytz.timezone(zone)).date()) for zone, ids in zones.items()]
