from markupsafe import Markup
from odoo import fields, models
from odoo.exceptions import AccessError

from ..operate import configuration
from ..relay import settings


class ResConfigSettings(models.TransientModel):
    """Shows the relay's settings; they live in the environment or in odoo.conf and never in the database."""

    _inherit = "res.config.settings"

    nats_bridge_configuration = fields.Html(
        compute="_compute_nats_bridge_configuration",
        sanitize=False,  # made here, of escaped values
        help="What this Odoo server sees. A relay of its own process reads its own environment.",
    )

    def _compute_nats_bridge_configuration(self):
        table = self._nats_bridge_table() if self.env.user.has_group("nats_bridge.group_bridge_admin") else False
        for record in self:
            record.nats_bridge_configuration = table

    def _nats_bridge_table(self):
        try:
            rows = configuration.effective(settings.load())
        except ValueError as error:
            return Markup('<div class="alert alert-danger mb-0">%s</div>') % error
        body = Markup().join(
            Markup(
                '<tr><td class="font-monospace">%s</td><td class="text-break">%s</td><td class="text-muted">%s</td></tr>'
            )
            % (option, self._nats_bridge_value(value), self._nats_bridge_origin(origin))
            for option, value, origin in rows
        )
        return Markup('<table class="table table-sm mb-0"><tbody>%s</tbody></table>') % body

    def _nats_bridge_value(self, value):
        if value is True:
            return self.env._("set, not shown")
        return value if value is not None else self.env._("not set")

    def _nats_bridge_origin(self, origin):
        return {
            "environment": self.env._("from the environment"),
            "odoo.conf": self.env._("from odoo.conf"),
            "default": self.env._("default"),
        }[origin]

    def action_nats_bridge_test_connection(self):
        """Connect as the relay would and say what is wrong. Nothing is stored, here or on the stream."""
        if not self.env.user.has_group("nats_bridge.group_bridge_admin"):
            raise AccessError(self.env._("Only an administrator of the bridge may test its connection."))
        works, text = self._nats_bridge_test()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if works else "danger",
                "title": self.env._("The relay can publish") if works else self.env._("The relay cannot publish"),
                "message": text,
                "sticky": not works,
            },
        }

    def _nats_bridge_test(self):
        """(whether it works, one sentence)"""
        try:
            effective = settings.load()
        except ValueError as error:
            return False, str(error)
        try:
            # nats-py is needed only where the relay runs
            from ..operate import connection
        except ImportError:
            return False, self.env._("The Python package nats-py is missing in this Odoo's Python.")
        found = connection.test(effective, self.env.cr.dbname)
        return found.code == "works", self._nats_bridge_sentence(found)

    def _nats_bridge_sentence(self, found):
        sentences = {
            "works": self.env._(
                "Connected to nats-server %(version)s at %(server)s in %(milliseconds)s ms. The stream %(stream)s is"
                " there and may be written; %(published)s changes of this database are on it."
            ),
            "bad-url": self.env._("NATS_BRIDGE_URL is no address. It looks like nats://host:4222 or tls://host:4222."),
            "dns": self.env._("The name of the server %(server)s cannot be resolved. Check NATS_BRIDGE_URL and DNS."),
            "refused": self.env._("%(server)s refuses the connection: nothing listens there. Is nats-server running?"),
            "timeout": self.env._("%(server)s did not answer in time. A firewall or a wrong address?"),
            "unreachable": self.env._("%(server)s cannot be reached from this machine."),
            "tls": self.env._(
                "TLS with %(server)s failed: its certificate is not trusted here, is for another name, or one side"
                " wants TLS and the other does not."
            ),
            "credentials": self.env._(
                "%(server)s refuses the user or the password. Check NATS_BRIDGE_USER and its password."
            ),
            "credentials-file": self.env._("The content of the credentials file is not what it should be."),
            "unreadable": self.env._(
                "This Odoo server cannot read the file %(file)s. Check %(option)s and its rights."
            ),
            "not-encrypted": self.env._(
                "NATS_BRIDGE_URL asks for TLS, but %(server)s offers none: the password travels unencrypted."
            ),
            "no-answer": self.env._("The server took the connection but does not answer. Is it a NATS server?"),
            "no-jetstream": self.env._("Connected, but JetStream is not enabled, on the server or for this account."),
            "no-stream": self.env._(
                "Connected, but the stream %(stream)s is missing. The bridge creates it when it starts."
            ),
            "denied": self.env._(
                "Connected, but this user may not %(action)s on the stream %(stream)s. Check its permissions on the"
                " server."
            ),
            "rejected": self.env._("Connected, but the server refused: %(reason)s."),
        }
        return sentences[found.code] % self._nats_bridge_facts(found)

    def _nats_bridge_facts(self, found):
        actions = {"read": self.env._("read"), "publish": self.env._("publish")}
        return {**found.facts, "action": actions.get(found.facts.get("action"))}
