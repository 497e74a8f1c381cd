import json

from odoo import api, fields, models
from odoo.modules.registry import Registry

from ..capture.plan import compile_watch
from ..capture.snapshot import fresh_environment
from ..clock import ledger
from ..clock.moment import compile_moments
from ..clock.run import tell_passed


class BridgeWatch(models.Model):
    """The moments that dates bring to a watched model: an invoice is overdue."""

    _inherit = "bridge.watch"

    passes = fields.Json(readonly=True, help="Moments that a date brings without anybody writing: which date, of which records.")
    passes_text = fields.Text(
        compute="_compute_passes_text",
        string="Passing Dates",
        help="Told by the scheduled action 'NATS Bridge: tell what has fallen due', once for each record and date.",
    )

    def init(self):
        super().init()
        ledger.create(self.env.cr)

    @api.model
    def _cron_tell_passed(self):
        """Tell what fell due since the last run, in transactions of its own; how many records.

        Nothing depends on when it is called, nor on how often.
        """
        return tell_passed(Registry(self.env.cr.dbname))

    @api.model
    def _moments(self):
        """The moments of the watches that are neither inactive nor paused."""
        self.env.cr.execute(
            "SELECT model, spec, domain, passes FROM bridge_watch WHERE active AND paused IS NOT TRUE ORDER BY model"
        )
        env = self.env(su=True, context={})
        moments = []
        for model, spec, domain, passes in self.env.cr.fetchall():
            if passes:
                plan = compile_watch(env, model, spec, domain)
                moments += compile_moments(env, plan, passes)[0] if plan.branches else []
        return moments

    def _asked_for(self):
        """{(model, moment): what is asked} of the watches that are neither inactive nor paused."""
        self.env.flush_all()
        self.env.cr.execute("SELECT model, domain, passes FROM bridge_watch WHERE active AND paused IS NOT TRUE")
        return {
            (model, name): (domain, options)
            for model, domain, passes in self.env.cr.fetchall()
            for name, options in (passes or {}).items()
        }

    def _pass_over_the_past(self, before):
        """Whoever begins to ask, asks for something else or resumes hears of what passes from then on.

        In the transaction of the push, so that a record written right after it is told, however old its date.
        """
        now = self._asked_for()
        begun = {key for key, asked in now.items() if before.get(key) != asked}
        if not begun:
            return
        with fresh_environment(self.env.cr) as env:
            for moment in env["bridge.watch"]._moments():
                if (moment.model, moment.name) in begun:
                    ledger.pass_over(env, moment)

    @api.model_create_multi
    def create(self, vals_list):
        before = self._asked_for()
        watches = super().create(vals_list)
        self._pass_over_the_past(before)
        return watches

    def write(self, vals):
        if not vals.keys() & {"active", "paused", "domain", "passes"}:
            return super().write(vals)
        before = self._asked_for()
        result = super().write(vals)
        self._pass_over_the_past(before)
        return result

    @api.autovacuum
    def _gc_passings(self):
        """The ledger keeps a passing for as long as its record exists and its moment is asked for."""
        watches = self.search([("passes", "!=", False)])
        kept = {(watch.model, name) for watch in watches for name in watch.passes or {}}
        tables = {watch.model: self.env[watch.model]._table for watch in watches if watch.model in self.env}
        return ledger.forget(self.env.cr, kept, tables)

    @api.depends("passes")
    def _compute_passes_text(self):
        for watch in self:
            watch.passes_text = json.dumps(watch.passes, indent=2) if watch.passes else False

    @api.depends("passes")
    def _compute_captured(self):
        super()._compute_captured()
        for watch in self.filtered("passes"):
            env = self.env(su=True, context={})
            plan = compile_watch(env, watch.model, watch.spec or {}, watch.domain)
            problems = compile_moments(env, plan, watch.passes)[1] if plan.branches else []
            watch.problems = "\n".join([*filter(None, [watch.problems]), *problems]) or False
