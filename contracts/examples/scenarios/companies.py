"""The group founds a company."""


def play(stage):
    company = stage.env["res.company"].create({"name": "Werk Süd GmbH", "currency_id": stage.env.ref("base.EUR").id})
    stage.record({"res.company create": "company-founded"})
    company.name = "Werk Süd AG"
    stage.record({"res.company update": "company-renamed"})
