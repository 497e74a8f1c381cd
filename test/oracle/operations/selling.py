"""Order to cash."""

from odoo import Command

from ..work import operation


def new_order(work, lines=3):
    taxes = work.some("account.tax", [("type_tax_use", "=", "sale"), ("price_include", "=", False)], most=2)
    return work.env["sale.order"].create(
        {
            "partner_id": work.partner().id,
            "client_order_ref": work.word("REF"),
            "order_line": [
                Command.create(
                    {
                        "product_id": work.product().id,
                        "product_uom_qty": work.number(1, 9),
                        "price_unit": work.amount(),
                        "tax_ids": [Command.set(taxes.ids)],
                    }
                )
                for _ in range(work.number(1, lines))
            ],
        }
    )


def deliver(picking, share=1.0):
    picking.action_assign()
    for move in picking.move_ids:
        move.quantity = max(1, int(move.product_uom_qty * share))
        move.picked = True
    return picking.with_context(skip_backorder=True).button_validate()


def _open_delivery(work):
    return work.one(
        "stock.picking",
        [
            ("picking_type_code", "=", "outgoing"),
            ("state", "in", ("assigned", "confirmed")),
            ("move_ids.has_tracking", "=", "none"),
        ],
    )


@operation("sale: quotation")
def create(work):
    new_order(work)


@operation("sale: confirm")
def confirm(work):
    (work.one("sale.order", [("state", "=", "draft")]) if work.number(0, 1) else new_order(work)).action_confirm()


@operation("sale: deliver everything")
def deliver_all(work):
    deliver(_open_delivery(work))


@operation("sale: deliver a part")
def deliver_part(work):
    deliver(_open_delivery(work), 0.5)


@operation("sale: invoice and post")
def invoice(work):
    order = work.one("sale.order", [("invoice_status", "=", "to invoice")])
    order._create_invoices().action_post()


@operation("sale: taxes of a line")
def taxes(work):
    line = work.one("sale.order.line", [("state", "=", "draft"), ("display_type", "=", False)])
    line.tax_ids = [Command.set(work.some("account.tax", [("type_tax_use", "=", "sale")], most=2).ids)]


@operation("sale: discount on all lines")
def discount(work):
    order = work.one("sale.order", [("state", "=", "draft"), ("order_line", "!=", False)])
    order.order_line.discount = work.number(1, 30)


@operation("sale: change quantities of a confirmed order")
def change(work):
    line = work.one(
        "sale.order.line", [("state", "=", "sale"), ("display_type", "=", False), ("is_downpayment", "=", False)]
    )
    line.product_uom_qty += work.number(1, 4)


@operation("sale: cancel")
def cancel(work):
    order = work.one("sale.order", [("state", "in", ("draft", "sale")), ("locked", "=", False)])
    order._action_cancel()


@operation("sale: delete a quotation")
def delete(work):
    work.one("sale.order", [("state", "in", ("draft", "cancel"))]).unlink()


@operation("sale: return goods")
def take_back(work):
    picking = work.one("stock.picking", [("picking_type_code", "=", "outgoing"), ("state", "=", "done")])
    wizard = (
        work.env["stock.return.picking"]
        .with_context(active_id=picking.id, active_ids=picking.ids, active_model="stock.picking")
        .create({})
    )
    wizard.product_return_moves.quantity = 1
    back = work.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
    if work.number(0, 1):
        deliver(back)


@operation("sale: another customer and tags")
def customer(work):
    order = work.one("sale.order", [("state", "=", "draft")])
    order.write({"partner_id": work.partner().id, "tag_ids": [Command.set(work.some("crm.tag", most=3).ids)]})


@operation("sale: copy with sections and notes")
def copy(work):
    order = work.one("sale.order").copy()
    order.order_line = [
        Command.create({"display_type": "line_note", "name": work.word("Note")}),
        Command.create({"display_type": "line_section", "name": work.word("Section")}),
    ]
