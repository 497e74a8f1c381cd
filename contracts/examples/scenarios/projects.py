"""A building project from its set-up to its end, with the documents of the site: what a customer, a subcontractor and
a supplier do for it, the hours and the equipment it takes."""


def play(stage):
    env = stage.env
    env["project.tags"].create({"name": "RFI"})
    change_order = env["crm.tag"].create({"name": "Change order"})
    customer = env["res.partner"].create({"name": "Bauherr AG", "is_company": True, "ref": "CUS-9"})
    stage.settle()
    project = _project(stage, customer)
    task = _task(stage, project)
    _milestone(stage, project)
    _site_work(stage, project, task)
    _rfi(stage, project)
    _change_orders(stage, project, customer, change_order)
    _invoiced_hours(stage, project, task, customer)
    supplier = env["res.partner"].create({"name": "Rohbau Nord", "is_company": True, "ref": "SUP-9"})
    _site_receipt(stage, project, supplier)
    _subcontractor(stage, project, supplier)
    env["project.update"].create({"project_id": project.id, "name": "Handed over", "status": "done"})
    stage.record({"project.project update": "project-closed"})
    _missed_milestone(stage, project)


def _project(stage, customer):
    manager = stage.env["res.users"].create({"name": "Mara Bau", "login": "mara"})
    stage.settle()
    wanted = {
        "name": "Office block",
        "customerId": stage.canonical(customer),
        "managerId": stage.canonical(manager),
        "companyId": stage.canonical(stage.env.ref("base.main_company")),
        "startsOn": "2026-12-01",
        "endsOn": "2027-09-30",
        "budgetedHours": "1200",
    }
    stage.apply("projects.create-project.v1", wanted)
    project = stage.env["project.project"].search([("name", "=", "Office block")])
    stage.record({"project.project create": "project-created"})
    project.allow_milestones = True
    stage.settle()
    stage.env["project.update"].create({"project_id": project.id, "name": "Begin", "status": "on_track"})
    stage.record({"project.project update": "project-activated"})
    return project


def _task(stage, project):
    stages = [stage.env["project.task.type"].create({"name": name, "project_ids": [(4, project.id)]}) for name in ("To do", "On site")]
    stage.settle()
    values = {"name": "Foundations", "project_id": project.id, "stage_id": stages[0].id, "user_ids": [(6, 0, project.user_id.ids)]}
    task = stage.env["project.task"].create({**values, "date_deadline": "2026-12-18 16:00:00", "allocated_hours": 80})
    stage.record({"project.task create": "task-created"})
    task.stage_id = stages[1]
    stage.record({"project.task update": "task-moved"})
    return task


def _missed_milestone(stage, project):
    values = {"project_id": project.id, "name": "Defects mended", "deadline": "2026-11-30"}
    milestone = stage.env["project.milestone"].create(values)
    stage.settle()
    stage.later(days=30)
    stage.fall_due({"milestone-overdue": milestone})


def _milestone(stage, project):
    milestone = stage.env["project.milestone"].create({"project_id": project.id, "name": "Topping out", "deadline": "2027-04-30"})
    stage.record({"project.milestone create": "milestone-set"})
    milestone.toggle_is_reached(True)
    stage.record({"project.milestone update": "milestone-reached"})


def _site_work(stage, project, task):
    employee = stage.env["hr.employee"].create({"name": "Jan Polier", "hourly_cost": 42})
    excavator = stage.env["maintenance.equipment"].create({"name": "Excavator 7", "serial_no": "EX-7"})
    stage.settle()
    logged = {
        "projectId": stage.canonical(project),
        "taskId": stage.canonical(task),
        "employeeId": stage.canonical(employee),
        "workedOn": "2026-11-23",
        "hours": "7.5",
        "description": "Formwork",
    }
    stage.apply("projects.log-timesheet.v1", logged)
    stage.record({"account.analytic.line create": "timesheet-logged"})
    used = {
        "projectId": stage.canonical(project),
        "equipmentId": stage.canonical(excavator),
        "usedOn": "2026-11-23",
        "hours": "6.25",
        "hourlyCost": {"amount": "85.50", "currency": "USD"},
        "description": "Pit",
    }
    stage.apply("projects.log-equipment-usage.v1", used)
    stage.record({"account.analytic.line create": "equipment-used"})


