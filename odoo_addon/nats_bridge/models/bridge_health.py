import json
from datetime import timedelta

import babel.dates
from odoo import fields, models
from odoo.tools.misc import babel_locale_parse, get_lang

from ..operate import outbox_state

# The relay publishes within milliseconds; a row that waits this long waits for something.
_LATE = timedelta(minutes=5)
_HOURS = 24


class BridgeHealth(models.Model):
    """One row without a table: how the outbox stands at this moment."""

    _name = "bridge.health"
    _description = "Bridge Health"
    _auto = False
    _log_access = False
    _table_query = "SELECT 1 AS id"

    verdict = fields.Selection(
        [("good", "Good"), ("note", "Note"), ("warning", "Warning"), ("trouble", "Trouble")],
        compute="_compute_state",
    )
    verdict_text = fields.Char(compute="_compute_state")
    waiting = fields.Integer(compute="_compute_state", help="Changes that the relay has not published yet.")
    published_today = fields.Integer(
        compute="_compute_state", help="Changes made since midnight, your time, that the stream has acknowledged."
    )
    stuck = fields.Integer(compute="_compute_state", help="Changes that the broker cannot take. The others went on.")
    oldest_waiting = fields.Datetime(
        compute="_compute_state", help="When the oldest change that still waits was made: the one figure to alarm on."
    )
    oldest_waiting_age = fields.Char("Age of the Oldest", compute="_compute_state")
    leading = fields.Boolean(
        "Relay",
        compute="_compute_state",
        help="Whether a relay holds this database's lock. One relay leads; others stand by.",
    )
    leader_since = fields.Datetime(
        compute="_compute_state", help="Since when the leading relay is connected to this database."
    )
    last_published = fields.Datetime(
        compute="_compute_state", help="When the stream last acknowledged changes of this database."
    )
    relay_seq = fields.Integer(
        "Published in Total", compute="_compute_state", help="The relay's number of the last published change."
    )
    watches = fields.Integer("Active Watches", compute="_compute_state", help="Models whose changes are captured.")
    paused = fields.Integer(
        "Paused Watches", compute="_compute_state", help="Models that an administrator paused. They tell nothing."
    )
    by_hour = fields.Text(compute="_compute_by_hour", help="Changes captured in each of the last 24 hours.")

    def _compute_display_name(self):
        for health in self:
            health.display_name = self.env._("Outbox Health")

    def _compute_state(self):
        state = outbox_state.read(self.env.cr)
        today = outbox_state.passed_since(self.env.cr, self._midnight(state["now"]))
        verdict, text = self._judge(state)
        for health in self:
            health.verdict, health.verdict_text = verdict, text
            health.waiting, health.stuck, health.published_today = state["waiting"], state["stuck"], today
            health.oldest_waiting = state["oldest_waiting"]
            health.oldest_waiting_age = self._age(state)
            health.leading, health.leader_since = state["leading"], state["leader_since"]
            health.last_published, health.relay_seq = state["last_published"], state["relay_seq"]
            health.watches, health.paused = state["watches"], state["paused"]

    def _judge(self, state):
        """(verdict, one sentence): the most pressing of what is to be said."""
        late = state["oldest_waiting"] and state["now"] - state["oldest_waiting"] > _LATE
        if state["neutralized"]:
            return "note", self.env._("This database is a neutralized copy: it captures and publishes nothing.")
        if not state["leading"]:
            waiting = state["waiting"]
            return "trouble" if waiting else "warning", self.env._(
                "No relay is running: nothing is published. Changes are kept and wait. Start nats_bridge_relay."
            )
        if late:
            return "trouble", self.env._(
                "The relay runs, but changes have been waiting for %s. Test the connection in the settings.",
                self._age(state),
            )
        if state["stuck"]:
            return "warning", self.env._("Some changes are stuck. Everything else is published.")
        if not state["watches"]:
            return "note", self.env._(
                "Nothing is watched, so nothing is captured. The bridge pushes watches when it starts."
            )
        if state["paused"]:
            return "warning", self.env._("Some watches are paused: their changes are not captured.")
        if state["dates_untold"]:
            return "warning", self.env._(
                "Dates that pass are not told: the scheduled action 'NATS Bridge: tell what has fallen due' is off."
            )
        return "good", self.env._("Every change is published as it is made.")

    def _age(self, state):
        """Of the oldest waiting row, in words; False when none waits."""
        if not state["oldest_waiting"]:
            return False
        age = state["now"] - state["oldest_waiting"]
        return babel.dates.format_timedelta(age, threshold=2, locale=self._locale())

    def _locale(self):
        return babel_locale_parse(get_lang(self.env).code)

    def _midnight(self, now):
        """Of the user's day, in naive UTC."""
        local = fields.Datetime.context_timestamp(self, now)
        return now - (
            local.replace(tzinfo=None) - local.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
        )

    def _compute_by_hour(self):
        last = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
        hours = [last - timedelta(hours=back) for back in reversed(range(_HOURS))]
        counts = outbox_state.changes_by_hour(self.env.cr, hours[0])
        bars = [
            {
                "label": fields.Datetime.context_timestamp(self, hour).strftime("%H:%M"),
                "value": counts.get(hour, 0),
                "type": "future",  # the widget's word for its darker colour
            }
            for hour in hours
        ]
        graph = [{"values": bars, "key": self.env._("Changes"), "is_sample_data": False}]
        for health in self:
            health.by_hour = json.dumps(graph)

    def action_refresh(self):
        """Nothing to do: the page reads its figures again after each button."""
        return True

    def action_waiting(self):
        """Open the changes that wait."""
        action = self.env["ir.actions.act_window"]._for_xml_id("nats_bridge.bridge_outbox_action")
        return {**action, "context": {"search_default_waiting": 1}}

    def action_graph(self):
        """Open the changes as a graph."""
        return self.env["ir.actions.act_window"]._for_xml_id("nats_bridge.bridge_outbox_graph_action")
