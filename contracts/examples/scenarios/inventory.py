"""Goods are received, counted, moved, put aside, promised, dispatched and thrown away; some of them have lot numbers."""


def play(stage):
    bolts, paint, lot = _goods(stage)
    shelf, quality = _places(stage)
    stock = stage.env.ref("stock.stock_location_stock")
    _count(stage, bolts, paint, lot, stock)
    _move(stage, bolts, paint, lot, stock, shelf, quality)
    _deliver(stage, bolts, paint)
    _scrap(stage, paint, lot, stock)


def _goods(stage):
    products = stage.env["product.product"]
    values = {"type": "consu", "is_storable": True}
    bolts = products.create({"name": "Bolt M8", "default_code": "B8", **values})
    paint = products.create({"name": "Red Paint", "default_code": "RP", "tracking": "lot", **values})
    stage.settle()
    lot = stage.env["stock.lot"].create({"name": "L-2026-07", "ref": "MAKER-4711", "product_id": paint.id, "company_id": stage.env.company.id})
    stage.record({"stock.lot create": "lot-created"})
    lot.ref = "MAKER-4712"
    stage.record({"stock.lot update": "lot-changed"})
    return bolts, paint, lot


def _places(stage):
    quality = stage.env["stock.warehouse"].search([], order="id", limit=1).wh_qc_stock_loc_id
    quality.active = True
    shelf = stage.env.ref("stock.stock_location_components")
    stage.settle()
    return shelf, quality


def _count(stage, bolts, paint, lot, stock):
    quants = stage.env["stock.quant"].with_context(inventory_mode=True)
    quants.create({"product_id": bolts.id, "location_id": stock.id, "inventory_quantity": 40}).action_apply_inventory()
    counted = {"stock.quant create": "stock-level-created", "stock.move create": "stock-found"}
    stage.record(counted)
    apply = {
        "productId": stage.canonical(bolts),
        "locationId": stage.canonical(stock),
        "counted": "37.5",
        "uom": "Units",
        "expected": "40",
        "newLevel": False,
    }
    stage.apply("inventory.adjust-stock.v1", apply)
    stage.record({"stock.quant update": "stock-level-counted", "stock.move create": "stock-missing"})
    values = {"product_id": paint.id, "location_id": stock.id, "lot_id": lot.id, "inventory_quantity": 20}
    quants.create(values).action_apply_inventory()
    stage.settle()


def _move(stage, bolts, paint, lot, stock, shelf, quality):
    goods = {
        "productId": stage.canonical(paint),
        "quantity": "2.5",
        "uom": "Units",
        "lotId": stage.canonical(lot),
        "fromLocationId": stage.canonical(stock),
    }
    transfer = {**goods, "toLocationId": stage.canonical(shelf), "reference": "WMS-17"}
    stage.apply("inventory.transfer-stock.v1", transfer)
    stage.record({"stock.move create": "lot-transferred", "stock.quant create": "stock-level-at-shelf"})
    quarantine = {**goods, "quarantineLocationId": stage.canonical(quality), "reason": "Wrong colour"}
    stage.apply("inventory.quarantine-stock.v1", quarantine)
    stage.record({"stock.move create": "lot-quarantined"})


def _deliver(stage, bolts, paint):
    customer = stage.env["res.partner"].create({"name": "Maler GmbH", "is_company": True, "ref": "CUS-9"})
    address = stage.env["res.partner"].create({"name": "Yard", "parent_id": customer.id, "type": "delivery"})
    lines = [{"product_id": bolts.id, "product_uom_qty": 10}, {"product_id": paint.id, "product_uom_qty": 3}]
    order = stage.env["sale.order"].create(
        {"partner_id": customer.id, "partner_shipping_id": address.id, "order_line": [(0, 0, line) for line in lines]}
    )
    order.action_confirm()
    delivery = order.picking_ids
    delivery.do_unreserve()
    stage.record({"stock.picking create": "delivery-wanted"})
    stage.apply("inventory.reserve-stock.v1", {"transferId": stage.canonical(delivery), "partial": False})
    stage.record({"stock.picking update": "delivery-reserved"})
    bolted, painted = delivery.move_ids.sorted("id")
    issue = {
        "deliveryId": stage.canonical(delivery),
        "lines": [
            {"lineId": stage.canonical(bolted), "quantity": "7.5", "uom": "Units"},
            {"lineId": stage.canonical(painted), "quantity": "3", "uom": "Units"},
        ],
        "backOrder": True,
    }
    stage.apply("inventory.issue-goods.v1", issue)
    moves = {"stock.move update": ["goods-dispatched", "lot-dispatched"]}
    stage.record({"stock.picking update": "delivery-dispatched", "stock.picking create": "delivery-back-order", **moves})


def _scrap(stage, paint, lot, stock):
    reason = stage.env["stock.scrap.reason.tag"].create({"name": "Dried out"})
    values = {"product_id": paint.id, "lot_id": lot.id, "scrap_qty": 1.5, "location_id": stock.id, "origin": "Round of November"}
    scrap = stage.env["stock.scrap"].create({**values, "scrap_reason_tag_ids": [(6, 0, reason.ids)]})
    stage.settle()
    scrap.action_validate()
    stage.record({"stock.scrap update": "goods-scrapped", "stock.move create": "scrap-moved"})
