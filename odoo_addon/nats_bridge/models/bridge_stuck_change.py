from odoo import api, fields, models
from odoo.exceptions import AccessError

# Rows come from the relay's SQL only. An object, not a value: JSON cannot spell it.
_EVIDENCE_KEY = object()


class BridgeStuckChange(models.Model):
    """A change that the relay could not publish and passed over, so that the others go on."""

    _name = "bridge.stuck.change"
    _description = "Bridge Stuck Change"
    _order = "id desc"
    _rec_name = "change_id"
    _log_access = False
    _allow_sudo_commands = False

    change_id = fields.Char(required=True, readonly=True)
    model = fields.Char(readonly=True)
    record_id = fields.Integer(readonly=True, aggregator=None)
    reason = fields.Char(required=True, readonly=True)
    found_at = fields.Datetime(readonly=True)

    _change_id_unique = models.Constraint("UNIQUE (change_id)", "A change is stuck only once.")

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
            raise AccessError(self.env._("Stuck changes are evidence and cannot be changed."))
