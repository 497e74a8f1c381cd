"""Imports through load(), as the web client's import does them."""

from ..work import operation


def _load(work, model, header, rows):
    result = work.env[model].load(header, rows)
    if not result["ids"]:
        raise AssertionError(f"import into {model}: {result['messages']}")


@operation("import: partners with contacts")
def partners(work):
    rows = [
        [f"oracle.{work.word('p').replace(' ', '_')}", work.word("Imported"), "Antwerp", work.word("Person")]
        for _ in range(work.number(5, 25))
    ]
    _load(work, "res.partner", ["id", "name", "city", "child_ids/name"], rows)


@operation("import: the same partners again, changed")
def again(work):
    known = work.some("ir.model.data", [("module", "=", "oracle"), ("model", "=", "res.partner")], most=8)
    rows = [
        [f"oracle.{data.name}", work.word("Imported again"), work.rng.choice(["Antwerp", "Mechelen"])]
        for data in known.filtered(lambda data: work.env["res.partner"].browse(data.res_id).exists())
    ]
    _load(work, "res.partner", ["id", "name", "city"], rows)


@operation("import: products with translations and categories")
def products(work):
    rows = [[work.word("Imported"), work.word("C"), "12.5", "All"] for _ in range(work.number(3, 12))]
    category = work.env["product.category"].search([], limit=1)
    _load(
        work,
        "product.template",
        ["name", "default_code", "list_price", "categ_id/.id"],
        [[*row[:3], str(category.id)] for row in rows],
    )


@operation("import: purchase orders with lines")
def orders(work):
    partner, product = work.partner(), work.product()
    head = [str(partner.id), work.word("REF"), str(product.id), "2", "3.25"]
    _load(
        work,
        "purchase.order",
        [
            "partner_id/.id",
            "partner_ref",
            "order_line/product_id/.id",
            "order_line/product_qty",
            "order_line/price_unit",
        ],
        [head, ["", "", *head[2:]]],
    )


@operation("import: many partners, as bulk")
def many(work):
    _load(work, "res.partner", ["name", "ref"], [[work.word("Many"), work.word("R")] for _ in range(230)])


@operation("import: one bad row, then one by one, then nothing")
def bad_row(work):
    rows = [[work.word("Never"), "R"], ["", "without a name"], [work.word("Never"), "R"]]
    if work.env["res.partner"].load(["name", "ref"], rows)["ids"]:
        raise AssertionError("a partner without a name was imported")
    work.one("res.partner", [("user_ids", "=", False)]).ref = work.word("R")
