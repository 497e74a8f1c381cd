"""Where operations run: transactions of Odoo as a request would make them, and connections of others."""

from contextlib import contextmanager

import psycopg2
from odoo.addons.nats_bridge.capture.fold import fold_external
from odoo.api import SUPERUSER_ID, Environment
from odoo.service.model import retrying

from .log import note
from .work import Work

_ADMIN = 2


def sign(cr, user, company):
    """Note in each transaction of this cursor, as it begins, as whom it is made."""

    def and_sign(end):
        def end_and_sign():
            end()
            if "_obj" in cr.__dict__:  # without it the cursor is being closed
                note(cr, "actor", [user, company])

        return end_and_sign

    cr.commit, cr.rollback = and_sign(cr.commit), and_sign(cr.rollback)
    note(cr, "actor", [user, company])


class Stage:
    """What scenarios are given: a registry, seeded choice, and ways to begin transactions."""

    def __init__(self, registry, rng, operations):
        self.registry = registry
        self.rng = rng
        self.operations = operations
        self.outside_transactions = set()  # as the log numbers them
        self.retried = 0  # transactions that Odoo did again, because they could not be serialised
        with registry.cursor() as cr:
            self.companies = Environment(cr, SUPERUSER_ID, {})["res.company"].search([], order="id").ids

    @contextmanager
    def environment(self, **context):
        """A cursor of Odoo's, whose transaction is rolled back unless it is committed inside."""
        # mostly the company with the demo data: the other one has few records to work on
        company = self.rng.choice([self.companies[0]] * 5 + self.companies[-1:])
        others = [other for other in self.companies if other != company]
        lang = self.rng.choice(["en_US", "en_US", "fr_FR"])
        user = self.rng.choice([_ADMIN, _ADMIN, _ADMIN, SUPERUSER_ID])
        with self.registry.cursor() as cr:
            sign(cr, user, company)
            try:
                yield Environment(cr, user, {"lang": lang, "allowed_company_ids": [company, *others], **context})
            except BaseException:
                cr.rollback()
                raise

    def transact(self, *actions):
        """Do ``actions`` in one transaction, as a request does: again when it could not be serialised."""
        with self.environment() as env:
            state = self.rng.getstate()

            def attempt():
                self.rng.setstate(state)
                for action in actions:
                    action(Work(env, self.rng))

            retrying(attempt, env)

    def operation(self):
        """Any business operation."""
        return self.operations[self.rng.choice(sorted(self.operations))]

    def ids(self, model, domain=(), most=1):
        """Ids of random records, chosen in a transaction of their own."""
        with self.environment() as env:
            return Work(env, self.rng).some(model, domain, most=most, least=most).ids

    def outside(self, *statements):
        """Run (sql, parameters) in one transaction of a program that is not Odoo, then let the relay's fold tell it."""
        self.commit_outside(*statements)
        self.fold_outside()

    def commit_outside(self, *statements):
        connection = self.outsider()
        with connection.cursor() as cursor:
            for sql, parameters in statements:
                cursor.execute(sql, parameters)
        self.commit(connection)

    def outsider(self):
        """A connection that knows nothing of Odoo; ``commit`` ends it."""
        return psycopg2.connect(dbname=self.registry.db_name)  # the address is in the environment

    def commit(self, connection):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text::bigint % 4294967296")
            self.outside_transactions.add(str(cursor.fetchone()[0]))
        connection.commit()
        connection.close()

    def fold_outside(self):
        with self.registry.cursor() as cr:
            fold_external(cr)
