"""A product with two variants and a supplier's price is entered, gets dearer and is discontinued; a unit and a category."""


def play(stage):
    category = stage.env["product.category"].create({"name": "Screws", "parent_id": stage.env.ref("product.product_category_goods").id})
    stage.record({"product.category create": "product-category-created"})
    unit = stage.env["uom.uom"].create(
        {"name": "Box of 200", "relative_uom_id": stage.env.ref("uom.product_uom_unit").id, "relative_factor": 200}
    )
    stage.record({"uom.uom create": "unit-created"})
    supplier = stage.env["res.partner"].create({"name": "Schrauben AG", "is_company": True, "ref": "SUP-1"})
    length = stage.env["product.attribute"].create(
        {"name": "Length", "value_ids": [(0, 0, {"name": "10 mm"}), (0, 0, {"name": "20 mm"})]}
    )
    stage.settle()
    product = stage.env["product.template"].create(
        {
            "name": "Screw M6",
            "type": "consu",
            "is_storable": True,
            "categ_id": category.id,
            "list_price": 0.125,
            "attribute_line_ids": [(0, 0, {"attribute_id": length.id, "value_ids": [(6, 0, length.value_ids.ids)]})],
            "seller_ids": [(0, 0, _price(supplier, unit))],
        }
    )
    product.product_variant_ids[0].write({"default_code": "M6-10", "barcode": "4006381333948"})
    stage.record({"product.template create": "product-created"})
    product.list_price = 0.15
    stage.record({"product.template update": "product-price-raised"})
    product.product_variant_ids[1].default_code = "M6-20"
    stage.record({"product.template update": "product-variant-coded"})
    product.active = False
    stage.record({"product.template update": "product-discontinued"})


def _price(supplier, unit):
    return {"partner_id": supplier.id, "product_code": "SX6", "min_qty": 5, "product_uom_id": unit.id, "price": 14.5, "delay": 7}
