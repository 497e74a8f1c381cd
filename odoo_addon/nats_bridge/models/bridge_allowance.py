from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..apply.permission import Allowance, check_callable, is_privileged


class BridgeAllowance(models.Model):
    """What a service user's commands may touch, beside Odoo's own rights. None means nothing."""

    _name = "bridge.allowance"
    _description = "Bridge Allowance"
    _order = "user_id, model, operation, method"

    user_id = fields.Many2one(
        "res.users", "Service user", required=True, ondelete="cascade", help="Whose commands are allowed this."
    )
    model = fields.Char(required=True, help="Technical name, for example purchase.order")
    operation = fields.Selection(
        [
            ("read", "Read"),
            ("write", "Write"),
            ("create", "Create"),
            ("call", "Call a method"),
        ],
        required=True,
        help="Odoo's own access rights apply beside it: both must permit.",
    )
    method = fields.Char(help="For a call: the public method, for example button_confirm")
    field_names = fields.Char("Fields", help="For write and create: field names, separated by commas")
    active = fields.Boolean(default=True, help="No: the allowance is kept but allows nothing.")

    _one_row_each = models.UniqueIndex(
        "(user_id, model, operation, COALESCE(method, ''))",
        "This service user already has an allowance for this operation; edit that one.",
    )

    @api.depends("model", "operation", "method")
    def _compute_display_name(self):
        for allowance in self:
            parts = (allowance.operation, allowance.method, allowance.model)
            allowance.display_name = " ".join(part for part in parts if part)

    @api.constrains("model", "operation", "method", "field_names")
    def _check_meaning(self):
        for allowance in self:
            allowance._check_model()
            if allowance.operation == "call":
                allowance._check_method()
            elif allowance.method:
                raise ValidationError(self.env._("Only a call names a method."))
            if allowance.operation in ("write", "create"):
                allowance._check_fields()
            elif allowance.field_names:
                raise ValidationError(self.env._("Only write and create name fields."))

    def _check_model(self):
        if self.model not in self.env:
            raise ValidationError(self.env._("There is no model %s.", self.model))
        if self.operation != "read" and is_privileged(self.model):
            raise ValidationError(
                self.env._(
                    "Commands can never change %s: it decides about rights, code or evidence.",
                    self.model,
                )
            )

    def _check_method(self):
        if not self.method:
            raise ValidationError(self.env._("A call needs a method."))
        try:
            check_callable(self.env, self.model, self.method)
        except (AccessError, AttributeError, ValueError) as error:
            raise ValidationError(
                self.env._(
                    "%(method)s cannot be allowed: %(why)s",
                    method=self.method,
                    why=error,
                )
            ) from error

    def _check_fields(self):
        names = self._field_set()
        if not names:
            raise ValidationError(self.env._("Name the fields that may be set."))
        unknown = sorted(names - self.env[self.model]._fields.keys())
        if unknown:
            raise ValidationError(
                self.env._(
                    "%(model)s has no field %(names)s.",
                    model=self.model,
                    names=", ".join(unknown),
                )
            )

    def _field_set(self):
        return frozenset(name.strip() for name in (self.field_names or "").split(",") if name.strip())

    @api.model
    def _of_user(self, user):
        """The active allowances of ``user`` as plain data for the judge."""
        rows = self.sudo().search([("user_id", "=", user.id)])
        return [Allowance(row.model, row.operation, row.method or None, row._field_set()) for row in rows]
