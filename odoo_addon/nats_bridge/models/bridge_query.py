import logging

from odoo import api, models
from odoo.exceptions import AccessError

from ..apply import execution
from ..apply.request import parse_query

_logger = logging.getLogger(__name__)


class BridgeQuery(models.AbstractModel):
    """The door for questions: it answers from the records and leaves nothing behind.

    No table, as nothing is kept; that it was asked is in the bridge's audit trail.
    """

    _name = "bridge.query"
    _description = "Bridge Query"

    @api.model
    @api.readonly
    def answer(self, query):
        """Answer ``query`` with the rights and the allow-list of the caller.

        :param dict query: type, actor, correlation_id and operations (find,
            assert, read); see ``apply/request.py``
        :return: outcome (answered or refused), answer or None, refusal
            ({code, message}) or None, read_at
        :raise ValidationError: the query is malformed
        :raise AccessError: the caller is no command applier
        """
        if not self.env.user.has_group("nats_bridge.group_command_applier"):
            raise AccessError(self.env._("Only a command applier may ask queries."))
        request = parse_query(query)
        allowances, context = self.env["bridge.command"]._caller()
        outcome = execution.answer(self.env(context=context, su=False), request, allowances)
        refusal = outcome.refusal
        _logger.debug("query %s for %s: %s", request.type, request.actor, refusal.code if refusal else "answered")
        return {
            "outcome": "refused" if refusal else "answered",
            "answer": None if refusal else outcome.answer,
            "refusal": {"code": refusal.code, "message": refusal.message} if refusal else None,
            "read_at": self._read_at(),
        }

    @api.model
    def _read_at(self):
        """When this transaction's view of the database was taken, RFC 3339."""
        self.env.cr.execute("SELECT transaction_timestamp() AT TIME ZONE 'UTC'")
        (at,) = self.env.cr.fetchone()
        return at.isoformat(timespec="milliseconds") + "Z"
