import json

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..capture import outbox

# Whoever holds this object itself (not a copy, so nothing that came over RPC) may write. Nobody does so far:
# the fold and the relay write by SQL.
OUTBOX_KEY = object()

# Commit-safe: a row is published when its lane's last two windows say so, not because its id is low.
_PUBLISHED = SQL(
    """SELECT o.id FROM bridge_outbox o, bridge_relay_progress p, LATERAL (
             SELECT CASE WHEN o.lane = 'bulk' THEN p.bulk_from ELSE p.window_from END::pg_snapshot,
                    CASE WHEN o.lane = 'bulk' THEN p.bulk_to ELSE p.window_to END::pg_snapshot,
                    CASE WHEN o.lane = 'bulk' THEN p.bulk_last_id ELSE p.last_id END
             ) AS at(seen, opened, last_id)
        WHERE o.xid < pg_snapshot_xmax(at.seen)
          AND NOT EXISTS (SELECT FROM pg_snapshot_xip(at.seen) AS open WHERE open = o.xid)
           OR pg_visible_in_snapshot(o.xid, at.opened) AND o.id <= at.last_id
           OR o.lane = 'bulk' AND o.id = ANY(p.ahead)"""
)


class BridgeOutbox(models.Model):
    """The changes the relay publishes, one row per root and transaction. Evidence: nobody edits it."""

    _name = "bridge.outbox"
    _description = "Bridge outbox"
    _order = "id desc"
    _rec_name = "change_id"
    _auto = False  # xid8 and jsonb columns, and no create_uid and the like
    _log_access = False

    change_id = fields.Char(readonly=True, help="The id of this change everywhere: database uuid and row number.")
    model = fields.Char(readonly=True)
    record_id = fields.Many2oneReference(model_field="model", readonly=True)
    op = fields.Selection(
        [("create", "Created"), ("update", "Changed"), ("delete", "Deleted"), ("snapshot", "Snapshot")],
        readonly=True,
        string="What",
    )
    version = fields.Integer(readonly=True, help="Counts the changes told about this record.")
    occurred_at = fields.Datetime(
        readonly=True, string="When", help="Clock of the database when the change was folded."
    )
    origin = fields.Selection(
        [("orm", "Odoo"), ("external", "Outside Odoo")],
        readonly=True,
        help="Outside Odoo: by SQL, or while modules were loading. Then nobody knows who it was.",
    )
    lane = fields.Selection(
        [("live", "Live"), ("bulk", "Bulk")],
        readonly=True,
        help="Transactions about very many records travel behind the others.",
    )
    login = fields.Char(readonly=True, string="User")
    command_id = fields.Char(readonly=True, help="The command whose effect this change is.")
    payload = fields.Json(readonly=True)
    payload_text = fields.Text(compute="_compute_payload_text", string="Message")
    state = fields.Selection(
        [("waiting", "Waiting"), ("published", "Published")],
        compute="_compute_state",
        search="_search_state",
        help="Published: the stream has acknowledged it.",
    )

    def init(self):
        outbox.create(self.env.cr)

    @api.depends("payload")
    def _compute_payload_text(self):
        for row in self:
            row.payload_text = json.dumps(row.payload, indent=2, ensure_ascii=False)

    def _compute_state(self):
        self.env.cr.execute(SQL("SELECT id FROM (%s) AS p(id) WHERE id = ANY(%s)", _PUBLISHED, self.ids))
        published = {id_ for (id_,) in self.env.cr.fetchall()}
        for row in self:
            row.state = "published" if row.id in published else "waiting"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        asked = set(value) & {"waiting", "published"}
        if len(asked) != 1:
            return [(1, "=", len(asked) // 2)]
        return [("id", "in" if "published" in asked else "not in", _PUBLISHED)]

    def _check_key(self):
        if self.env.context.get("bridge_outbox_key") is not OUTBOX_KEY:
            raise AccessError(self.env._("The outbox is evidence: nobody may change it."))

    @api.model_create_multi
    def create(self, vals_list):
        self._check_key()
        return super().create(vals_list)

    def write(self, vals):
        self._check_key()
        return super().write(vals)

    def unlink(self):
        self._check_key()
        return super().unlink()
