"""A shop orders for a customer; the order is offered, confirmed, delivered in part; another one is withdrawn."""


def play(stage):
    customer, address, screws, hour = _company(stage)
    stage.apply("sales.place-order.v1", _wanted(stage, customer, address, screws, hour))
    order = stage.env["sale.order"].search([("client_order_ref", "=", "PO-4711")])
    stage.record({"sale.order create": "sales-order-placed"})
    order.action_quotation_sent()
    stage.record({"sale.order update": "sales-quotation-sent"})
    stage.apply("sales.confirm-order.v1", {"orderId": stage.canonical(order)})
    stage.record({"sale.order update": "sales-order-confirmed", "stock.picking create": "sales-shipment-planned"})
    picking = order.picking_ids
    picking.move_ids.quantity = 4.5
    picking.move_ids.picked = True
    stage.settle()
    picking.with_context(skip_backorder=True, picking_ids_not_to_backorder=[]).button_validate()
    stage.record(
        {
            "stock.picking update": "sales-shipment-dispatched",
            "stock.picking create": "sales-shipment-back-order",
            "sale.order update": "sales-order-delivered",
        }
    )
    withdrawn = order.copy()
    stage.settle()
    stage.apply("sales.cancel-order.v1", {"orderId": stage.canonical(withdrawn)})
    stage.record({"sale.order update": "sales-order-cancelled"})


def _wanted(stage, customer, address, screws, hour):
    return {
        "customerId": stage.canonical(customer),
        "deliverToId": stage.canonical(address),
        "customerReference": "PO-4711",
        "requestedAt": "2026-11-30T08:00:00Z",
        "lines": [
            {"productId": stage.canonical(screws), "quantity": "10.5"},
            {"productId": stage.canonical(hour), "quantity": "2", "uom": "Hours"},
        ],
        "expectedTotal": {"amount": "126.25", "currency": "USD"},
    }


def _company(stage):
    parties, products = stage.env["res.partner"], stage.env["product.product"]
    customer = parties.create({"name": "Dachbau GmbH", "is_company": True, "ref": "CUS-1"})
    address = parties.create({"name": "Eva Dach", "parent_id": customer.id, "type": "delivery"})
    goods = {"type": "consu", "is_storable": True, "taxes_id": []}
    screws = products.create({"name": "Screw M4", "default_code": "M4", "list_price": 2.5, **goods})
    hour = products.create(
        {
            "name": "Advice",
            "type": "service",
            "list_price": 50,
            "taxes_id": [],
            "uom_id": stage.env.ref("uom.product_uom_hour").id,
        }
    )
    location = stage.env.ref("stock.warehouse0").lot_stock_id
    stage.env["stock.quant"]._update_available_quantity(screws, location, 100)
    stage.settle()
    return customer, address, screws, hour
