"""Procure to pay."""

from datetime import timedelta

from odoo import Command, fields

from ..work import NothingToDo, operation


def new_order(work, lines=3):
    return work.env["purchase.order"].create(
        {
            "partner_id": work.partner().id,
            "partner_ref": work.word("REF"),
            "order_line": [
                Command.create(
                    {
                        "product_id": work.product(work.rng.choice(["none", "none", "lot"])).id,
                        "product_qty": work.number(1, 20),
                        "price_unit": work.amount(),
                    }
                )
                for _ in range(work.number(1, lines))
            ],
        }
    )


def open_receipt(work):
    return work.one("stock.picking", [("picking_type_code", "=", "incoming"), ("state", "=", "assigned")])


def receive(work, picking, share=1.0):
    """Receive a share of each line, with a new lot where one is needed."""
    for move in picking.move_ids:
        move.quantity = max(1, int(move.product_uom_qty * share))
        if move.has_tracking != "none":
            for line in move.move_line_ids:
                line.lot_name = line.lot_name or work.word("LOT")
        move.picked = True
    return picking.with_context(skip_backorder=True).button_validate()


@operation("purchase: create an order")
def create(work):
    new_order(work)


@operation("purchase: change a line")
def change_line(work):
    line = work.one("purchase.order.line", [("state", "in", ("draft", "sent"))])
    line.write({"product_qty": work.number(1, 50), "price_unit": work.amount(), "discount": work.number(0, 10)})


@operation("purchase: add and remove lines")
def add_remove(work):
    order = work.one("purchase.order", [("state", "=", "draft"), ("order_line", "!=", False)])
    order.order_line = [
        Command.delete(order.order_line[0].id),
        Command.create({"product_id": work.product().id, "product_qty": 2, "price_unit": 3}),
        Command.create({"name": "A section", "display_type": "line_section", "product_qty": 0}),
    ]


@operation("purchase: confirm")
def confirm(work):
    (work.one("purchase.order", [("state", "=", "draft")]) if work.number(0, 1) else new_order(work)).button_confirm()


@operation("purchase: receive everything")
def receive_all(work):
    receive(work, open_receipt(work))


@operation("purchase: receive a part, back-order the rest")
def receive_part(work):
    receive(work, open_receipt(work), 0.5)


@operation("purchase: cancel")
def cancel(work):
    order = new_order(work)
    order.button_confirm()
    order.button_cancel()
    work.one("purchase.order", [("state", "in", ("draft", "sent"))]).button_cancel()


@operation("purchase: back to draft and delete")
def delete(work):
    order = work.one("purchase.order", [("state", "=", "cancel")])
    if work.number(0, 1):
        order.button_draft()
    else:
        order.unlink()


@operation("purchase: bill what was received, and post")
def bill(work):
    order = work.one("purchase.order", [("invoice_status", "=", "to invoice")])
    order.action_create_invoice()
    bill = order.invoice_ids.filtered(lambda move: move.state == "draft")[:1]
    bill.invoice_date = fields.Date.today()
    bill.action_post()


@operation("purchase: copy")
def copy(work):
    work.one("purchase.order").copy()


@operation("purchase: lock and unlock")
def lock(work):
    order = work.one("purchase.order", [("state", "=", "purchase")])
    order.button_unlock() if order.locked else order.button_lock()


@operation("purchase: merge requests for quotation")
def merge(work):
    first = new_order(work, 1)
    second = first.copy()
    (first + second).action_merge()


@operation("purchase: a line moves to another order")
def move_line(work):
    source = work.one("purchase.order", [("state", "=", "draft"), ("order_line", "!=", False)])
    target = work.one(
        "purchase.order", [("state", "=", "draft"), ("id", "!=", source.id), ("company_id", "=", source.company_id.id)]
    )
    source.order_line[0].order_id = target


@operation("purchase: postpone")
def postpone(work):
    order = work.one("purchase.order", [("state", "in", ("draft", "purchase"))])
    order.date_planned = fields.Datetime.now() + timedelta(days=work.number(1, 30))


@operation("purchase: more on a confirmed order")
def increase(work):
    line = work.one("purchase.order.line", [("state", "=", "purchase"), ("display_type", "=", False)])
    if line.order_id.locked:
        raise NothingToDo("locked")
    line.product_qty += 3
