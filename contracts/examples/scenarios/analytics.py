"""A cost code is opened, renamed and closed."""


def play(stage):
    plan = stage.env["account.analytic.plan"].create({"name": "Sites"})
    stage.settle()
    customer = stage.env["res.partner"].create({"name": "Stadt Ulm", "is_company": True})
    code = stage.env["account.analytic.account"].create(
        {"name": "Bridge 7", "code": "B7", "plan_id": plan.id, "partner_id": customer.id, "company_id": stage.env.company.id}
    )
    stage.record({"account.analytic.account create": "cost-code-opened"})
    code.name = "Bridge 7 north"
    stage.record({"account.analytic.account update": "cost-code-renamed"})
    code.active = False
    stage.record({"account.analytic.account update": "cost-code-closed"})
