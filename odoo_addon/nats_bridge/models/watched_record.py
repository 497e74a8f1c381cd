from odoo import api, models

from ..operate import integration_button


class Base(models.AbstractModel):
    """Every record may be watched, so every form may get the button. Asked once per cached view."""

    _inherit = "base"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form" and self._name in self.env["bridge.watch"]._watched_models():
            integration_button.add(self.env, arch)
        return arch, view
