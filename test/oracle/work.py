"""How operations are declared, and what they are given to work with."""

from odoo.exceptions import UserError
from odoo.fields import Domain

OPERATIONS = {}  # kind -> function(work): business work inside one transaction
SCENARIOS = {}  # kind -> function(stage): makes its transactions itself


class NothingToDo(UserError):
    """The database holds no record that this operation could be done to now."""


def operation(kind):
    """Declare work that fits into one transaction."""

    def declare(function):
        OPERATIONS[kind] = function
        return function

    return declare


def scenario(kind):
    """Declare work that is about transactions: several of them, interrupted ones, or none of Odoo's."""

    def declare(function):
        SCENARIOS[kind] = function
        return function

    return declare


class Work:
    """An environment and seeded choice."""

    def __init__(self, env, rng):
        self.env = env
        self.rng = rng

    def some(self, model, domain=(), most=3, least=1):
        """Between ``least`` and ``most`` random records among the newest ones."""
        ours = self.env[model]._check_company_domain(self.env.company) if self._has_companies(model) else []
        found = self.env[model].search(Domain(list(domain)) & Domain(ours), order="id desc", limit=60)
        if len(found) < least:
            raise NothingToDo(f"{model} {domain}")
        chosen = self.rng.sample(found.ids, min(len(found), self.rng.randint(least, most)))
        return self.env[model].browse(chosen)

    def _has_companies(self, model):
        # partners and products of any company may be used; Odoo's own rule for the rest
        return {"company_id", "company_ids"} & set(self.env[model]._fields) and not model.startswith(
            ("res.", "product.")
        )

    def one(self, model, domain=()):
        return self.some(model, domain, most=1)

    def number(self, least, most):
        return self.rng.randint(least, most)

    def amount(self):
        return self.rng.randint(100, 90000) / 100

    def word(self, prefix):
        return f"{prefix} {self.rng.randrange(16**6):06x}"

    def product(self, tracking="none"):
        return self.one(
            "product.product",
            [("default_code", "=like", "O_%"), ("is_storable", "=", True), ("tracking", "=", tracking)],
        )

    def partner(self):
        return self.one(
            "res.partner", [("is_company", "=", True), ("user_ids", "=", False), ("ref_company_ids", "=", False)]
        )
