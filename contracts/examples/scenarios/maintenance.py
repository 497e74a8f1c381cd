"""A press fails, is planned, repaired with parts and hours, and closed; a check of it is asked for by an outside system."""


def play(stage):
    press = _equipment(stage)
    request = _failure(stage, press)
    _parts(stage, request)
    _costs(stage, request)
    _closing(stage, press, request)


def _equipment(stage):
    vendor = stage.env["res.partner"].create({"name": "Pressen KG", "is_company": True, "ref": "SUP-4"})
    category = stage.env["maintenance.equipment.category"].create({"name": "Presses"})
    stage.settle()
    press = stage.env["maintenance.equipment"].create(
        {
            "name": "Hydraulic Press",
            "serial_no": "PR-7",
            "model": "HP 200",
            "category_id": category.id,
            "partner_id": vendor.id,
            "technician_user_id": stage.env.ref("base.user_admin").id,
            "location_id": stage.env.ref("stock.stock_location_stock").id,
            "effective_date": "2024-02-01",
            "warranty_date": "2027-01-31",
        }
    )
    stage.record({"maintenance.equipment create": "equipment-created"})
    return press


def _failure(stage, press):
    values = {"name": "Loses pressure", "equipment_id": press.id, "priority": "3", "maintenance_type": "corrective"}
    request = stage.env["maintenance.request"].create(values)
    stage.record({"maintenance.request create": "request-opened"})
    request.schedule_date = "2026-11-24 07:00:00"
    stage.record({"maintenance.request update": "request-planned"})
    in_progress = stage.env.ref("maintenance.stage_1")
    stage.apply(
        "maintenance.move-request.v1", {"requestId": stage.canonical(request), "stageId": stage.canonical(in_progress)}
    )
    stage.record({"maintenance.request update": "request-moved"})
    return request


def _parts(stage, request):
    product = stage.env["product.product"].create(
        {"name": "Hose", "default_code": "HO-1", "type": "consu", "is_storable": True, "tracking": "lot"}
    )
    lot = stage.env["stock.lot"].create({"name": "HO-2026-1", "product_id": product.id})
    stock = stage.env.ref("stock.stock_location_stock")
    quants = stage.env["stock.quant"].with_context(inventory_mode=True)
    values = {"product_id": product.id, "lot_id": lot.id, "location_id": stock.id, "inventory_quantity": 10}
    quants.create(values).action_apply_inventory()
    stage.settle()
    issue = {
        "requestId": stage.canonical(request),
        "productId": stage.canonical(product),
        "lotId": stage.canonical(lot),
        "quantity": "1.5",
        "uom": "Units",
        "fromLocationId": stage.canonical(stock),
        "consumptionLocationId": stage.canonical(product.with_company(stage.env.company).property_stock_production),
    }
    stage.apply("maintenance.issue-spare-parts.v1", issue)
    stage.record({"stock.move create": "parts-consumed"})


def _costs(stage, request):
    plan = stage.env["account.analytic.plan"].search([], order="id", limit=1)
    account = stage.env["account.analytic.account"].create({"name": "Press shop", "code": "PS", "plan_id": plan.id})
    employee = stage.env["hr.employee"].create({"name": "Ines Keil", "hourly_cost": 38})
    stage.settle()
    service = {"name": "Seal kit fitted by the maker", "ref": f"MR/{request.id}", "account_id": account.id, "amount": -240.5}
    stage.env["account.analytic.line"].create({**service, "date": "2026-11-24"})
    stage.record({"account.analytic.line create": "maintenance-cost-posted"})
    cost = {
        "requestId": stage.canonical(request),
        "costCentreId": stage.canonical(account),
        "description": "Hose changed",
        "day": "2026-11-24",
        "cost": {"amount": "57", "currency": "USD"},
        "labour": {"employeeId": stage.canonical(employee), "hours": "1.5"},
    }
    stage.apply("maintenance.post-cost.v1", cost)
    stage.record({"account.analytic.line create": "labour-booked"})


def _closing(stage, press, request):
    repaired = stage.env.ref("maintenance.stage_3")
    close = {"requestId": stage.canonical(request), "stageId": stage.canonical(repaired)}
    stage.apply("maintenance.close-request.v1", close)
    stage.record({"maintenance.request update": "request-done"})
    check = {
        "subject": "Check the seals",
        "equipmentId": stage.canonical(press),
        "kind": "preventive",
        "priority": "low",
        "description": "After 500 hours & a repair",
        "plannedStart": "2026-12-15T07:00:00Z",
    }
    stage.apply("maintenance.open-request.v1", check)
    stage.record({"maintenance.request create": "check-opened"})
