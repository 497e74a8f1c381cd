"""SQL: raw in one of Odoo's cursors, and from programs that are not Odoo."""

import subprocess

from ..work import operation, scenario


@operation("sql: update in a cursor")
def update(work):
    work.env.cr.execute(
        "UPDATE res_partner SET city = %s WHERE id = ANY(%s)",
        (work.word("City"), work.some("res.partner", most=4).ids),
    )


@operation("sql: update and ORM on the same record")
def update_and_orm(work):
    partner = work.one("res.partner", [("user_ids", "=", False)])
    partner.street = work.word("By the ORM")
    partner.flush_recordset()
    work.env.cr.execute(
        "UPDATE res_partner SET street2 = %s, zip = NULL WHERE id = %s", (work.word("By SQL"), partner.id)
    )
    partner.invalidate_recordset()
    partner.zip = "9000"


@operation("sql: relation rows replaced in a cursor")
def relation(work):
    partner, other = work.some("res.partner", least=2, most=2)
    table = "res_partner_res_partner_category_rel"
    work.env.cr.execute(f"DELETE FROM {table} WHERE partner_id = %s", (partner.id,))
    work.env.cr.execute(
        f"""INSERT INTO {table} (partner_id, category_id) SELECT %s, category_id FROM {table} WHERE partner_id = %s
            UNION SELECT %s, id FROM res_partner_category WHERE id = %s""",
        (partner.id, other.id, partner.id, work.one("res.partner.category").id),
    )


@operation("sql: delete in a cursor, with cascades")
def delete(work):
    order = work.one("purchase.order", [("state", "in", ("draft", "cancel"))])
    work.env.flush_all()  # what an operation before this one has not written would be lost with the cache, and Odoo notices
    work.env.cr.execute("DELETE FROM purchase_order WHERE id = %s", (order.id,))
    work.env.invalidate_all(flush=False)


@operation("sql: there and back in one statement each")
def there_and_back(work):
    partner = work.one("res.partner")
    for name in ("Elsewhere", partner.city or None):
        work.env.cr.execute("UPDATE res_partner SET city = %s WHERE id = %s", (name, partner.id))


@operation("sql: translations and company values written as json")
def json_columns(work):
    product = work.one("product.product", [("default_code", "=like", "O%")])
    work.env.cr.execute(
        """UPDATE product_template SET name = name || '{"fr_FR": "Ecrit"}' WHERE id = %s""",
        (product.product_tmpl_id.id,),
    )
    work.env.cr.execute(
        """UPDATE product_product SET standard_price = coalesce(standard_price, '{}')
                           || jsonb_build_object(%s, %s) WHERE id = %s""",
        (str(work.env.company.id), work.amount(), product.id),
    )


@operation("sql: dates and numbers at their edges")
def edges(work):
    work.env.cr.execute(
        """UPDATE purchase_order SET date_planned = date_planned + interval '0.25 second',
                           partner_ref = %s, notes = E'it''s\n"quoted" \\\\ [x]:1 {}' WHERE id = ANY(%s)""".replace(
            "notes", "origin"
        ),
        (work.word("R"), work.some("purchase.order", most=3).ids),
    )


@scenario("outside: update")
def outside_update(stage):
    ids = stage.ids("res.partner", most=3)
    stage.outside(
        ("UPDATE res_partner SET city = 'Outside', phone = NULL WHERE id = ANY(%s)", (ids,)),
        ("UPDATE res_partner SET city = 'Further out' WHERE id = %s", (ids[0],)),
    )


@scenario("outside: insert and delete")
def outside_insert(stage):
    color = stage.rng.randrange(12)
    insert = """INSERT INTO res_partner_category (name, color, active) VALUES ('{"en_US": "Outside"}', %s, true)"""
    stage.outside((insert, (color,)), (insert, (color,)))
    stage.outside(("DELETE FROM res_partner_category WHERE name->>'en_US' = 'Outside'", ()))


@scenario("outside: relation rows")
def outside_relation(stage):
    [partner], [tag] = stage.ids("res.partner"), stage.ids("res.partner.category")
    table = "res_partner_res_partner_category_rel"
    stage.outside(
        (f"DELETE FROM {table} WHERE partner_id = %s", (partner,)),
        (f"INSERT INTO {table} (partner_id, category_id) VALUES (%s, %s)", (partner, tag)),
    )


@scenario("outside: lines of an order")
def outside_lines(stage):
    [line] = stage.ids("purchase.order.line", [("display_type", "=", False)])
    stage.outside(("UPDATE purchase_order_line SET price_unit = price_unit + 1 WHERE id = %s", (line,)))


@scenario("outside: rolled back")
def outside_rolled_back(stage):
    [partner] = stage.ids("res.partner")
    connection = stage.outsider()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE res_partner SET city = 'Never' WHERE id = %s", (partner,))
        connection.rollback()
        cursor.execute("SAVEPOINT s; UPDATE res_partner SET city = 'Nor this'; ROLLBACK TO s")
        cursor.execute("UPDATE res_partner SET city = 'This one' WHERE id = %s", (partner,))
    stage.commit(connection)
    stage.fold_outside()


@scenario("outside: psql")
def psql(stage):
    [product] = stage.ids("product.template")
    script = f"""BEGIN; UPDATE product_template SET list_price = list_price + 1 WHERE id = {product};
                 UPDATE product_product SET active = active WHERE product_tmpl_id = {product}; COMMIT;"""
    subprocess.run(
        ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", stage.registry.db_name],
        input=script,
        text=True,
        check=True,
    )
    stage.fold_outside()


@scenario("outside: several transactions, then one fold")
def several(stage):
    ids = stage.ids("res.partner", most=2)
    for city in ("One", "Two", "Three"):
        stage.commit_outside(("UPDATE res_partner SET city = %s WHERE id = ANY(%s)", (city, ids)))
    stage.fold_outside()


@scenario("outside: a record removed before it is told")
def removed_before_told(stage):
    stage.commit_outside(("""INSERT INTO crm_tag (name, color) VALUES ('{"en_US": "Outside"}', 1)""", ()))
    stage.commit_outside(("DELETE FROM crm_tag WHERE name->>'en_US' = 'Outside'", ()))
    stage.fold_outside()
