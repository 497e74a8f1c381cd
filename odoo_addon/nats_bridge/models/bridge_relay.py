from odoo import api, models

from ..relay import in_cron, in_server
from ..relay.status import read_status


class BridgeRelay(models.AbstractModel):
    """No data: the place where a loaded registry or a scheduled action may start the relay, and where to ask for it."""

    _name = "bridge.relay"
    _description = "Bridge Relay"

    def _register_hook(self):
        super()._register_hook()
        in_server.start(self.env.cr.dbname)

    @api.model
    def _read_status(self):
        """The numbers of ``relay.status.read_status``, for pages that check rights themselves."""
        return read_status(self.env.cr)

    @api.model
    def _cron_publish(self):
        in_cron.publish_waiting(self.env.cr.dbname)
