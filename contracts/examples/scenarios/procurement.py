"""An order is placed, received in part, billed, paid and in part returned; others are requested, billed wrongly, withdrawn.

At last nothing happens for a month: the rest of the first order does not come, the wrong bill is not paid.
"""


def play(stage):
    supplier, contact, product, other = _company(stage)
    order = _order(stage, contact, product, other)
    stage.record({"purchase.order create": "purchase-order-created"})
    stage.apply("procurement.confirm-purchase-order.v1", {"purchaseOrderId": stage.canonical(order)})
    stage.record({"purchase.order update": "purchase-order-approved", "stock.picking create": "goods-receipt-expected"})
    screws, nuts = order.order_line.filtered("product_id")
    nuts.product_qty = 5
    stage.record({"purchase.order update": "purchase-order-edited"})
    _acknowledge(stage, order, screws)
    _receive(stage, order, screws, nuts)
    stage.record(
        {"purchase.order update": "purchase-order-external"},
        outside=("UPDATE purchase_order SET partner_ref = 'SO-78' WHERE id = %s", [order.id]),
    )
    withdrawn = _order(stage, supplier, product, other, section=False)
    stage.settle()
    withdrawn.button_cancel()
    stage.record({"purchase.order update": "purchase-order-cancelled"})
    withdrawn.unlink()
    stage.record({"purchase.order delete": "purchase-order-deleted"})
    _bill_and_pay(stage, order)
    _return(stage, order)
    _request(stage, supplier, product)
    bill = _bill_too_much(stage, supplier, product)
    stage.later(days=30)
    stage.fall_due({"purchase-order-late": order, "vendor-bill-overdue": bill})


def _receive(stage, order, screws, nuts):
    lines = [
        {"lineId": stage.canonical(screws), "quantity": "4.5"},
        {"lineId": stage.canonical(nuts), "quantity": "5", "uom": "Units"},
    ]
    receive = {
        "purchaseOrderId": stage.canonical(order),
        "lines": lines,
        "deliveryNote": "DN-2026-17",
        "backOrder": True,
    }
    stage.apply("procurement.receive-goods.v1", receive)
    stage.record(
        {
            "stock.picking update": "goods-receipt-posted",
            "stock.picking create": "goods-receipt-back-order",
            "purchase.order update": "purchase-order-received",
        }
    )


def _acknowledge(stage, order, screws):
    promise = {"lineId": stage.canonical(screws), "expectedAt": "2026-12-01T09:30:00Z"}
    acknowledged = {"purchaseOrderId": stage.canonical(order), "supplierReference": "AB-4711", "lines": [promise]}
    stage.apply("procurement.acknowledge-purchase-order.v1", acknowledged)
    stage.record({"purchase.order update": "purchase-order-acknowledged"})


def _bill_and_pay(stage, order):
    bill = {
        "purchaseOrderId": stage.canonical(order),
        "supplierNumber": "RE-2026-0815",
        "issuedOn": "2026-11-23",
        "total": "13.14",
        "currency": "USD",
    }
    stage.apply("procurement.post-vendor-bill.v1", bill)
    stage.record({"account.move create": "vendor-bill-posted", "purchase.order update": "purchase-order-billed"})
    register = stage.env["account.payment.register"].with_context(active_model="account.move", active_ids=order.invoice_ids.ids)
    register.create({"payment_date": "2026-11-24"}).action_create_payments()
    stage.record({"account.move update": "vendor-bill-paid", "account.payment create": "payment-sent"})


def _return(stage, order):
    receipt = order.picking_ids.filtered(lambda picking: picking.state == "done")
    wizard = stage.env["stock.return.picking"].create({"picking_id": receipt.id})
    wizard.product_return_moves.filtered(lambda line: line.product_id.default_code == "M4").write({"quantity": 2, "to_refund": True})
    returned = stage.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
    stage.record({"stock.picking create": "goods-return-planned"})
    returned.button_validate()
    stage.record({"stock.picking update": "goods-return-posted"})


def _request(stage, supplier, product):
    wanted = {"productId": stage.canonical(product), "quantity": "12"}
    request = {"supplierId": stage.canonical(supplier), "reference": "WO-88", "neededAt": "2026-12-15T07:00:00Z", "lines": [wanted]}
    stage.apply("procurement.request-purchase.v1", request)
    stage.settle()
    requested = stage.env["purchase.order"].search([("origin", "=", "WO-88")])
    requested.print_quotation()
    stage.record({"purchase.order update": "purchase-order-quotation-requested"})
    stage.apply("procurement.cancel-purchase-order.v1", {"purchaseOrderId": stage.canonical(requested)})
    stage.settle()


def _bill_too_much(stage, supplier, product):
    line = {"product_id": product.id, "product_qty": 3, "price_unit": 2.5}
    order = stage.env["purchase.order"].create({"partner_id": supplier.id, "order_line": [(0, 0, line)]})
    order.button_confirm()
    order.action_create_invoice()
    bill = order.invoice_ids
    # nothing has come, so Odoo proposes nothing; a person types what the supplier wrote
    bill.invoice_line_ids.write({"quantity": 3, "price_unit": 2.75})
    bill.write({"ref": "RE-2026-0816", "invoice_date": "2026-11-23", "invoice_line_ids": [(0, 0, {"name": "Freight", "price_unit": 9})]})
    stage.record({"account.move create": "vendor-bill-drafted"})
    bill.action_post()
    stage.record({"account.move update": "vendor-bill-does-not-match"})
    return bill


def _company(stage):
    parties = stage.env["res.partner"]
    supplier = parties.create({"name": "Schrauben AG", "is_company": True, "ref": "SUP-1"})
    contact = parties.create({"name": "Eva Stahl", "parent_id": supplier.id, "email": "eva@example.org"})
    product, other = _product(stage, "Screw M4", "M4", "4006381333931"), _product(stage, "Nut M4", "N4")
    stage.settle()
    return supplier, contact, product, other


def _product(stage, name, code, barcode=None):
    values = {"name": name, "default_code": code, "barcode": barcode, "type": "consu", "is_storable": True}
    return stage.env["product.product"].create(values)


def _order(stage, supplier, product, other, section=True):
    lines = [
        {"product_id": product.id, "product_qty": 10, "price_unit": 2.505, "discount": 2.5},
        {"product_id": other.id, "product_qty": 4, "price_unit": 0.1, "tax_ids": []},
    ]
    if section:
        lines.insert(0, {"display_type": "line_section", "name": "Screws", "product_qty": 0})
    values = {"partner_id": supplier.id, "partner_ref": "SO-77", "order_line": [(0, 0, line) for line in lines]}
    return stage.env["purchase.order"].create(values)
