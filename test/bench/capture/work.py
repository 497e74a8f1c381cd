"""What is measured: each task is prepared uncounted, then done and committed counted."""

from odoo import Command
from odoo.api import Environment

ADMIN = 2
LINES, PARTNERS, INVOICES = 20, 1000, 100
# Repetitions in one measurement, so that each takes some tenths of a second.
REPEAT = {"write": 40, "write_json2": 30, "po_confirm": 3, "partners": 1, "invoices": 1}


class Work:
    """The tasks on one database, by name: ``prepare(task)`` then ``do(task, prepared)``."""

    def __init__(self, registry):
        self._registry = registry
        self._count = 0
        with self._transaction() as env:
            supplier = env["res.partner"].create({"name": "Bench supplier", "is_company": True, "ref": "B0"})
            product = env["product.product"].create({"name": "Bench part", "type": "consu", "default_code": "BP"})
            self.partner_id, self._product_id = supplier.id, product.id

    def _transaction(self):
        return _Transaction(self._registry)

    def prepare(self, task):
        """Ids of the records the task will work on, committed."""
        make = {"po_confirm": self._orders, "invoices": self._invoices}.get(task)
        return make() if make else []

    def do(self, task, ids):
        """The measured part."""
        getattr(self, f"_do_{task}")(ids)

    def _orders(self):
        with self._transaction() as env:
            line = {"product_id": self._product_id, "product_qty": 3, "price_unit": 12.5}
            orders = env["purchase.order"].create([
                {"partner_id": self.partner_id, "order_line": [Command.create(line) for _ in range(LINES)]}
                for _ in range(REPEAT["po_confirm"])])
            return orders.ids

    def _invoices(self):
        with self._transaction() as env:
            line = {"product_id": self._product_id, "quantity": 2, "price_unit": 40}
            return env["account.move"].create([
                {"move_type": "out_invoice", "partner_id": self.partner_id, "invoice_date": "2026-01-15",
                 "invoice_line_ids": [Command.create(line)]} for _ in range(INVOICES)]).ids

    def _do_write(self, _ids):
        for _ in range(REPEAT["write"]):
            self._count += 1
            with self._transaction() as env:
                env["res.partner"].browse(self.partner_id).write({"ref": f"B{self._count}"})

    def _do_po_confirm(self, ids):
        for id_ in ids:
            with self._transaction() as env:
                env["purchase.order"].browse(id_).button_confirm()

    def _do_partners(self, _ids):
        with self._transaction() as env:
            env["res.partner"].create([{"name": f"Bench {number}", "phone": "+49 30 1234567", "city": "Berlin"}
                                       for number in range(PARTNERS)])

    def _do_invoices(self, ids):
        with self._transaction() as env:
            env["account.move"].browse(ids).action_post()


class _Transaction:
    """One request's worth: a cursor of its own, flushed and committed at the end."""

    def __init__(self, registry):
        self._registry = registry

    def __enter__(self):
        self._cr = self._registry.cursor()
        self._env = Environment(self._cr, ADMIN, {"lang": "en_US", "tz": "UTC"})
        return self._env

    def __exit__(self, kind, _error, _traceback):
        try:
            if kind is None:
                # as service.model.retrying does: the flush of its own comes before the commit
                self._env.cr.flush()
                self._cr.commit()
        finally:
            self._cr.close()
