"""Products, variants, categories, translations."""

from odoo import Command

from ..work import operation

_OURS = [("default_code", "=like", "O%")]


@operation("product: create with variants")
def create(work):
    attribute = work.env["product.attribute"].create(
        {"name": work.word("Size"), "value_ids": [Command.create({"name": size}) for size in "SML"]}
    )
    work.env["product.template"].create(
        {
            "name": work.word("Shirt"),
            "list_price": work.amount(),
            "attribute_line_ids": [
                Command.create({"attribute_id": attribute.id, "value_ids": [Command.set(attribute.value_ids[:2].ids)]})
            ],
        }
    )


@operation("product: one variant more")
def more_variants(work):
    line = work.one("product.template.attribute.line", [("product_tmpl_id.name", "=like", "Shirt%")])
    line.value_ids = [Command.link(value.id) for value in line.attribute_id.value_ids]


@operation("product: one variant less")
def fewer_variants(work):
    line = work.one("product.template.attribute.line", [("product_tmpl_id.name", "=like", "Shirt%")])
    line.value_ids = [Command.set(line.value_ids[:1].ids)]


@operation("product: translate")
def translate(work):
    work.one("product.template").with_context(lang="fr_FR").name = work.word("Chemise")


@operation("product: rename in English")
def rename(work):
    work.one("product.template").with_context(lang="en_US").write(
        {"name": work.word("Thing"), "description_sale": work.word("Text")}
    )


@operation("product: translate several languages at once")
def translations(work):
    template = work.one("product.template")
    template.update_field_translations("name", {"fr_FR": work.word("Objet"), "en_US": work.word("Object")})


@operation("product: cost of this company")
def cost(work):
    work.one("product.product", _OURS).standard_price = work.amount()


@operation("product: price and taxes")
def price(work):
    taxes = work.some("account.tax", [("type_tax_use", "=", "sale")], most=2)
    work.one("product.template").write({"list_price": work.amount(), "taxes_id": [Command.set(taxes.ids)]})


@operation("product: archive with its variants")
def archive(work):
    work.one("product.template", [("name", "=like", "Shirt%")]).action_archive()


@operation("product: delete")
def delete(work):
    work.one("product.template", [("name", "=like", "Shirt%")]).unlink()


@operation("product: category moves in the tree")
def move_category(work):
    one, other = work.some("product.category", least=2, most=2)
    one.parent_id = False if one.parent_id else other


@operation("product: rename a category and its descendants' paths")
def rename_category(work):
    work.one("product.category").name = work.word("Category")


@operation("product: category with accounts of this company")
def category_accounts(work):
    account = work.one("account.account", [("account_type", "=", "expense")])
    work.one("product.category").property_account_expense_categ_id = account


@operation("product: another category")
def change_category(work):
    work.some("product.template", most=4).categ_id = work.one("product.category")


@operation("product: suppliers")
def suppliers(work):
    template = work.one("product.template")
    if template.seller_ids and work.number(0, 1):
        template.seller_ids[0].unlink()
    else:
        template.seller_ids = [
            Command.create({"partner_id": work.partner().id, "price": work.amount(), "product_code": work.word("S")})
        ]


@operation("product: tags from the tag's side")
def tags(work):
    tag = work.env["product.tag"].create({"name": work.word("Tag")})
    tag.product_template_ids = [Command.set(work.some("product.template", most=5).ids)]
