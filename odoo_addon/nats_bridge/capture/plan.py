"""A watch compiled against the registry: which tables to listen to, how to reach the root, what to read.

Plans hold names only, no records, because they are cached for all transactions of a registry.
"""

from dataclasses import dataclass, field

from odoo.fields import NO_ACCESS, Domain

from .sieve import plain_conditions
from .values import kind_of

# Rewritten by every write: listening to them would make each unwatched change an event.
_LOG_COLUMNS = {"create_uid", "create_date", "write_uid", "write_date"}
# What is told of a file, never its content. res_id is watched as a child's link is: a file that moves to another record.
_FILE_COLUMNS = {"checksum": "text", "file_size": "integer", "mimetype": "text", "res_id": "integer"}
# The field of the company whose view of a record is told; notes carry it along, watched or not.
COMPANY = "company_id"
# Odoo keeps secrets in these; a watch must never be the way out.
_SECRET_MODELS = {"ir.config_parameter", "res.users.apikeys", "ir.mail_server", "fetchmail.server"}


def has_company(records):
    """Whether each record of this model may belong to one company."""
    company = records._fields.get(COMPANY)
    return company is not None and company.comodel_name == "res.company" and company.store


@dataclass(frozen=True)
class Branch:
    """The rows of one table seen from the root: the root itself (path ''), one2many children, or files of a field."""

    path: str
    model: str
    table: str
    columns: dict  # watched column -> kind, the link included
    parent: "Branch | None" = None
    link: str | None = None  # foreign key column to the parent's row
    only: dict | None = None  # column -> text: the table's other rows are none of ours
    company: str | None = None  # column that the notes carry along without being watched


@dataclass(frozen=True)
class Relation:
    """A many2many relation table; its rows belong to the owner branch's row."""

    path: str
    table: str
    owner: Branch
    owner_column: str
    other_column: str


@dataclass(frozen=True)
class Reading:
    """What a snapshot node holds: (field name, kind, Reading of a nested node or None)."""

    model: str
    fields: tuple


@dataclass
class Plan:
    """All that capture and fold need to know of one watch."""

    model: str
    domain: list
    reading: Reading | None = None
    branches: list = field(default_factory=list)
    relations: list = field(default_factory=list)
    read_only: list = field(default_factory=list)  # in the snapshot, but no trigger listens
    conditions: dict = field(default_factory=dict)  # of the domain, what a root's note can judge: column -> texts
    problems: list = field(default_factory=list)  # why the spec does not fit the registry
    absent: list = field(default_factory=list)  # those problems that a module which is not installed would solve

    @property
    def tables(self):
        return {source.table for source in (*self.branches, *self.relations)}


def compile_watch(env, model, spec, domain):
    """Compile; never raises for a bad spec: what does not fit is in ``plan.problems`` and left out."""
    plan = Plan(model, domain or [])
    if _check_model(env, plan, model):
        plan.reading = _Compiler(env, plan).root(model, spec)
        _check_domain(env, plan)
        plan.conditions = plain_conditions(plan.domain, plan.branches[0].columns)
    return plan


def _check_model(env, plan, model):
    records = env.get(model)
    if records is None:
        plan.problems.append(f"{model}: no such model")
        plan.absent += plan.problems
    elif records._abstract or records._transient:
        plan.problems.append(f"{model} is not a model with records")
    elif model in _SECRET_MODELS or model.startswith("bridge."):
        plan.problems.append(f"{model} may not be watched")
    elif not env.registry.is_an_ordinary_table(records):
        plan.problems.append(f"{model} has no table of its own")
    return not plan.problems


def _check_domain(env, plan):
    try:
        env[plan.model].with_context(active_test=False)._search(Domain(plan.domain))
    except Exception as error:  # noqa: BLE001  a bad domain raises ValueError, KeyError, TypeError or UserError
        plan.problems.append(f"{plan.model}: the domain cannot be evaluated: {error}")
        if plan.absent:  # it names what is not there either, as a rule
            plan.absent.append(plan.problems[-1])


