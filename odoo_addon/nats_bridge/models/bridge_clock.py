from odoo import api, models
from odoo.modules.registry import Registry

from ..capture.plan import compile_watch
from ..capture.snapshot import fresh_environment
from ..clock import ledger
from ..clock.moment import compile_moments
from ..clock.run import tell_passed


class BridgeClock(models.AbstractModel):
    """Tells what falls due: the moments that dates bring to watched models, as the watches' ``passes`` name them."""

    _name = "bridge.clock"
    _description = "Bridge clock"

    def init(self):
        ledger.create(self.env.cr)

    @api.model
    def _cron_tell_passed(self):
        """Tell what fell due since the last run, in transactions of its own; how many records.

        Nothing depends on when it is called, nor on how often.
        """
        return tell_passed(Registry(self.env.cr.dbname))

    @api.model
    def _moments(self):
        """The compiled moments of the watches that are neither inactive nor paused."""
        self.env.cr.execute(
            "SELECT model, spec, domain, passes FROM bridge_watch WHERE active AND paused IS NOT TRUE ORDER BY model"
        )
        env = self.env(su=True, context={})
        moments = []
        for model, spec, domain, passes in self.env.cr.fetchall():
            plan = compile_watch(env, model, spec, domain) if passes else None
            if plan and plan.branches:
                moments += compile_moments(env, plan, passes)[0]
        return moments

    @api.model
    def _asked_for(self):
        """{(model, moment): what is asked} of the watches that are neither inactive nor paused."""
        self.env.flush_all()
        self.env.cr.execute("SELECT model, domain, passes FROM bridge_watch WHERE active AND paused IS NOT TRUE")
        return {
            (model, name): (domain, options)
            for model, domain, passes in self.env.cr.fetchall()
            for name, options in (passes or {}).items()
        }

    @api.model
    def _begin(self, before):
        """Whoever begins to ask, asks for something else or resumes hears of what passes from then on.

        In the transaction that begins it, so that a record written right after it is told, however old its date.

        :param before: what ``_asked_for`` said before the watches were changed
        """
        begun = {key for key, asked in self._asked_for().items() if before.get(key) != asked}
        if not begun:
            return
        with fresh_environment(self.env.cr) as env:
            for moment in env["bridge.clock"]._moments():
                if (moment.model, moment.name) in begun:
                    ledger.pass_over(env, moment)

    @api.autovacuum
    def _gc_passings(self):
        """The ledger keeps a passing for as long as its record exists and its moment is asked for."""
        watches = self.env["bridge.watch"].search([("active", "=", True)])
        kept = {(watch.model, name) for watch in watches for name in watch.passes or {}}
        tables = {watch.model: self.env[watch.model]._table for watch in watches if watch.model in self.env}
        return ledger.forget(self.env.cr, kept, tables)
