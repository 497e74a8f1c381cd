from odoo import fields, models


class BridgeStuckRetry(models.Model):
    """Who gave which stuck change to the relay once more. Evidence: nobody edits it."""

    _name = "bridge.stuck.retry"
    _inherit = "bridge.evidence"
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