class _Compiler:
    def __init__(self, env, plan):
        self.env = env
        self.plan = plan

    def root(self, model, spec):
        records = self.env[model]
        branch = Branch("", model, records._table, {}, company=COMPANY if has_company(records) else None)
        self.plan.branches.append(branch)
        return self._reading(model, spec, branch)

    def _reading(self, model, spec, branch, path=""):
        """Compile one level. Without ``branch`` the level is only read."""
        if not isinstance(spec, dict):
            self.plan.problems.append(f"{model}: fields must be an object")
            return Reading(model, ())
        fields = []
        for name, options in spec.items():
            odoo_field = self._readable(model, name, options)
            if odoo_field is not None:
                here = f"{path}.{name}" if path else name
                fields.append((name, kind_of(odoo_field), self._field(odoo_field, options, branch, here)))
        return Reading(model, tuple(fields))

    def _readable(self, model, name, options):
        """The Odoo field, or None with the reason noted."""
        odoo_field = self.env[model]._fields.get(name)
        problem = None
        if odoo_field is None:
            problem = "no such field"
        elif odoo_field.groups == NO_ACCESS:
            problem = "nobody may read it"
        elif kind_of(odoo_field) is None:
            problem = f"a {odoo_field.type} field cannot be watched"
        elif not isinstance(options, dict) or set(options) - {"fields"}:
            problem = "only 'fields' may be asked for"
        elif "fields" in options and not odoo_field.comodel_name:
            problem = "it has no fields of its own"
        if problem:
            self.plan.problems.append(f"{model}.{name}: {problem}")
            if odoo_field is None:
                self.plan.absent.append(self.plan.problems[-1])
            return None
        return odoo_field if name != "id" else None  # each node has its id anyway

    def _field(self, odoo_field, options, branch, path):
        """Listen where it can be listened to; return the Reading of the nested node, if one is asked for."""
        child = None
        listened = False
        if branch is not None:
            listened, child = self._listen(odoo_field, branch, path)
        if not listened:
            self.plan.read_only.append(path)
        if "fields" not in options or odoo_field.comodel_name not in self.env:
            return None
        return self._reading(odoo_field.comodel_name, options["fields"], child, path)

    def _listen(self, odoo_field, branch, path):
        if odoo_field.type == "one2many":
            return self._listen_to_children(odoo_field, branch, path)
        if odoo_field.type == "many2many":
            return self._listen_to_relation(odoo_field, branch, path), None
        if kind_of(odoo_field) == "file":
            return self._listen_to_file(odoo_field, branch, path), None
        if odoo_field.store and odoo_field.column_type and odoo_field.name not in _LOG_COLUMNS:
            branch.columns[odoo_field.name] = kind_of(odoo_field)
            return True, None
        return False, None

    def _listen_to_children(self, odoo_field, branch, path):
        if odoo_field.compute or not odoo_field.inverse_name:
            return False, None
        children = self.env[odoo_field.comodel_name]
        inverse = children._fields[odoo_field.inverse_name]
        if inverse.type != "many2one" or not inverse.store or not self.env.registry.is_an_ordinary_table(children):
            self.plan.problems.append(
                f"{odoo_field}: its rows do not point back through a stored many2one, so changes would be missed"
            )
            return False, None
        # The link is watched too: a line that moves to another order changed both orders.
        child = Branch(path, children._name, children._table, {inverse.name: "one"}, branch, inverse.name)
        self.plan.branches.append(child)
        return True, child

    def _listen_to_file(self, odoo_field, branch, path):
        """Writing a file may change nothing in the record's own row: Odoo keeps it as a row of ir_attachment."""
        only = {"res_model": branch.model, "res_field": odoo_field.name}
        self.plan.branches.append(
            Branch(path, "ir.attachment", "ir_attachment", dict(_FILE_COLUMNS), branch, "res_id", only)
        )
        return True

    def _listen_to_relation(self, odoo_field, branch, path):
        if not odoo_field.store or not odoo_field.relation:
            return False
        self.plan.relations.append(Relation(path, odoo_field.relation, branch, odoo_field.column1, odoo_field.column2))
        return True
