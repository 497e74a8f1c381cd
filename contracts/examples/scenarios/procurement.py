"""An order is placed, received in part and changed from outside; another one is withdrawn."""


def play(stage):
    supplier, contact, product, other = _company(stage)
    order = _order(stage, contact, product, other)
    stage.record({"purchase.order create": "purchase-order-created"})
    stage.apply("procurement.confirm-purchase-order.v1", {"purchaseOrderId": stage.canonical(order)})
    stage.record({"purchase.order update": "purchase-order-approved", "stock.picking create": "goods-receipt-expected"})
    screws, nuts = order.order_line.filtered("product_id")
    nuts.product_qty = 5
    stage.record({"purchase.order update": "purchase-order-edited"})
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
