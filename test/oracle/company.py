"""What the workload needs beside Odoo's demo data: a second company, a second language, products with lots."""

from odoo import Command

PREFIX = "Oracle"


def settle(env):
    """Make it, once per database."""
    env["res.lang"]._activate_lang("fr_FR")
    env.ref("base.user_admin").write({"group_ids": [Command.link(env.ref(name).id) for name in _GROUPS]})
    # without a country: Odoo would install that country's modules
    second = env["res.company"].create({"name": f"{PREFIX} Branch", "currency_id": env.ref("base.EUR").id})
    env.ref("base.EUR").active = True
    env.ref("base.user_admin").write({"company_ids": [Command.link(second.id)]})
    env["account.chart.template"].try_loading("generic_coa", second, install_demo=False)
    if not env["stock.warehouse"].search([("company_id", "=", second.id)]):
        env["stock.warehouse"].create({"name": "Branch", "code": "BR", "company_id": second.id})
    _products(env)
    for name in ("Blue", "Green", "Red"):
        env["project.tags"].create({"name": f"{PREFIX} {name}"})
        env["crm.tag"].create({"name": f"{PREFIX} {name}"})


_GROUPS = (
    "stock.group_production_lot",
    "stock.group_stock_multi_locations",
    "account.group_account_manager",
    "account.group_account_basic",
    "stock.group_stock_manager",
    "mrp.group_mrp_manager",
    "purchase.group_purchase_manager",
    "sales_team.group_sale_manager",
    "project.group_project_manager",
    "hr_timesheet.group_timesheet_manager",
    "maintenance.group_equipment_manager",
    "uom.group_uom",
)


def _products(env):
    stocked = {"type": "consu", "is_storable": True, "list_price": 20.0, "standard_price": 8.0}
    products = env["product.product"].create(
        [
            *({"name": f"{PREFIX} Part {n}", "default_code": f"OP{n}", **stocked} for n in range(6)),
            *(
                {"name": f"{PREFIX} Batch {n}", "default_code": f"OB{n}", "tracking": "lot", **stocked}
                for n in range(2)
            ),
            *(
                {"name": f"{PREFIX} Good {n}", "default_code": f"OG{n}", "tracking": tracking, **stocked}
                for n, tracking in enumerate(("none", "lot"))
            ),
        ]
    )
    goods = products.filtered(lambda product: product.default_code.startswith("OG"))
    for good in goods:
        env["mrp.bom"].create(
            {
                "product_tmpl_id": good.product_tmpl_id.id,
                "product_qty": 1,
                "consumption": "flexible",
                "bom_line_ids": [
                    Command.create({"product_id": part.id, "product_qty": quantity})
                    for quantity, part in enumerate(products[:3], start=1)
                ],
            }
        )
    stock = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1).lot_stock_id
    for product in products.filtered(lambda product: product.tracking == "none"):
        env["stock.quant"]._update_available_quantity(product, stock, 500)
