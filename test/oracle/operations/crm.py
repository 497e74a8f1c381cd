"""Leads."""

from odoo import Command

from ..work import operation


def new_lead(work):
    return work.env["crm.lead"].create(
        {
            "name": work.word("Lead"),
            "type": "opportunity",
            "partner_name": work.word("Prospect"),
            "email_from": f"{work.rng.randrange(10**6)}@example.com",
            "expected_revenue": work.amount(),
            "tag_ids": [Command.set(work.some("crm.tag", most=3).ids)],
        }
    )


@operation("crm: lead")
def create(work):
    new_lead(work)


@operation("crm: next stage")
def stage(work):
    work.one("crm.lead", [("won_status", "=", "pending")]).stage_id = work.one("crm.stage", [("is_won", "=", False)])


@operation("crm: won")
def won(work):
    work.one("crm.lead", [("won_status", "=", "pending")]).action_set_won()


@operation("crm: lost")
def lost(work):
    work.one("crm.lead", [("won_status", "=", "pending")]).action_set_lost(
        lost_reason_id=work.one("crm.lost.reason").id
    )


@operation("crm: merge leads")
def merge(work):
    (new_lead(work) + new_lead(work) + new_lead(work)).merge_opportunity()


@operation("crm: becomes a customer")
def convert(work):
    work.one("crm.lead", [("partner_id", "=", False)]).convert_opportunity(work.partner())


@operation("crm: probabilities computed anew by SQL")
def probabilities(work):
    work.env["crm.lead"].sudo()._cron_update_automated_probabilities()


@operation("crm: restore from the archive")
def restore(work):
    work.one("crm.lead", [("active", "=", False)]).action_unarchive()


@operation("crm: delete a tag")
def delete_tag(work):
    tag = work.env["crm.tag"].create({"name": work.word("Tag")})
    new_lead(work).tag_ids = [Command.link(tag.id)]
    work.one("crm.tag").unlink()


@operation("crm: delete a lead")
def delete(work):
    work.one("crm.lead", [("name", "=like", "Lead%")]).unlink()
