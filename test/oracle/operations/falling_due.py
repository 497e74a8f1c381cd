"""Dates that pass while nobody does anything."""

from datetime import datetime, timedelta

from odoo.addons.nats_bridge.clock.run import tell_passed

from ..work import scenario

_OPEN_INVOICE = [
    ("move_type", "=", "out_invoice"),
    ("state", "=", "posted"),
    ("payment_state", "in", ("not_paid", "partial")),
]
_OPEN_ORDER = [("state", "=", "purchase"), ("picking_ids.state", "in", ("confirmed", "waiting", "assigned"))]


@scenario("clock: an invoice becomes overdue")
def overdue(stage):
    [invoice] = stage.ids("account.move", _OPEN_INVOICE)
    day = datetime(2026, 1, 1) - timedelta(days=stage.rng.randrange(9000))
    stage.transact(lambda work: work.env["account.move"].browse(invoice).write({"invoice_date_due": day.date()}))
    _told_once(stage, "account.move", invoice, day)


@scenario("clock: a purchase order becomes late")
def late(stage):
    [order] = stage.ids("purchase.order", _OPEN_ORDER)
    time = datetime(2026, 1, 1, 9) - timedelta(minutes=stage.rng.randrange(9000000))
    stage.transact(lambda work: work.env["purchase.order"].browse(order).order_line.write({"date_planned": time}))
    _told_once(stage, "purchase.order", order, time)


def _told_once(stage, model, record, date):
    """The job finds it; that it does so once, however often it runs, is the judge's affair."""
    for _run in range(2):
        tell_passed(stage.registry)
    with stage.registry.cursor() as cr:
        cr.execute(
            "SELECT count(*) FROM bridge_passing WHERE told AND (model, record_id, date) = (%s, %s, %s)",
            (model, record, date.replace(second=0)),
        )
        if cr.fetchone()[0] != 1:
            raise AssertionError(f"{model} {record} was not told")
