"""What the queries ask about: an order on its way, goods on two shelves, a bill half paid, a project with costs, a machine with work."""


def play(stage):
    env = stage.env
    supplier = env["res.partner"].create({"name": "Schrauben AG", "is_company": True, "ref": "SUP-1"})
    product = _product(stage)
    order = _order(stage, supplier, product)
    bill = _bill(stage, supplier, product)
    project = _project(stage, supplier)
    _equipment(stage, supplier)
    stage.settle()
    stage.ask("procurement.purchase-order-status.v1", {"purchaseOrderId": stage.canonical(order)})
    stage.ask("inventory.stock-availability.v1", {"productId": stage.canonical(product)})
    stage.ask("finance.invoice-status.v1", {"invoiceId": stage.canonical(bill)})
    stage.ask("projects.project-cost-summary.v1", {"projectId": stage.canonical(project)})
    stage.ask("maintenance.equipment-by-asset-tag.v1", {"assetTag": "LATHE-0007"})


def _product(stage):
    values = {"name": "Screw M4", "default_code": "M4", "barcode": "4006381333931", "type": "consu", "is_storable": True}
    product = stage.env["product.product"].create(values)
    stock = stage.env.ref("stock.stock_location_stock")
    shelf = stage.env["stock.location"].create({"name": "Shelf 7", "location_id": stock.id})
    for location, quantity in ((stock, 12), (shelf, 8)):
        stage.env["stock.quant"]._update_available_quantity(product, location, quantity)
    stage.env["stock.quant"]._update_reserved_quantity(product, shelf, 3)
    return product


def _order(stage, supplier, product):
    """Ten ordered, four arrived."""
    line = {"product_id": product.id, "product_qty": 10, "price_unit": 2.5}
    order = stage.env["purchase.order"].create({"partner_id": supplier.id, "order_line": [(0, 0, line)]})
    order.button_confirm()
    stage.later(hours=2)
    receipt = order.picking_ids
    receipt.move_ids.quantity = 4
    receipt.move_ids.picked = True
    receipt.with_context(skip_backorder=True).button_validate()
    return order


def _bill(stage, supplier, product):
    """Of 100.00 net, 40.00 are paid."""
    line = {"product_id": product.id, "quantity": 40, "price_unit": 2.5, "tax_ids": []}
    values = {"move_type": "in_invoice", "partner_id": supplier.id, "ref": "R-2026-88", "invoice_date": "2026-11-23"}
    bill = stage.env["account.move"].create({**values, "invoice_line_ids": [(0, 0, line)]})
    bill.action_post()
    register = stage.env["account.payment.register"].with_context(active_model="account.move", active_ids=bill.ids)
    register.create({"amount": 40})._create_payments()
    return bill


def _project(stage, customer):
    employee = stage.env["hr.employee"].create({"name": "Nora Feld", "hourly_cost": 40})
    values = {"name": "Hall 3", "partner_id": customer.id, "allow_timesheets": True, "allocated_hours": 100}
    project = stage.env["project.project"].create(values)
    # as a customer's order or the button "analytic account" would
    project._create_analytic_account()
    task = stage.env["project.task"].create({"name": "Foundation", "project_id": project.id})
    lines = stage.env["account.analytic.line"]
    hours = {"name": "Digging", "project_id": project.id, "task_id": task.id, "employee_id": employee.id, "unit_amount": 6.5}
    lines.create(hours)
    booked = {"account_id": project.account_id.id, "date": "2026-11-23"}
    lines.create({**booked, "name": "Concrete", "amount": -1250.5, "category": "vendor_bill"})
    lines.create({**booked, "name": "Crane", "amount": -300})
    lines.create({**booked, "name": "Down payment", "amount": 5000, "category": "invoice"})
    return project


def _equipment(stage, supplier):
    team = stage.env["maintenance.team"].create({"name": "Hall 3"})
    category = stage.env["maintenance.equipment.category"].create({"name": "Lathes"})
    values = {
        "name": "Lathe 7",
        "serial_no": "LATHE-0007",
        "model": "TurnMaster 300",
        "category_id": category.id,
        "maintenance_team_id": team.id,
        "partner_id": supplier.id,
        "warranty_date": "2027-06-30",
    }
    machine = stage.env["maintenance.equipment"].create(values)
    work = {"name": "Spindle runs hot", "equipment_id": machine.id, "maintenance_team_id": team.id, "maintenance_type": "corrective"}
    stage.env["maintenance.request"].create(work)
