"""Several operations in one transaction, several transactions in one run, several companies."""

from odoo import Command

from ..commands import begin, one_call
from ..work import NothingToDo, Work, operation, scenario


@scenario("several: two operations in one transaction")
def two(stage):
    stage.transact(stage.operation(), stage.operation())


@scenario("several: three operations with folds between")
def three(stage):
    stage.transact(stage.operation(), _fold, stage.operation(), _fold, stage.operation())


def _fold(work):
    work.env.cr.flush()


@scenario("several: a cron that commits as it goes")
def cron(stage):
    with stage.environment() as env:
        work = Work(env, stage.rng)
        for partner in work.some("res.partner", [("user_ids", "=", False)], most=4, least=2):
            partner.street = work.word("Batch")
            env.cr.commit()
        work.one("res.partner").street = "rolled back"
        env.cr.rollback()
        work.one("res.partner", [("user_ids", "=", False)]).street = work.word("After")
        env.cr.commit()


@scenario("several: Odoo's own crons")
def crons(stage):
    names = (
        "stock.ir_cron_scheduler_action",
        "account.ir_cron_auto_post_draft_entry",
        "mail.ir_cron_mail_scheduler_action",
        "crm.website_crm_score_cron",
    )
    with stage.environment() as env:
        for name in names:
            cron = env.ref(name, raise_if_not_found=False)
            if cron:
                cron.sudo().method_direct_trigger()
        env.cr.commit()


@operation("several: values of two companies in one transaction")
def companies(work):
    product = work.one("product.product", [("default_code", "=like", "O%")])
    for company in work.env["res.company"].search([]):
        product.with_company(company).standard_price = work.amount()
        work.env["res.partner"].browse(work.partner().id).with_company(company).property_payment_term_id = work.one(
            "account.payment.term"
        )


@operation("several: work in the other company")
def other_company(work):
    branch = work.env["res.company"].search([("name", "=like", "Oracle%")], limit=1)
    if not branch:
        raise NothingToDo("no branch")
    env = work.env(context={**work.env.context, "allowed_company_ids": [branch.id]})
    there = Work(env, work.rng)
    order = env["purchase.order"].create(
        {
            "partner_id": there.partner().id,
            "order_line": [Command.create({"product_id": there.product().id, "product_qty": 3, "price_unit": 7})],
        }
    )
    order.button_confirm()


@operation("several: by a command")
def by_a_command(work):
    begin(work.env.cr, work.word("command"))
    work.one("res.partner", [("user_ids", "=", False)]).ref = work.word("R")


@scenario("several: commands that share a call")
def one_call_of_commands(stage):
    with stage.environment() as env:
        two_records = Work(env, stage.rng).some("res.partner", [("user_ids", "=", False)], most=2, least=2)
        one_call(env, stage.rng, *(_called(record) for record in two_records))
        one_call(env, stage.rng, _called(two_records[0]), stage.operation(), _called(two_records[0]))
        one_call(env, stage.rng, *(stage.operation() for _ in range(3)))


def _called(record):
    return lambda work: record.write({"ref": work.word("R")})


@operation("several: one write to many records")
def many(work):
    partners = work.some("res.partner", [("user_ids", "=", False), ("is_company", "=", False)], most=40)
    partners.write(
        {"function": work.word("Function"), "category_id": [Command.link(work.one("res.partner.category").id)]}
    )


@operation("several: hundreds of records, as bulk")
def bulk(work):
    work.env["res.partner"].create(
        [{"name": work.word("Bulk"), "child_ids": [Command.create({"name": "Child"})]} for _ in range(120)]
    )
