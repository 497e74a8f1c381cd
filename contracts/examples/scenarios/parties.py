"""A supplier is entered, gets an address of mail, is bought from, gets a bank account, and is put away."""


def play(stage):
    parties = stage.env["res.partner"]
    address = {"street": "Werkstr. 1", "zip": "70173", "city": "Stuttgart", "country_id": stage.env.ref("base.de").id}
    supplier = parties.create({"name": "Schrauben AG", "is_company": True, "ref": "SUP-1", "vat": "DE136695976", **address})
    stage.record({"res.partner create": "party-created"})
    supplier.write({"email": "sales@example.org", "phone": "+49 711 1234"})
    stage.record({"res.partner update": "party-updated"})
    supplier.supplier_rank = 1
    stage.record({"res.partner update": "party-became-supplier"})
    supplier.supplier_rank = 2
    stage.record({"res.partner update": "party-rank-raised"})
    account = stage.env["res.partner.bank"].create(
        {
            "partner_id": supplier.id,
            "acc_number": "DE02120300000000202051",
            "bank_id": stage.env["res.bank"].create({"name": "Musterbank", "bic": "BYLADEM1001"}).id,
        }
    )
    stage.record({"res.partner.bank create": "bank-account-created"})
    account.allow_out_payment = True
    stage.record({"res.partner.bank update": "bank-account-released"})
    supplier.customer_rank = 1
    stage.record({"res.partner update": "party-became-customer"})
    supplier.active = False
    stage.record({"res.partner update": "party-archived"})
