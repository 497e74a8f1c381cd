import logging

from odoo import api, fields, models
from odoo.tools import human_size, ormcache

from ..operate.outbox_state import cost_of_last_day

_logger = logging.getLogger(__name__)


class BridgeWatch(models.Model):
    """What the pages add to a watch: what it costs, and who paused it when."""

    _inherit = "bridge.watch"

    rows_of_day = fields.Integer(
        "Changes in 24 h", compute="_compute_cost", help="Outbox rows of this model captured in the last 24 hours."
    )
    size_of_day = fields.Char(
        "Size in 24 h",
        compute="_compute_cost",
        help="What those rows take on the disk of the database, compressed, until they are cleaned up.",
    )
    paused_by = fields.Many2one("res.users", readonly=True, help="Who paused it last.")
    paused_at = fields.Datetime(readonly=True, help="Changes made from then on are not captured.")
    resumed_by = fields.Many2one("res.users", readonly=True, help="Who ended the last pause.")
    resumed_at = fields.Datetime(readonly=True, help="Changes made from then on are captured again.")

    def _compute_cost(self):
        cost = cost_of_last_day(self.env.cr)
        for watch in self:
            watch.rows_of_day, size = cost.get(watch.model, (0, 0))
            watch.size_of_day = human_size(size)

    def action_pause(self):
        """Stop capturing; the client asked for confirmation."""
        self.write({"paused": True})

    def action_resume(self):
        """Capture again from now on."""
        self.write({"paused": False})

    def write(self, vals):
        """Whoever turns the switch, by button or RPC, is noted with the time; nobody may write the note."""
        turned = self.filtered(lambda watch: watch.paused != vals["paused"]) if "paused" in vals else self.browse()
        result = super().write(vals)
        if turned:
            turned.sudo()._note_turn(vals["paused"])
        return result

    def _note_turn(self, paused):
        who, when = ("paused_by", "paused_at") if paused else ("resumed_by", "resumed_at")
        self.write({who: self.env.uid, when: fields.Datetime.now()})
        for watch in self:
            _logger.info("watch of %s %s by %s", watch.model, "paused" if paused else "resumed", self.env.user.login)

    @api.model
    @ormcache()
    def _watched_models(self):
        """The models with an active watch, paused or not. Cached: each form view that is built asks."""
        self.env.cr.execute("SELECT model FROM bridge_watch WHERE active")
        return frozenset(model for (model,) in self.env.cr.fetchall())

    def _forget_plans(self):
        # form views carry the Integration button of watched models
        self.env.registry.clear_cache("templates")
        return super()._forget_plans()
