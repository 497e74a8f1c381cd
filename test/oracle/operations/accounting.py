"""Invoices, payments, reconciliation."""

from datetime import timedelta

from odoo import Command, fields

from ..work import NothingToDo, operation


def new_invoice(work, move_type="out_invoice"):
    use = "sale" if move_type.startswith("out") else "purchase"
    taxes = work.some("account.tax", [("type_tax_use", "=", use), ("amount_type", "=", "percent")], most=2)
    return work.env["account.move"].create(
        {
            "move_type": move_type,
            "partner_id": work.partner().id,
            "invoice_date": fields.Date.today(),
            "ref": work.word("REF"),
            "invoice_line_ids": [
                Command.create(
                    {
                        "product_id": work.product().id,
                        "quantity": work.number(1, 5),
                        "price_unit": work.amount(),
                        "tax_ids": [Command.set(taxes.ids)],
                    }
                )
                for _ in range(work.number(1, 3))
            ],
        }
    )


def _register(work, moves, **values):
    wizard = work.env["account.payment.register"].with_context(active_model="account.move", active_ids=moves.ids)
    return wizard.create(values)._create_payments()


def _unpaid(work):
    return work.one(
        "account.move",
        [
            ("state", "=", "posted"),
            ("payment_state", "in", ("not_paid", "partial")),
            ("move_type", "in", ("out_invoice", "in_invoice")),
            ("amount_residual", ">", 2),
        ],
    )


@operation("account: draft invoice")
def create(work):
    new_invoice(work, work.rng.choice(["out_invoice", "in_invoice", "out_refund"]))


@operation("account: post an invoice")
def post(work):
    new_invoice(work, work.rng.choice(["out_invoice", "in_invoice"])).action_post()


@operation("account: change lines and taxes of a draft")
def change(work):
    move = work.one(
        "account.move", [("state", "=", "draft"), ("move_type", "=", "out_invoice"), ("line_ids", "!=", False)]
    )
    line = move.invoice_line_ids[:1]
    taxes = work.some("account.tax", [("type_tax_use", "=", "sale"), ("amount_type", "=", "percent")], most=2)
    move.invoice_line_ids = [
        Command.update(line.id, {"price_unit": work.amount(), "tax_ids": [Command.set(taxes.ids)]}),
        Command.create({"name": work.word("Extra"), "quantity": 1, "price_unit": 10}),
    ]


@operation("account: delete a draft")
def delete(work):
    work.one("account.move", [("state", "=", "draft"), ("name", "in", ("/", False))]).unlink()


@operation("account: pay in full")
def pay(work):
    _register(work, _unpaid(work))


@operation("account: pay a part")
def pay_part(work):
    move = _unpaid(work)
    _register(work, move, amount=round(move.amount_residual / 2, 2))


@operation("account: pay several at once")
def pay_several(work):
    partner = work.partner()
    moves = new_invoice(work) + new_invoice(work)
    moves.partner_id = partner
    moves.action_post()
    _register(work, moves, group_payment=True)


@operation("account: credit note")
def reverse(work):
    move = _unpaid(work)
    wizard = (
        work.env["account.move.reversal"]
        .with_context(active_model="account.move", active_ids=move.ids)
        .create({"reason": "wrong", "journal_id": move.journal_id.id})
    )
    wizard.refund_moves() if work.number(0, 1) else wizard.modify_moves()


@operation("account: back to draft, changed, posted again")
def redo(work):
    move = work.one(
        "account.move",
        [("state", "=", "posted"), ("move_type", "=", "out_invoice"), ("payment_state", "=", "not_paid")],
    )
    move.button_draft()
    move.invoice_date_due = fields.Date.today() + timedelta(days=work.number(1, 60))
    move.invoice_payment_term_id = False
    move.action_post()


@operation("account: cancel")
def cancel(work):
    new = new_invoice(work)
    new.button_cancel()


@operation("account: journal entry")
def entry(work):
    accounts = work.some(
        "account.account", [("account_type", "in", ("expense", "income", "asset_current"))], least=2, most=2
    )
    amount = work.amount()
    work.env["account.move"].create(
        {
            "move_type": "entry",
            "line_ids": [
                Command.create({"account_id": accounts[0].id, "debit": amount, "name": "left"}),
                Command.create({"account_id": accounts[1].id, "credit": amount, "name": "right"}),
            ],
        }
    ).action_post()


@operation("account: payment without an invoice")
def payment(work):
    payment = work.env["account.payment"].create(
        {
            "amount": work.amount(),
            "payment_type": "inbound",
            "partner_type": "customer",
            "partner_id": work.partner().id,
            "memo": work.word("Memo"),
        }
    )
    payment.action_post()


@operation("account: payment back to draft or cancelled")
def payment_back(work):
    payment = work.one("account.payment", [("state", "in", ("in_process", "paid"))])
    payment.action_draft() if work.number(0, 1) else payment.action_cancel()


def _receivables(work, invoice):
    return invoice.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")


@operation("account: reconcile by hand")
def reconcile(work):
    invoice, refund = new_invoice(work), new_invoice(work, "out_refund")
    refund.partner_id = invoice.partner_id
    (invoice + refund).action_post()
    (_receivables(work, invoice) + _receivables(work, refund)).reconcile()


@operation("account: undo a reconciliation")
def undo(work):
    work.one(
        "account.move.line",
        [("account_id.reconcile", "=", True), ("matching_number", "!=", False), ("parent_state", "=", "posted")],
    ).remove_move_reconcile()


@operation("account: bank statement line reconciled")
def statement(work):
    journal = work.env["account.journal"].search(
        [("type", "=", "bank"), ("company_id", "=", work.env.company.id)], limit=1
    )
    if not journal:
        raise NothingToDo("no bank journal")
    work.env["account.bank.statement.line"].create(
        {
            "journal_id": journal.id,
            "payment_ref": work.word("Statement"),
            "amount": work.amount(),
            "partner_id": work.partner().id,
        }
    )


@operation("account: foreign currency")
def foreign(work):
    currency = work.env["res.currency"].with_context(active_test=False).search([("name", "in", ("EUR", "GBP"))])
    currency.active = True
    move = new_invoice(work)
    move.currency_id = currency[work.number(0, 1)]
    move.action_post()
