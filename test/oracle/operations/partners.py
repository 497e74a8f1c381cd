"""Master data of people and companies."""

import base64

from odoo import Command

from ..work import operation

_OURS = [("user_ids", "=", False), ("ref_company_ids", "=", False)]


@operation("partner: create a company with contacts")
def create(work):
    work.env["res.partner"].create(
        {
            "name": work.word("Company"),
            "is_company": True,
            "supplier_rank": work.number(0, 2),
            "city": "Ghent",
            "category_id": [Command.create({"name": work.word("Tag")})],
            "child_ids": [
                Command.create({"name": work.word("Contact"), "email": "a@example.com"})
                for _ in range(work.number(0, 3))
            ],
        }
    )


@operation("partner: move house")
def address(work):
    work.one("res.partner", _OURS).write(
        {
            "street": work.word("Street"),
            "city": work.rng.choice(["Ghent", "", "Lille"]),
            "country_id": work.rng.choice([False, work.env.ref("base.be").id, work.env.ref("base.fr").id]),
        }
    )


@operation("partner: picture")
def picture(work):
    partners = work.some("res.partner", _OURS)
    color = f"#{work.number(0, 0xFFFFFF):06x}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><rect fill="{color}" width="1" height="1"/></svg>'
    partners.image_1920 = work.rng.choice([False, *[base64.b64encode(svg.encode())] * 3])
    work.env["ir.attachment"].create(
        {"name": "letter", "res_model": "res.partner", "res_id": partners[0].id, "raw": b"x"}
    )


@operation("partner: tag")
def tag(work):
    tags = work.some("res.partner.category", most=3)
    work.one("res.partner", _OURS).category_id = work.rng.choice([[Command.set(tags.ids)], [Command.link(tags[0].id)]])


@operation("partner: tag from the tag's side")
def tag_from_tag(work):
    category = work.one("res.partner.category")
    category.partner_ids = [Command.set(work.some("res.partner", _OURS, most=6).ids)]


@operation("partner: delete a tag")
def delete_tag(work):
    work.one("res.partner.category", [("child_ids", "=", False)]).unlink()


@operation("partner: move a tag below another")
def move_tag(work):
    one, other = work.some("res.partner.category", least=2, most=2)
    one.parent_id = False if one.parent_id else other


@operation("partner: archive")
def archive(work):
    work.some("res.partner", [*_OURS, ("is_company", "=", False), ("parent_id", "!=", False)]).action_archive()


@operation("partner: take out of the archive")
def unarchive(work):
    work.some("res.partner", [*_OURS, ("active", "=", False)]).action_unarchive()


@operation("partner: merge")
def merge(work):
    domain = [*_OURS, ("is_company", "=", False), ("child_ids", "=", False), ("parent_id", "!=", False)]
    partners = work.some("res.partner", domain, least=2, most=3)
    partners.email = "same@example.com"
    work.env["base.partner.merge.automatic.wizard"].create({})._merge(partners.ids, partners[0])


@operation("partner: contact changes company")
def change_company(work):
    contact = work.one("res.partner", [*_OURS, ("is_company", "=", False), ("parent_id", "!=", False)])
    contact.parent_id = work.partner()


@operation("partner: contact becomes a company")
def becomes_company(work):
    contact = work.one("res.partner", [*_OURS, ("is_company", "=", False), ("parent_id", "!=", False)])
    contact.write({"is_company": True, "parent_id": False})


@operation("partner: delete a contact")
def delete(work):
    work.env["res.partner"].create({"name": "Short", "parent_id": work.partner().id, "comment": "x"})
    work.one("res.partner", [("name", "=", "Short")]).unlink()


@operation("partner: tax number of a company reaches its contacts")
def vat(work):
    work.one("res.partner", [*_OURS, ("child_ids", "!=", False)]).write(
        {"vat": work.rng.choice([False, "/"]), "ref": work.word("R")}
    )


@operation("partner: payment terms of each company")
def terms(work):
    term = work.one("account.payment.term")
    work.partner().write(
        {
            "property_payment_term_id": term.id,
            "property_supplier_payment_term_id": term.id,
            "credit_limit": work.amount(),
            "use_partner_credit_limit": True,
        }
    )


@operation("partner: bank accounts")
def bank(work):
    partner = work.partner()
    if partner.bank_ids and work.number(0, 1):
        partner.bank_ids[0].unlink()
    else:
        partner.bank_ids = [Command.create({"acc_number": work.word("BE")})]


@operation("partner: empty values and same values")
def empties(work):
    partner = work.one("res.partner", _OURS)
    partner.write({"ref": "", "street2": False, "name": partner.name, "phone": work.rng.choice(["", "+3291234567"])})


@operation("employee: job and tags")
def employee(work):
    work.one("hr.employee").write(
        {"job_title": work.word("Job"), "category_ids": [Command.create({"name": work.word("Skill")})]}
    )
