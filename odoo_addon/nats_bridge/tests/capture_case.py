from odoo.tests import TransactionCase, new_test_user

PARTNER_WATCH = {
    "model": "res.partner",
    "spec": {
        "name": {},
        "ref": {},
        "active": {},
        "partner_latitude": {},
        "country_id": {"fields": {"code": {}}},
        "commercial_partner_id": {},
        "category_id": {"fields": {"name": {}}},
        "child_ids": {"fields": {"name": {}, "email": {}, "category_id": {}}},
    },
    "contracts": ["parties.party.changed.v1"],
}


class CaptureCase(TransactionCase):
    """Watches partners. All of a test is one database transaction; ``next_transaction`` pretends another began."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registrar = new_test_user(cls.env, "bridge-registrar", "nats_bridge.group_watch_registrar")
        cls.Partner = cls.env["res.partner"]
        cls.red, cls.blue = cls.env["res.partner.category"].create([{"name": "Red"}, {"name": "Blue"}])
        cls.company = cls.Partner.create({"name": "Acme", "is_company": True, "ref": "A1"})
        cls.contact = cls.Partner.create({"name": "Ann", "parent_id": cls.company.id})
        cls.other = cls.Partner.create({"name": "Bolt", "is_company": True})
        # the database may have watches of its own, even paused ones
        cls.env["bridge.watch"].with_context(active_test=False).search([]).unlink()
        cls.push(PARTNER_WATCH)
        cls.env.cr.flush()

    @classmethod
    def push(cls, *watches):
        return cls.env["bridge.watch"].with_user(cls.registrar).push(list(watches))

    def next_transaction(self):
        """What was told so far belongs to an earlier transaction from now on."""
        self.env.cr.flush()
        self.env.cr.execute("UPDATE bridge_outbox SET xid = '3'::xid8 WHERE xid = pg_current_xact_id()")
        self.env.cr.execute("SELECT set_config('nats_bridge.folds', '', true)")

    def told(self, model="res.partner"):
        """{record id: the change this transaction tells about it}, after a flush like the one before a commit."""
        self.env.cr.flush()
        self.env.cr.execute(
            """SELECT record_id, payload FROM bridge_outbox
                WHERE xid = pg_current_xact_id_if_assigned() AND model = %s ORDER BY id""",
            (model,),
        )
        rows = self.env.cr.fetchall()
        self.assertEqual(len(rows), len(dict(rows)), "one row per root and transaction")
        return dict(rows)

    def only(self, record):
        """The one change told, which is about ``record``."""
        told = self.told(record._name)
        self.assertEqual(list(told), [record.id])
        return told[record.id]

    def assertNothingTold(self):
        """Nothing was told, and the pipe is live: the next watched change is."""
        self.assertEqual(self.told(), {})
        self.other.ref = "alive"
        self.assertEqual(self.only(self.other)["fields"], ["ref"])
