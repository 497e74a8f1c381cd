"""Records contracts/examples/changes from a real Odoo. Runs inside `odoo shell`, on a copy of a database
with demo data in which the addon nats_bridge is installed; it commits, so the copy is spoilt afterwards:

    odoo shell -d golden --addons-path=... < contracts/examples/record.py

Environment: CONTRACTS_DIR (the folder contracts/, compiled), RECORD_TO (an existing folder to write into).
Commands are applied for real, by the service user of generated/service-users.json.
"""

# ruff: noqa: F821  # `env` is given by odoo shell
import hashlib
import json
import os
import subprocess

from odoo.addons.nats_bridge.capture.fold import fold_external

CONTRACTS = os.environ["CONTRACTS_DIR"]
TARGET = os.environ["RECORD_TO"]
TO_OPERATIONS = """
import { catalog } from '%s/dist/index.js';
const [, type, input] = process.argv;
const command = catalog.commands.get(type);
console.log(JSON.stringify(command.toOdoo(command.input.parse(JSON.parse(input)))));
"""
GENERATED = os.path.join(CONTRACTS, "generated")


def generated(name):
    with open(os.path.join(GENERATED, name), encoding="utf-8") as file:
        return json.load(file)


def canonical(record):
    return f"odoo:{env.cr.dbname}:{record._name}:{record.id}"


def provide_users():
    for wanted in generated("service-users.json")["users"]:
        groups = [env.ref(name).id for name in wanted["groups"]]
        user = (
            env["res.users"]
            .with_context(no_reset_password=True)
            .create({"name": wanted["name"], "login": wanted["login"], "group_ids": [(6, 0, groups)]})
        )
        for allowance in wanted["allowances"]:
            fields = ",".join(allowance.get("fields", []))
            values = {key: allowance.get(key) for key in ("model", "operation", "method")}
            env["bridge.allowance"].create({**values, "user_id": user.id, "field_names": fields})


def apply(contract, data):
    script = TO_OPERATIONS % CONTRACTS
    command = ["node", "--input-type=module", "-e", script, contract, json.dumps(data)]
    operations = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    domain = contract.split(".", maxsplit=1)[0]
    user = env["res.users"].search([("login", "=", f"bridge-{domain}")])
    request = {
        "command_id": f"example-{contract}",
        "type": contract,
        "digest": hashlib.sha256(json.dumps(data).encode()).hexdigest(),
        "actor": "example",
        "correlation_id": f"example-{contract}",
        "operations": operations,
    }
    answer = env(user=user.id, su=False)["bridge.command"].apply(request)
    assert answer["outcome"] == "applied", answer
    example = {"input": data, "operations": operations, "fromAddon": answer["answer"]}
    store("commands", contract, example)


def store(folder, name, content):
    with open(os.path.join(TARGET, folder, f"{name}.json"), "w", encoding="utf-8") as file:
        json.dump(content, file, indent=2, ensure_ascii=False)
        file.write("\n")


def told_since(start):
    env.cr.execute("SELECT payload FROM bridge_outbox WHERE id > %s ORDER BY id", [start])
    return [payload for (payload,) in env.cr.fetchall()]


def record(names, fold=None):
    """Commit, and store each new change under the name that `names` gives its model and op."""
    env.cr.execute("SELECT coalesce(max(id), 0) FROM bridge_outbox")
    start = env.cr.fetchone()[0]
    env.cr.commit()
    if fold:
        fold(env.cr)
        env.cr.commit()
    for change in told_since(start):
        key = f"{change['model']} {change['op']}"
        if key in names:
            store("changes", names[key], change)
        else:
            print("not stored:", key)
    env.cr.commit()


def new_order(supplier, product, other, section=True):
    lines = [
        {"product_id": product.id, "product_qty": 10, "price_unit": 2.505, "discount": 2.5},
        {"product_id": other.id, "product_qty": 4, "price_unit": 0.1, "tax_ids": []},
    ]
    if section:
        lines.insert(0, {"display_type": "line_section", "name": "Screws", "product_qty": 0})
    values = {"partner_id": supplier.id, "partner_ref": "SO-77", "order_line": [(0, 0, line) for line in lines]}
    return env["purchase.order"].create(values)


def new_product(name, code, barcode=None):
    values = {"name": name, "default_code": code, "barcode": barcode, "type": "consu", "is_storable": True}
    return env["product.product"].create(values)


def play():
    country = env.ref("base.de")
    address = {"street": "Werkstr. 1", "zip": "70173", "city": "Stuttgart", "country_id": country.id}
    supplier = env["res.partner"].create(
        {"name": "Schrauben AG", "is_company": True, "ref": "SUP-1", "vat": "DE136695976", **address}
    )
    record({"res.partner create": "party-created"})
    supplier.write({"email": "sales@example.org", "phone": "+49 711 1234"})
    record({"res.partner update": "party-updated"})
    supplier.supplier_rank = 1
    record({"res.partner update": "party-became-supplier"})
    supplier.supplier_rank = 2
    record({"res.partner update": "party-rank-raised"})
    contact = env["res.partner"].create({"name": "Eva Stahl", "parent_id": supplier.id, "email": "eva@example.org"})
    product, other = new_product("Screw M4", "M4", "4006381333931"), new_product("Nut M4", "N4")
    env.cr.commit()

    order = new_order(contact, product, other)
    record({"purchase.order create": "purchase-order-created"})
    apply("procurement.confirm-purchase-order.v1", {"purchaseOrderId": canonical(order)})
    record({"purchase.order update": "purchase-order-approved", "stock.picking create": "goods-receipt-expected"})
    screws, nuts = order.order_line.filtered("product_id")
    nuts.product_qty = 5
    record({"purchase.order update": "purchase-order-edited"})
    receive = {
        "purchaseOrderId": canonical(order),
        "lines": [
            {"lineId": canonical(screws), "quantity": "4.5"},
            {"lineId": canonical(nuts), "quantity": "5", "uom": "Units"},
        ],
        "deliveryNote": "DN-2026-17",
        "backOrder": True,
    }
    apply("procurement.receive-goods.v1", receive)
    record(
        {
            "stock.picking update": "goods-receipt-posted",
            "stock.picking create": "goods-receipt-back-order",
            "purchase.order update": "purchase-order-received",
        }
    )
    env.cr.execute("UPDATE purchase_order SET partner_ref = 'SO-78' WHERE id = %s", [order.id])
    env.cr._cnx.commit()  # as psql would: past Odoo, so that nothing folds it before its commit
    record({"purchase.order update": "purchase-order-external"}, fold=fold_external)

    withdrawn = new_order(supplier, product, other, section=False)
    env.cr.commit()
    withdrawn.button_cancel()
    record({"purchase.order update": "purchase-order-cancelled"})
    withdrawn.unlink()
    record({"purchase.order delete": "purchase-order-deleted"})


provide_users()
watch_user = env["res.users"].search([("login", "=", "bridge-watch")])
print(env(user=watch_user.id, su=False)["bridge.watch"].push(generated("watches.json")["watches"]))
env.cr.commit()
play()
