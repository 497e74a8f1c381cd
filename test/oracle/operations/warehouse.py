"""Stock."""

from odoo import Command

from ..work import NothingToDo, operation


def stock_location(work):
    return work.env["stock.warehouse"].search([("company_id", "=", work.env.company.id)], limit=1).lot_stock_id


@operation("stock: count a product")
def count(work):
    quant = work.one(
        "stock.quant", [("location_id.usage", "=", "internal"), ("product_id.default_code", "=like", "O%")]
    )
    quant.with_context(inventory_mode=True).inventory_quantity = work.number(5, 400)
    if work.number(0, 2):
        quant.action_apply_inventory()


@operation("stock: goods found without a quant")
def found(work):
    product = work.product(work.rng.choice(["none", "lot"]))
    values = {
        "product_id": product.id,
        "location_id": stock_location(work).id,
        "inventory_quantity": work.number(1, 50),
    }
    if product.tracking == "lot":
        values["lot_id"] = work.env["stock.lot"].create({"name": work.word("LOT"), "product_id": product.id}).id
    work.env["stock.quant"].with_context(inventory_mode=True).create(values).action_apply_inventory()


@operation("stock: transfer inside the warehouse")
def transfer(work):
    warehouse = work.env["stock.warehouse"].search([("company_id", "=", work.env.company.id)], limit=1)
    shelf = work.env["stock.location"].search([("location_id", "=", warehouse.lot_stock_id.id)], limit=1)
    target = shelf or work.env["stock.location"].create({"name": "Shelf", "location_id": warehouse.lot_stock_id.id})
    picking = work.env["stock.picking"].create(
        {
            "picking_type_id": warehouse.int_type_id.id,
            "location_id": warehouse.lot_stock_id.id,
            "location_dest_id": target.id,
            "move_ids": [
                Command.create(
                    {
                        "product_id": work.product().id,
                        "product_uom_qty": work.number(1, 5),
                        "location_id": warehouse.lot_stock_id.id,
                        "location_dest_id": target.id,
                    }
                )
            ],
        }
    )
    picking.action_confirm()
    picking.action_assign()
    if work.number(0, 1):
        picking.move_ids.picked = True
        picking.with_context(skip_backorder=True).button_validate()


@operation("stock: new location")
def new_location(work):
    work.env["stock.location"].create({"name": work.word("Bay"), "location_id": stock_location(work).id})


@operation("stock: move a location in the tree")
def move_location(work):
    one, other = work.some("stock.location", [("name", "=like", "Bay%")], least=2, most=2)
    one.location_id = stock_location(work) if one.location_id == other else other


@operation("stock: rename a location with what is below it")
def rename_location(work):
    work.one("stock.location", [("usage", "=", "internal")]).name = work.word("Bay")


@operation("stock: scrap")
def scrap(work):
    product = work.product()
    work.env["stock.scrap"].create({"product_id": product.id, "scrap_qty": work.number(1, 3)}).action_validate()


@operation("stock: lot renamed and annotated")
def lot(work):
    work.one("stock.lot").write(
        {"name": work.word("LOT"), "ref": work.rng.choice(["", "x"]), "note": work.word("Note")}
    )


@operation("stock: merge duplicate quants")
def merge_quants(work):
    quant = work.one(
        "stock.quant",
        [("location_id.usage", "=", "internal"), ("quantity", ">", 2), ("product_id.default_code", "=like", "O%")],
    ).sudo()
    work.env.cr.execute(
        """INSERT INTO stock_quant (product_id, location_id, lot_id, company_id, quantity, reserved_quantity, in_date, inventory_date)
           SELECT product_id, location_id, lot_id, company_id, 1, 0, in_date, inventory_date FROM stock_quant WHERE id = %s""",
        (quant.id,),
    )
    work.env["stock.quant"]._merge_quants()
    work.env["stock.quant"]._unlink_zero_quants()


@operation("stock: reserve")
def reserve(work):
    work.one("stock.picking", [("state", "in", ("confirmed", "waiting"))]).action_assign()


@operation("stock: take a reservation back")
def unreserve(work):
    work.one("stock.picking", [("state", "=", "assigned"), ("picking_type_code", "!=", "incoming")]).do_unreserve()


@operation("stock: cancel a transfer")
def cancel(work):
    work.one("stock.picking", [("state", "in", ("confirmed", "assigned", "draft"))]).action_cancel()


@operation("stock: delete a transfer")
def delete(work):
    work.one("stock.picking", [("state", "in", ("draft", "cancel"))]).unlink()


@operation("stock: reordering rules run")
def reorder(work):
    product = work.product()
    if not product.seller_ids:
        product.seller_ids = [Command.create({"partner_id": work.partner().id, "price": 2})]
    rule = work.env["stock.warehouse.orderpoint"].search([("product_id", "=", product.id)], limit=1)
    if not rule:
        rule = rule.create({"product_id": product.id, "product_min_qty": 600, "product_max_qty": 700})
    rule.action_replenish()


@operation("stock: receipt changes its lines")
def edit_lines(work):
    picking = work.one("stock.picking", [("state", "=", "assigned"), ("picking_type_code", "=", "incoming")])
    for line in picking.move_line_ids:
        line.quantity = max(1, line.quantity - 1)
        if line.tracking == "lot":
            line.lot_name = work.word("LOT")


@operation("stock: transfer becomes another kind of transfer")
def change_type(work):
    picking = work.one("stock.picking", [("state", "=", "draft"), ("picking_type_code", "=", "internal")])
    types = work.env["stock.picking.type"].search(
        [("company_id", "=", picking.company_id.id), ("code", "=", "incoming")]
    )
    if not types:
        raise NothingToDo("no other type")
    picking.picking_type_id = types[0]
