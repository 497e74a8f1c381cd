from odoo import api, fields, models
from odoo.exceptions import AccessError

# Rows come from operate/retry.py only. An object, not a value: JSON cannot spell it.
_EVIDENCE_KEY = object()


class BridgeStuckRetry(models.Model):
    """Who gave which stuck change to the relay once more. Evidence: nobody edits it."""

    _name = "bridge.stuck.retry"
    _description = "Bridge Stuck Retry"
    _order = "id desc"
    _rec_name = "change_id"
    _log_access = False
    _allow_sudo_commands = False

    change_id = fields.Char("Change Id", required=True, readonly=True, help="The id of the change everywhere.")
    model = fields.Char(readonly=True, help="The record's model, by its technical name.")
    record_id = fields.Many2oneReference(model_field="model", readonly=True, aggregator=None)
    reason = fields.Char(required=True, readonly=True, help="Why it was stuck.")
    found_at = fields.Datetime("Stuck Since", readonly=True, help="When the relay found it stuck.")
    retried_by = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    retried_at = fields.Datetime(readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        self._require_evidence_key()
        return super().create(vals_list)

    def write(self, vals):
        self._require_evidence_key()
        return super().write(vals)

    def unlink(self):
        self._require_evidence_key()
        return super().unlink()

    def _require_evidence_key(self):
        if self.env.context.get("bridge_evidence_key") is not _EVIDENCE_KEY:
            raise AccessError(self.env._("Retries are evidence and cannot be changed."))
