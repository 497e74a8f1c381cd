"""A table is ordered, released, held, worked on and reported in part; another order is withdrawn."""


def play(stage):
    top, leg, table, centre, bill = _plant(stage)
    stock = stage.env.ref("stock.stock_location_stock")
    wood = _stock(stage, top, leg, stock)
    order = _order(stage, table, bill, wood)
    _start(stage, order, centre)
    _scrap(stage, order, leg, wood)
    _report(stage, order, table, top)
    withdrawn = stage.env["mrp.production"].create({"product_id": table.id, "bom_id": bill.id, "product_qty": 1})
    stage.settle()
    withdrawn.action_cancel()
    stage.record({"mrp.production update": "production-order-cancelled"})


def _plant(stage):
    products = stage.env["product.product"]
    values = {"type": "consu", "is_storable": True}
    top = products.create({"name": "Oak Top", "default_code": "TOP", "tracking": "lot", **values})
    leg = products.create({"name": "Leg", "default_code": "LEG", **values})
    table = products.create({"name": "Oak Table", "default_code": "TAB", "tracking": "lot", **values})
    centre = stage.env["mrp.workcenter"].create({"name": "Assembly", "code": "A1"})
    lines = [{"product_id": top.id, "product_qty": 1}, {"product_id": leg.id, "product_qty": 4}]
    operations = [
        {"name": "Glue", "workcenter_id": centre.id, "time_cycle_manual": 12, "sequence": 1},
        {"name": "Varnish", "workcenter_id": centre.id, "time_cycle_manual": 30, "sequence": 2},
    ]
    bill = stage.env["mrp.bom"].create(
        {
            "product_tmpl_id": table.product_tmpl_id.id,
            "code": "TAB-1",
            "bom_line_ids": [(0, 0, line) for line in lines],
            "operation_ids": [(0, 0, operation) for operation in operations],
        }
    )
    return top, leg, table, centre, bill


def _stock(stage, top, leg, stock):
    wood = stage.env["stock.lot"].create({"name": "OAK-3", "product_id": top.id})
    quants = stage.env["stock.quant"].with_context(inventory_mode=True)
    quants.create({"product_id": top.id, "lot_id": wood.id, "location_id": stock.id, "inventory_quantity": 10}).action_apply_inventory()
    quants.create({"product_id": leg.id, "location_id": stock.id, "inventory_quantity": 50}).action_apply_inventory()
    stage.settle()
    return wood


def _order(stage, table, bill, wood):
    order = stage.env["mrp.production"].create({"product_id": table.id, "bom_id": bill.id, "product_qty": 5, "origin": "Fair"})
    stage.record({"mrp.production create": "production-order-created"})
    stage.apply("manufacturing.release-production-order.v1", {"productionOrderId": stage.canonical(order)})
    stage.record({"mrp.production update": "production-order-released"})
    return order


def _start(stage, order, centre):
    glue, varnish = order.workorder_ids.sorted("sequence")
    glue.button_start()
    stage.record({"mrp.workorder update": "work-order-started", "mrp.production update": "production-order-started"})
    _fail(stage, centre, varnish)
    glue.button_start()
    stage.settle()
    held = {"productionOrderId": stage.canonical(order), "reason": "Varnish has to be tested <again>"}
    stage.apply("manufacturing.hold-production-order.v1", held)
    stage.record({"mrp.production update": "production-order-held"})
    order.action_assign()
    stage.settle()
    finish = {"workOrderId": stage.canonical(glue), "quantity": "5", "spentMinutes": "42.5"}
    stage.apply("manufacturing.finish-work-order.v1", finish)
    stage.record({"mrp.workorder update": "work-order-finished"})


def _fail(stage, centre, varnish):
    losses = stage.env["mrp.workcenter.productivity"]
    defect = stage.env.ref("mrp.block_reason5")
    values = {"workcenter_id": centre.id, "loss_id": defect.id, "description": "Varnish runs"}
    span = {"date_start": "2026-11-23 07:40:00", "date_end": "2026-11-23 07:55:00"}
    losses.create({**values, **span, "workorder_id": varnish.id})
    stage.record({"mrp.workcenter.productivity create": "quality-failure-booked"})
    losses.create(values).button_block()
    stage.record({"mrp.workcenter.productivity create": "quality-failure-reported"})
    stage.later(minutes=20)
    centre.unblock()
    stage.record({"mrp.workcenter.productivity update": "quality-failure-ended"})


def _scrap(stage, order, leg, wood):
    reason = stage.env["stock.scrap.reason.tag"].create({"name": "Split"})
    values = {"product_id": leg.id, "scrap_qty": 2, "production_id": order.id}
    scrap = stage.env["stock.scrap"].create({**values, "scrap_reason_tag_ids": [(6, 0, reason.ids)]})
    stage.settle()
    scrap.action_validate()
    stage.record({"stock.scrap update": "component-scrapped", "stock.move create": "component-scrap-moved"})


def _report(stage, order, table, top):
    component = order.move_raw_ids.filtered(lambda move: move.product_id != top)
    stage.env["stock.lot"].create({"name": "TAB-0", "product_id": table.id})
    stage.settle()
    report = {
        "productionOrderId": stage.canonical(order),
        "productId": stage.canonical(table),
        "quantity": "3",
        "uom": "Units",
        "newLots": ["TAB-1"],
        "consumed": [{"componentId": stage.canonical(component), "quantity": "13"}],
        "backOrder": True,
    }
    stage.apply("manufacturing.report-production.v1", report)
    stage.record(
        {
            "mrp.production update": "production-order-completed",
            "mrp.production create": "production-order-back-order",
            "stock.move update": ["top-consumed", "leg-consumed", "table-produced"],
        }
    )
