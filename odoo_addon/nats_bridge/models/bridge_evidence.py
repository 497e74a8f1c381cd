from odoo import api, models
from odoo.exceptions import AccessError

# Rows come from the addon's own SQL only. An object, not a value: JSON cannot spell it, and nobody holds it so far.
_EVIDENCE_KEY = object()


class BridgeEvidence(models.AbstractModel):
    """Rows that nobody edits through the ORM or RPC, not even the superuser."""

    _name = "bridge.evidence"
    _description = "Bridge Evidence"

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
            raise AccessError(self.env._("%s: this is evidence and cannot be changed.", self._description))
