"""A customer gets invoices: one is paid in two parts, another one is taken back, the last one is not paid in time."""


def play(stage):
    customer = stage.env["res.partner"].create({"name": "Möbel GmbH", "is_company": True, "ref": "CUS-7"})
    product = stage.env["product.product"].create({"name": "Bench", "default_code": "B1", "type": "consu", "list_price": 120})
    stage.settle()
    invoice = _invoice(stage, customer, product)
    stage.record({"account.move create": "customer-invoice-drafted"})
    invoice.action_post()
    stage.record({"account.move update": "customer-invoice-posted"})
    paid = {
        "invoiceId": stage.canonical(invoice),
        "companyId": stage.canonical(invoice.company_id),
        "amount": "76",
        "currency": "USD",
        "paidOn": "2026-11-24",
        "journal": "BNK1",
        "reference": "SEPA 77-1",
    }
    stage.apply("finance.register-payment.v1", paid)
    stage.record({"account.move update": "customer-invoice-partly-paid", "account.payment create": "payment-received"})
    register = stage.env["account.payment.register"].with_context(active_model="account.move", active_ids=invoice.ids)
    register.create({"payment_date": "2026-11-25"}).action_create_payments()
    stage.record({"account.move update": "customer-invoice-paid"})
    _reverse(stage, customer, product)
    _pay_in_advance(stage, customer)
    _fall_due(stage, customer, product)


def _reverse(stage, customer, product):
    wrong = _invoice(stage, customer, product)
    wrong.action_post()
    stage.settle()
    values = {"move_ids": [(6, 0, wrong.ids)], "journal_id": wrong.journal_id.id, "date": "2026-11-23", "reason": "wrong price"}
    stage.env["account.move.reversal"].create(values).refund_moves()
    wrong.reversal_move_ids.filtered(lambda move: move.state == "draft").action_post()
    stage.record({"account.move update": "customer-invoice-reversed", "account.move create": "credit-note-posted"})


def _pay_in_advance(stage, customer):
    values = {"partner_id": customer.id, "amount": 50, "payment_type": "inbound", "partner_type": "customer", "memo": "deposit"}
    stage.env["account.payment"].create({**values, "date": "2026-11-27"}).action_post()
    stage.record({"account.payment create": "payment-received-in-advance"})


def _fall_due(stage, customer, product):
    invoice = _invoice(stage, customer, product)
    invoice.invoice_date_due = "2026-11-30"
    invoice.action_post()
    stage.settle()
    stage.later(days=10)
    stage.fall_due({"customer-invoice-overdue": invoice})


def _invoice(stage, customer, product):
    line = {"product_id": product.id, "quantity": 2, "price_unit": 60.005, "discount": 5}
    note = {"display_type": "line_note", "name": "Thank you"}
    values = {"move_type": "out_invoice", "partner_id": customer.id, "invoice_date": "2026-11-23"}
    return stage.env["account.move"].create({**values, "invoice_line_ids": [(0, 0, line), (0, 0, note)]})
