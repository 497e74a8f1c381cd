from freezegun import freeze_time

from ..clock.run import tell_batch
from .capture_case import CaptureCase

STALE = "test.rate.stale"
# A rate of 2 waits for its day to pass; any other is done with. Odoo's base has no invoices.
RATE_WATCH = {
    "model": "res.currency.rate",
    "spec": {"name": {}, "rate": {}, "company_id": {}, "currency_id": {"fields": {"name": {}}}},
    "passes": {STALE: {"date": "name", "domain": [["rate", "=", 2]]}},
}


class PassingCase(CaptureCase):
    """Watches rates and their day. The clock stands at noon (UTC) of 10 January 2030."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.coin = cls.env["res.currency"].create({"name": "XBR", "symbol": "x"})
        cls.main = cls.env["res.users"].browse(1).company_id
        cls.main.partner_id.tz = "UTC"
        cls.push(RATE_WATCH)
        cls.env.cr.flush()

    def setUp(self):
        super().setUp()
        self.clock("2030-01-10 12:00:00")
        self.next_transaction()

    def clock(self, now):
        frozen = freeze_time(now)
        frozen.start()
        self.addCleanup(frozen.stop)

    def rate(self, day, rate=2, company=None):
        values = {"currency_id": self.coin.id, "company_id": (company or self.main).id, "name": day, "rate": rate}
        return self.env["res.currency.rate"].create(values)

    def run_once(self, moment=None, **options):
        """{record id: what passed} of a whole run; what was written before belongs to an earlier transaction."""
        self.next_transaction()
        after, passed = 0, {}
        moments = [found for found in self.env["bridge.clock"]._moments() if found.name == (moment or STALE)]
        while moments and (batch := tell_batch(self.env.cr, moments[0], after, **options)):
            after = batch.last
            passed |= {id_: change["passed"] for id_, change in self.passed(moments[0].model).items()}
            self.next_transaction()
        return passed

    def passed(self, model):
        return {id_: change for id_, change in self.told(model).items() if change["op"] == "passed"}

    def dates(self, **options):
        """{record id: dates told by a whole run}."""
        return {id_: passed["dates"] for id_, passed in self.run_once(**options).items()}
