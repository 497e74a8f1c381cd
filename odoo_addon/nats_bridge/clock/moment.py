"""A moment compiled against the registry. The contracts say which date and which records; nothing of a business is known here."""

import re
from dataclasses import dataclass, field

from odoo.fields import Domain

from ..capture.plan import Branch, Plan

_NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
_OPTIONS = {"date", "domain", "lines"}
_DATES = ("date", "datetime")


@dataclass(frozen=True)
class Moment:
    """``branch`` is where the date is: the record itself, or its lines."""

    name: str
    plan: Plan
    branch: Branch
    column: str
    kind: str  # date: passed when the next day has begun; datetime: passed when it is later
    domain: list = field(default_factory=list)  # of the record, beside the watch's own
    lines: list = field(default_factory=list)  # of the lines, when the date is theirs

    @property
    def model(self):
        return self.plan.model


def compile_moments(env, plan, passes):
    """``(moments, problems)`` of a watch's ``passes``; never raises, what does not fit is left out and named.

    :param passes: ``{name: {"date": field, "domain": list, "lines": list}}``. The date is a stored field of the record
        (``invoice_date_due``) or of its lines (``order_line.date_planned``) that the watch's spec names; ``domain``
        says which records still wait, ``lines`` which of their lines
    """
    if not isinstance(passes, dict):
        return [], [f"{plan.model}: passes must be an object of moments"]
    moments, problems = [], []
    for name, options in passes.items():
        compiled, wrong = _compile(env, plan, name, options)
        moments += compiled
        problems += [f"{plan.model}, moment {name}: {problem}" for problem in wrong]
    return moments, problems


def _compile(env, plan, name, options):
    problem = _shape(name, options)
    if problem:
        return [], [problem]
    path, _, column = options["date"].rpartition(".")
    branch = next((branch for branch in plan.branches if (branch.path, branch.only) == (path, None)), None)
    kind = branch and branch.columns.get(column)
    if kind not in _DATES:
        return [], [f"{options['date']} is no stored date of the record or of its lines that the spec names"]
    if branch.parent and branch.parent.path:
        return [], [f"{options['date']} is too deep: a date is the record's own or one of its lines"]
    if "lines" in options and not path:
        return [], ["lines are asked for, but the date is the record's own"]
    moment = Moment(name, plan, branch, column, kind, options.get("domain") or [], options.get("lines") or [])
    wrong = _wrong_domain(env, plan.model, moment.domain) or _wrong_domain(env, branch.model, moment.lines)
    return ([], [wrong]) if wrong else ([moment], [])


def _shape(name, options):
    if not _NAME.fullmatch(name):
        return "a name is made of small letters, digits, dashes and dots"
    if not isinstance(options, dict) or set(options) - _OPTIONS or not isinstance(options.get("date"), str):
        return "it must be an object with 'date', and 'domain' and 'lines' if need be"
    if not all(isinstance(options.get(key, []), list) for key in ("domain", "lines")):
        return "domain and lines must be lists"
    return None


def _wrong_domain(env, model, domain):
    try:
        env[model].with_context(active_test=False)._search(Domain(domain))
    except Exception as error:  # noqa: BLE001  a bad domain raises ValueError, KeyError, TypeError or UserError
        return f"the domain of {model} cannot be evaluated: {error}"
    return None
