import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, ValidationError
from odoo.tools import ormcache

from ..capture import tables, triggers
from ..capture.plan import compile_watch
from ..clock.moment import compile_moments

# Two pushes at once would undo each other's triggers (the number is the ASCII of "watch").
_PUSH_LOCK = 0x7761746368
_PUSHED = {"model", "spec", "domain", "passes", "contracts"}


class BridgeWatch(models.Model):
    """What is captured of one model. Written by the bridge's push; an administrator may only pause it."""

    _name = "bridge.watch"
    _description = "Bridge watch"
    _order = "model"
    _rec_name = "model"

    model = fields.Char(
        required=True,
        readonly=True,
        help="Technical name of the root model, to whose records changes are attributed.",
    )
    model_title = fields.Char(compute="_compute_model_title", string="Document")
    spec = fields.Json(
        required=True, readonly=True, help="What a snapshot holds, in the format of Odoo's web_read specification."
    )
    domain = fields.Json(readonly=True, help="Only records that match are told about. Empty: all of them.")
    passes = fields.Json(readonly=True, help="Moments that a date brings without anybody writing: which date, of which records.")
    contracts = fields.Json(readonly=True, help="The contract versions that need this watch.")
    active = fields.Boolean(
        default=True,
        readonly=True,
        help="No: nothing is captured. Either no contract needs this model any longer, or this database lacks something of it.",
    )
    paused = fields.Boolean(
        help="Stops capturing this model until switched off again, whatever the bridge pushes."
        " Changes made meanwhile are not caught up."
    )
    spec_text = fields.Text(compute="_compute_texts", string="Specification")
    domain_text = fields.Char(compute="_compute_texts", string="Filter")
    passes_text = fields.Text(
        compute="_compute_texts",
        string="Passing Dates",
        help="Told by the scheduled action 'NATS Bridge: tell what has fallen due', once for each record and date.",
    )
    contracts_text = fields.Text(compute="_compute_texts", string="Needed By")
    captured = fields.Text(
        compute="_compute_captured",
        string="Captured Columns",
        help="Each table with a trigger, and the columns whose changes are noted.",
    )
    read_only_fields = fields.Text(
        compute="_compute_captured",
        string="Read Only",
        help="In the snapshot, but a change of these alone tells nothing: computed values and other records' fields.",
    )
    problems = fields.Text(
        compute="_compute_captured",
        help="Parts of the specification that this database does not have (any longer). They are left out.",
    )

    _model_unique = models.Constraint("UNIQUE (model)", "There is one watch per model.")

    def init(self):
        tables.create(self.env.cr)

    def _register_hook(self):
        """Triggers are code in the database: after an upgrade or a restored copy they may lag behind the watches."""
        super()._register_hook()
        self._synchronise_triggers()

    @api.model
    def push(self, watches):
        """Make ``watches`` the watches of this database, in one transaction.

        A watch of a model or of fields that this database does not have, because a module is not installed, is kept as an
        inactive one: nothing of it is captured until the module is there and the watch is pushed again. All others begin.

        :param watches: list of ``{"model": str, "spec": web_read specification, "domain": list, "passes": moments that
            dates bring (see ``compile_moments``), "contracts": [str]}``; domain, passes and contracts may be missing
        :return: ``{"active": [model], "unchanged": [model], "changed": [model], "removed": [model], "absent": {model:
            [what is not there]}}``, the lists sorted; a watch that is no longer pushed is deactivated; an administrator's
            pause is kept
        :raise AccessError: the caller is not in "may push watches"
        :raise ValidationError: something could fit no database, or may not be watched; nothing was changed
        """
        if not self.env.su and not self.env.user.has_group("nats_bridge.group_watch_registrar"):
            raise AccessError(self.env._("Only the bridge's own user may push watches."))
        absent = self._check_push(watches)
        self._take_turn()
        known = {watch.model: watch for watch in self.sudo().with_context(active_test=False).search([])}
        fitting = {values["model"] for values in watches} - set(absent)
        removed = [model for model, watch in known.items() if watch.active and model not in fitting]
        different = {v["model"] for v in watches if self._upsert(known.get(v["model"]), v, v["model"] in fitting)}
        if removed:
            self.sudo().search([("model", "in", removed)]).write({"active": False})
        return {
            "active": sorted(fitting),
            "unchanged": sorted(fitting - different),
            "changed": sorted(fitting & different),
            "removed": sorted(removed),
            "absent": absent,
        }

    def _check_push(self, watches):
        """{model: [problem]} of the watches that only miss something here. Raises ValidationError for every other problem."""
        if self.env["ir.config_parameter"].sudo().get_param("nats_bridge.neutralized"):
            raise ValidationError(
                self.env._("This database is a neutralized copy: it captures and publishes nothing.")
            )
        if not isinstance(watches, list) or not all(isinstance(values, dict) for values in watches):
            raise ValidationError(self.env._("watches must be a list of objects."))
        plans = [self._plan_of(values) for values in watches]
        absent = {model: missing for model, missing, problems in plans if not problems and missing}
        problems = [problem for _model, _missing, its in plans for problem in its]
        names = [values.get("model") for values in watches]
        problems += [f"{name}: pushed twice" for name in sorted({n for n in names if names.count(n) > 1}, key=str)]
        if problems:
            raise ValidationError("\n".join(problems))
        return absent

    def _plan_of(self, values):
        """(model, what is not there, what else is wrong) of one pushed watch."""
        model = values.get("model")
        wrong = self._wrong_in(values)
        if wrong:
            return model, [], wrong
        plan = compile_watch(self.env(su=True), model, values["spec"], values.get("domain"))
        if plan.problems:
            return model, plan.absent, [problem for problem in plan.problems if problem not in plan.absent]
        # only of a plan that fits: what a moment says of another repeats what is wrong with the plan
        return model, [], compile_moments(self.env(su=True), plan, values.get("passes", {}))[1]

    def _problems_of(self, values):
        """All that keeps this database from the watch, in words; for ``scripts/describe_model.py``, too."""
        _model, missing, wrong = self._plan_of(values)
        return [*missing, *wrong]

    def _wrong_in(self, values):
        """What could fit no database."""
        model = values.get("model")
        if not isinstance(model, str):
            return [f"{model!r} is not a model's name"]
        contracts = values.get("contracts", [])
        shape = {
            f"unknown {sorted(set(values) - _PUSHED)}": set(values) - _PUSHED,
            "spec must be an object with at least one field": not isinstance(values.get("spec"), dict)
            or not values["spec"],
            "domain must be a list": not isinstance(values.get("domain", []), list),
            "contracts must be a list of names": not isinstance(contracts, list)
            or not all(isinstance(name, str) for name in contracts),
        }
        return [f"{model}: {problem}" for problem, applies in shape.items() if applies]

    def _take_turn(self):
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(%s)", (_PUSH_LOCK,))
        if not self.env.cr.fetchone()[0]:
            # Odoo runs the request again, with a snapshot that includes the other push
            raise ConcurrencyError(self.env._("Watches are being pushed at this moment."))

    def _upsert(self, watch, values, active):
        """Create or change; True when that made a difference."""
        wanted = {
            "spec": values["spec"],
            "domain": values.get("domain") or [],
            "passes": values.get("passes") or {},
            "contracts": sorted(values.get("contracts") or []),
            "active": active,
        }
        if watch is None:
            self.sudo().create({"model": values["model"], **wanted})
            return True
        if all((watch[name] or None) == (value or None) for name, value in wanted.items()):
            return False
        watch.write(wanted)
        return True

    def action_show_changes(self):
        """Open the changes told about this model."""
        action = self.env["ir.actions.act_window"]._for_xml_id("nats_bridge.bridge_outbox_action")
        return {**action, "domain": [("model", "=", self.model)]}

    @api.model_create_multi
    def create(self, vals_list):
        asked_before = self.env["bridge.clock"]._asked_for()
        watches = super().create(vals_list)
        watches._after_change(asked_before)
        return watches

    def write(self, vals):
        if not self.env.su and set(vals) - {"paused"}:
            raise AccessError(self.env._("A watch is made of the contracts. Here it can only be paused."))
        asked_before = self.env["bridge.clock"]._asked_for()
        result = super().write(vals)
        self._after_change(asked_before)
        return result

    def unlink(self):
        asked_before = self.env["bridge.clock"]._asked_for()
        result = super().unlink()
        self._after_change(asked_before)
        return result

    def _after_change(self, asked_before):
        self.env.flush_all()
        self._forget_plans()
        # once more after the commit: another thread may have cached the old plans in between
        self.env.cr.postcommit.add(self._forget_plans)
        self._synchronise_triggers()
        self.env["bridge.clock"]._begin(asked_before)

    def _forget_plans(self):
        self.env.registry.clear_cache()

    def _synchronise_triggers(self):
        triggers.synchronise(self.env.cr, self._plans())

    @api.model
    @ormcache()
    def _plans(self):
        """The compiled watches that are neither inactive nor paused. Cached: every flush of every cursor asks."""
        self.env.cr.execute("SELECT model, spec, domain FROM bridge_watch WHERE active AND paused IS NOT TRUE")
        env = self.env(su=True, context={})
        plans = [compile_watch(env, *row) for row in self.env.cr.fetchall()]
        return tuple(plan for plan in plans if plan.branches)

    @api.depends("model")
    def _compute_model_title(self):
        titles = {m.model: m.name for m in self.env["ir.model"].sudo().search([("model", "in", self.mapped("model"))])}
        for watch in self:
            watch.model_title = titles.get(watch.model, watch.model)

    @api.depends("spec", "domain", "passes", "contracts")
    def _compute_texts(self):
        for watch in self:
            watch.spec_text = json.dumps(watch.spec, indent=2)
            watch.domain_text = json.dumps(watch.domain) if watch.domain else False
            watch.passes_text = json.dumps(watch.passes, indent=2) if watch.passes else False
            watch.contracts_text = "\n".join(watch.contracts or [])

    @api.depends("model", "spec", "domain", "passes")
    def _compute_captured(self):
        env = self.env(su=True, context={})
        for watch in self:
            plan = compile_watch(env, watch.model, watch.spec or {}, watch.domain)
            of_moments = compile_moments(env, plan, watch.passes or {})[1] if plan.branches else []
            wanted = triggers.wanted([plan]).items()
            watch.captured = "\n".join(
                f"{table}: {arguments[0].strip('{}').replace(',', ', ')}" for (table, _), arguments in wanted
            )
            watch.read_only_fields = "\n".join(sorted(plan.read_only))
            watch.problems = "\n".join([*plan.problems, *of_moments]) or False
