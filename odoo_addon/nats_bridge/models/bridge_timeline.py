from odoo import fields, models
from odoo.tools import SQL

from ..operate.outbox_state import PASSED, ROWS, STUCK

# Three kinds of entries share one list, so each takes every third id.
_CHANGE, _COMMAND, _EFFECT = range(3)

# The conditions on model and record reach the indexes of both tables through the UNION ALL.
_ENTRIES = SQL(
    """
    SELECT o.id * 3 + %(change)s AS id, o.model, o.record_id, 'out' AS direction, o.op AS kind, o.occurred_at AS at,
           coalesce(o.payload->'passed'->>'moment',
                    (SELECT string_agg(name, ', ') FROM jsonb_array_elements_text(o.payload->'fields') AS name)) AS detail,
           o.version, o.login AS who, o.origin, o.command_id,
           CASE WHEN NOT %(passed)s THEN 'waiting' WHEN %(stuck)s THEN 'stuck' ELSE 'published' END AS state
      FROM %(rows)s
     UNION ALL
    SELECT c.id::bigint * 3 + %(command)s, c.subject_model, c.subject_id, 'in', 'about', c.applied_at,
           concat_ws(': ', c.type, c.refusal_code), NULL, c.actor, NULL, c.command_id, c.outcome
      FROM bridge_command AS c
     WHERE c.subject_model IS NOT NULL
     UNION ALL
    SELECT o.id * 3 + %(effect)s, o.model, o.record_id, 'in', 'effect', c.applied_at,
           c.type, NULL, c.actor, NULL, c.command_id, c.outcome
      FROM bridge_outbox AS o JOIN bridge_command AS c ON c.command_id = o.command_id
     WHERE (c.subject_model, c.subject_id) IS DISTINCT FROM (o.model::varchar, o.record_id)
    """,
    change=_CHANGE,
    command=_COMMAND,
    effect=_EFFECT,
    passed=PASSED,
    stuck=STUCK,
    rows=ROWS,
)


class BridgeTimeline(models.Model):
    """What left and what reached a record, newest first: rows of the outbox and of the commands."""

    _name = "bridge.timeline"
    _description = "Bridge Timeline"
    _order = "at desc, id desc"
    _rec_name = "detail"
    _auto = False
    _log_access = False
    _table_query = _ENTRIES

    model = fields.Char(readonly=True)
    record_id = fields.Many2oneReference(model_field="model", readonly=True, aggregator=None)
    direction = fields.Selection(
        [("out", "Out"), ("in", "In")],
        readonly=True,
        help="Out: a change told to other systems. In: a command sent to Odoo.",
    )
    kind = fields.Selection(
        [
            ("create", "Created"),
            ("update", "Changed"),
            ("delete", "Deleted"),
            ("snapshot", "Snapshot"),
            ("passed", "Date Passed"),
            ("about", "Command"),
            ("effect", "Command with an effect here"),
        ],
        string="What",
        readonly=True,
        help="A command with an effect here was about another record, but changed this one too.",
    )
    at = fields.Datetime("When", readonly=True)
    detail = fields.Char(
        "Details", readonly=True, help="Of a change: the fields that changed, or what the date brought. Of a command: its type, and why refused."
    )
    version = fields.Integer(
        readonly=True, aggregator=None, help="Counts the changes told about this record. Commands have none."
    )
    who = fields.Char(
        readonly=True,
        help="Of a change: the user who made it. Of a command: who sent it. Empty: made outside Odoo's users.",
    )
    origin = fields.Selection(
        [("orm", "Odoo"), ("external", "Outside Odoo")],
        readonly=True,
        help="Outside Odoo: by SQL, or while modules were loading. Then nobody knows who it was.",
    )
    command_id = fields.Char(
        "Command Id", readonly=True, help="The command itself, or the one whose effect this change is."
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("published", "Published"),
            ("stuck", "Stuck"),
            ("applied", "Applied"),
            ("refused", "Refused"),
        ],
        readonly=True,
        help="Waiting: the relay has not published it yet. Published: the stream has acknowledged it."
        " Stuck: the broker cannot take it, see Stuck Changes.",
    )

    def action_open(self):
        """Open the change or the command behind the entry, with its content."""
        self.ensure_one()
        number, source = divmod(self.id, 3)
        if source == _CHANGE:
            return self._form_of("bridge.outbox", number)
        if source == _COMMAND:
            return self._form_of("bridge.command", number)
        command = self.env["bridge.command"].search([("command_id", "=", self.command_id)])
        return self._form_of("bridge.command", command.id)

    def _form_of(self, model, number):
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": number,
            "views": [(False, "form")],
        }
