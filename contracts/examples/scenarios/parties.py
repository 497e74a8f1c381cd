"""A supplier is entered, gets an address of mail, and is bought from."""


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
