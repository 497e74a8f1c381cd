import logging

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..operate import retry

_logger = logging.getLogger(__name__)



class BridgeStuckChange(models.Model):
    """A change that the relay could not publish and passed over, so that the others go on."""

    _name = "bridge.stuck.change"
    _inherit = "bridge.evidence"
    _description = "Bridge Stuck Change"
    _order = "id desc"
    _rec_name = "change_id"
    _log_access = False
    _allow_sudo_commands = False

    change_id = fields.Char("Change Id", required=True, readonly=True, help="The id of the change everywhere.")
    model = fields.Char(readonly=True, help="The record's model, by its technical name.")
    record_id = fields.Many2oneReference(model_field="model", readonly=True, aggregator=None)
    reason = fields.Char(required=True, readonly=True, help="What the relay found.")
    found_at = fields.Datetime("Stuck Since", readonly=True, help="When the relay found it and passed it over.")
    obstacle = fields.Selection(
        [
            (retry.OVERTAKEN, "Not needed: a later change of this record was told, with its whole newer state."),
            (retry.GONE, "Not possible: the change was cleaned up from the outbox."),
            (retry.PENDING, "The relay has not finished with it. Look again in a minute."),
        ],
        "Why No Retry",
        compute="_compute_obstacle",
        help="Why this change cannot be retried now. Empty: it can.",
    )

    _change_id_unique = models.Constraint("UNIQUE (change_id)", "A change is stuck only once.")

    def _compute_obstacle(self):
        for change in self:
            change.obstacle = retry.obstacle(self.env.cr, change.change_id, change.model, change.record_id)

    def action_retry(self):
        """Give the change to the relay once more. It is stuck again if the broker's limit is still too low."""
        self.ensure_one()
        if not self.env.user.has_group("nats_bridge.group_bridge_admin"):
            raise AccessError(self.env._("Only an administrator of the bridge may retry a change."))
        found = retry.retry(self.env.cr, self.change_id, self.model, self.record_id, self.env.uid)
        if found:
            reasons = dict(self._fields["obstacle"]._description_selection(self.env))
            raise UserError(reasons[found])
        _logger.info("change %s is retried by %s", self.change_id, self.env.user.login)
        self.invalidate_model()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("The relay takes the change again. If it stays too large, it comes back here."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
