import json

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..capture import outbox
from ..operate.outbox_state import PASSED, ROWS, STUCK

_IDS = {
    "passed": SQL("SELECT o.id FROM %s WHERE %s", ROWS, PASSED),
    "stuck": SQL("SELECT o.id FROM %s WHERE %s AND %s", ROWS, PASSED, STUCK),
}


class BridgeOutbox(models.Model):
    """The changes the relay publishes, one row per root and transaction. Evidence: nobody edits it."""

    _name = "bridge.outbox"
    _inherit = "bridge.evidence"
    _description = "Bridge outbox"
    _order = "id desc"
    _rec_name = "change_id"
    _auto = False  # xid8 and jsonb columns, and no create_uid and the like
    _log_access = False

    change_id = fields.Char(readonly=True, help="The id of this change everywhere: database uuid and row number.")
    model = fields.Char(readonly=True, help="The record's model, by its technical name.")
    record_id = fields.Many2oneReference(model_field="model", readonly=True, aggregator=None)
    op = fields.Selection(
        [
            ("create", "Created"),
            ("update", "Changed"),
            ("delete", "Deleted"),
            ("snapshot", "Snapshot"),
            ("passed", "Date Passed"),
        ],
        readonly=True,
        string="What",
    )
    version = fields.Integer(readonly=True, aggregator=None, help="Counts the changes told about this record.")
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
    login = fields.Char(readonly=True, string="User", help="Who made the change. Empty: made outside Odoo's users.")
    command_id = fields.Char(readonly=True, help="The command whose effect this change is.")
    payload = fields.Json(readonly=True)
    payload_text = fields.Text(
        compute="_compute_payload_text", string="Message", help="What is published, word by word."
    )
    state = fields.Selection(
        [("waiting", "Waiting"), ("published", "Published"), ("stuck", "Stuck")],
        compute="_compute_state",
        search="_search_state",
        help="Waiting: the relay has not published it yet. Published: the stream has acknowledged it."
        " Stuck: the broker cannot take it and the others went on, see Stuck Changes.",
    )

    def init(self):
        outbox.create(self.env.cr)
        # a few KiB however long the outbox is, as rows lie in the order of their time
        self.env.cr.execute(
            "CREATE INDEX IF NOT EXISTS bridge_outbox_occurred_at ON bridge_outbox USING brin (occurred_at)"
        )

    @api.depends("payload")
    def _compute_payload_text(self):
        for row in self:
            row.payload_text = json.dumps(row.payload, indent=2, ensure_ascii=False)

    def _compute_state(self):
        passed, stuck = (
            {id_ for (id_,) in self.env.execute_query(SQL("%s AND o.id = ANY(%s)", _IDS[name], self.ids))}
            for name in ("passed", "stuck")
        )
        for row in self:
            row.state = "stuck" if row.id in stuck else "published" if row.id in passed else "waiting"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = {
            "waiting": Domain("id", "not in", _IDS["passed"]),
            "published": Domain("id", "in", _IDS["passed"]) & Domain("id", "not in", _IDS["stuck"]),
            "stuck": Domain("id", "in", _IDS["stuck"]),
        }
        return Domain.OR(domains[state] for state in value if state in domains)
