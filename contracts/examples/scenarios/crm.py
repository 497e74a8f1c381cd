"""Somebody is interested: the chance goes through the pipeline and is won; another one is lost, a third was a mere lead."""


def play(stage):
    env = stage.env
    customer = env["res.partner"].create({"name": "Dachbau GmbH", "is_company": True, "ref": "CUS-1"})
    seller = env["res.users"].create({"name": "Rosa Vertrieb", "login": "rosa"})
    stage.settle()
    interest = {
        "title": "Roof for a hall",
        "kind": "opportunity",
        "customerId": stage.canonical(customer),
        "company": "Dachbau GmbH",
        "person": "Eva Dach",
        "email": "eva@example.org",
        "phone": "+49 711 1234",
        "expectedRevenue": {"amount": "48000.00", "currency": "USD"},
    }
    stage.apply("crm.create-lead.v1", interest)
    chance = env["crm.lead"].search([("name", "=", "Roof for a hall")])
    stage.record({"crm.lead create": "opportunity-created"})
    chance.write({"user_id": seller.id, "date_deadline": "2026-12-31"})
    stage.record({"crm.lead update": "opportunity-assigned"})
    chance.stage_id = env.ref("crm.stage_lead2")
    stage.record({"crm.lead update": "opportunity-moved"})
    chance.action_set_won()
    stage.record({"crm.lead update": "opportunity-won"})
    lost = env["crm.lead"].create({"name": "Roof for a shed", "type": "opportunity", "partner_id": customer.id})
    stage.settle()
    lost.action_set_lost(lost_reason_id=env.ref("crm.lost_reason_1").id)
    stage.record({"crm.lead update": "opportunity-lost"})
    lead = env["crm.lead"].create({"name": "A question at the fair", "type": "lead", "email_from": "fair@example.org"})
    stage.settle()
    lead.convert_opportunity(customer)
    stage.record({"crm.lead update": "opportunity-qualified"})
