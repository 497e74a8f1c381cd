"""Manufacturing."""

from odoo import Command

from ..work import operation


def new_order(work, tracking=None):
    tracking = tracking or work.rng.choice(["none", "lot"])
    good = work.one("product.product", [("default_code", "=like", "OG%"), ("tracking", "=", tracking)])
    order = work.env["mrp.production"].create({"product_id": good.id, "product_qty": work.number(2, 6)})
    order.action_confirm()
    return order


def _open_order(work):
    return work.one(
        "mrp.production", [("state", "in", ("confirmed", "progress")), ("product_id.default_code", "=like", "OG%")]
    )


def produce(work, order, quantity):
    if order.product_tracking == "lot" and not order.lot_producing_ids:
        order.lot_producing_ids = [Command.create({"name": work.word("MADE"), "product_id": order.product_id.id})]
    order.qty_producing = quantity
    order.set_qty_producing()
    order.move_raw_ids.picked = True
    order.with_context(skip_backorder=True, skip_consumption=True).button_mark_done()


@operation("manufacturing: plan an order")
def create(work):
    new_order(work)


@operation("manufacturing: produce everything")
def produce_all(work):
    order = _open_order(work) if work.number(0, 1) else new_order(work)
    produce(work, order, order.product_qty)


@operation("manufacturing: produce a part, back-order the rest")
def produce_part(work):
    order = new_order(work)
    order.qty_producing = 1
    if order.product_tracking == "lot":
        order.lot_producing_ids = [Command.create({"name": work.word("MADE"), "product_id": order.product_id.id})]
    order.set_qty_producing()
    order.move_raw_ids.picked = True
    order.with_context(skip_consumption=True, skip_backorder=True, mo_ids_to_backorder=order.ids).button_mark_done()


@operation("manufacturing: reserve components")
def assign(work):
    _open_order(work).action_assign()


@operation("manufacturing: cancel")
def cancel(work):
    _open_order(work).action_cancel()


@operation("manufacturing: delete")
def delete(work):
    work.one("mrp.production", [("state", "in", ("draft", "cancel"))]).unlink()


@operation("manufacturing: other quantity")
def quantity(work):
    order = _open_order(work)
    work.env["change.production.qty"].create(
        {"mo_id": order.id, "product_qty": order.product_qty + 2}
    ).change_prod_qty()


@operation("manufacturing: scrap a component")
def scrap(work):
    order = new_order(work)
    part = order.move_raw_ids[:1].product_id
    work.env["stock.scrap"].create(
        {"production_id": order.id, "product_id": part.id, "scrap_qty": 1}
    ).action_validate()


@operation("manufacturing: unbuild")
def unbuild(work):
    order = work.one("mrp.production", [("state", "=", "done"), ("product_id.default_code", "=like", "OG%")])
    values = {"mo_id": order.id, "product_id": order.product_id.id, "product_qty": 1, "bom_id": order.bom_id.id}
    if order.lot_producing_ids:
        values["lot_id"] = order.lot_producing_ids[0].id
    work.env["mrp.unbuild"].create(values).action_unbuild()


@operation("manufacturing: split")
def split(work):
    order = new_order(work, "none")
    order._split_productions({order: [1, order.product_qty - 1]})


@operation("manufacturing: merge")
def merge(work):
    (new_order(work, "none") + new_order(work, "none")).action_merge()


@operation("manufacturing: component added by hand")
def component(work):
    order = _open_order(work)
    order.move_raw_ids = [Command.create({"product_id": work.product().id, "product_uom_qty": 2})]