def _rfi(stage, project):
    asked = {
        "projectId": stage.canonical(project),
        "question": "Which grade of concrete for the footings?",
        "responsibleId": stage.canonical(project.user_id),
        "answerDueAt": "2026-11-27T12:00:00Z",
    }
    stage.apply("projects.open-rfi.v1", asked)
    rfi = stage.env["project.task"].search([("name", "=", asked["question"])])
    stage.record({"project.task create": "rfi-opened"})
    stage.apply("projects.answer-rfi.v1", {"rfiId": stage.canonical(rfi), "answer": "C30/37 & waterproof,\nsee drawing 12."})
    stage.record({"project.task update": "rfi-answered"})
    tagged = stage.env["project.task"].create({"name": "Is the wall load-bearing?", "project_id": project.id})
    stage.settle()
    tagged.tag_ids = rfi.tag_ids
    stage.record({"project.task update": "rfi-tagged"})


def _order(stage, project, customer, product, **more):
    line = {"product_id": product.id, "product_uom_qty": 10, "price_unit": 120, "tax_ids": []}
    values = {"partner_id": customer.id, "project_id": project.id, "order_line": [(0, 0, line)], **more}
    return stage.env["sale.order"].create(values)


def _change_orders(stage, project, customer, tag):
    extra = stage.env["product.product"].create({"name": "Extra work", "type": "service", "invoice_policy": "order"})
    more = {"tag_ids": [(6, 0, tag.ids)], "client_order_ref": "CO-3"}
    agreed, refused = (_order(stage, project, customer, extra, **more) for _ in range(2))
    stage.settle()
    agreed.action_quotation_sent()
    stage.record({"sale.order update": "change-order-proposed"})
    agreed.action_confirm()
    stage.record({"sale.order update": "change-order-approved"})
    refused.action_cancel()
    stage.record({"sale.order update": "change-order-rejected"})


def _invoiced_hours(stage, project, task, customer):
    hours = stage.env["product.product"].create(
        {
            "name": "Hours of a foreman",
            "type": "service",
            "service_policy": "delivered_timesheet",
            "uom_id": stage.env.ref("uom.product_uom_hour").id,
        }
    )
    order = _order(stage, project, customer, hours)
    order.action_confirm()
    task.sale_line_id = order.order_line
    stage.settle()
    order._create_invoices()
    stage.record({"account.analytic.line update": "timesheet-validated"})


def _purchase(stage, project, supplier, product):
    line = {"product_id": product.id, "product_qty": 4, "price_unit": 300, "tax_ids": []}
    values = {"partner_id": supplier.id, "project_id": project.id, "order_line": [(0, 0, line)]}
    order = stage.env["purchase.order"].create(values)
    order.button_confirm()
    stage.settle()
    return order


def _site_receipt(stage, project, supplier):
    goods = {"name": "Steel mesh", "default_code": "MESH", "type": "consu", "is_storable": True}
    order = _purchase(stage, project, supplier, stage.env["product.product"].create(goods))
    picking = order.picking_ids
    picking.move_ids.picked = True
    picking.button_validate()
    stage.record({"stock.picking update": "site-receipt-posted"})


def _subcontractor(stage, project, supplier):
    work = {"name": "Shell construction", "type": "service", "purchase_method": "purchase"}
    order = _purchase(stage, project, supplier, stage.env["product.product"].create(work))
    order.action_create_invoice()
    bill = order.invoice_ids
    bill.write({"invoice_date": "2026-11-23", "ref": "RN-2026-88"})
    stage.settle()
    bill.action_post()
    stage.record({"account.move update": "subcontractor-bill-posted", "account.analytic.line create": "project-cost-billed"})
    stage.env["account.payment.register"].with_context(active_model="account.move", active_ids=bill.ids).create({})._create_payments()
    stage.record({"account.move update": "subcontractor-bill-paid"})
