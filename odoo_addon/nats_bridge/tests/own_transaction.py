from odoo import sql_db
from odoo.api import SUPERUSER_ID, Environment
from odoo.tests import get_db_name


class Transaction:
    """A superuser environment on a connection of its own; commits when left without an error."""

    def __enter__(self):
        self._cr = sql_db.db_connect(get_db_name()).cursor()
        return Environment(self._cr, SUPERUSER_ID, {})

    def __exit__(self, error_type, error, traceback):
        return self._cr.__exit__(error_type, error, traceback)
