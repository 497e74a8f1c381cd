from odoo import models

from ..relay import in_server


class BridgeRelay(models.AbstractModel):
    """No data: the place where a loaded registry may start the relay inside the server."""

    _name = "bridge.relay"
    _description = "Bridge Relay"

    def _register_hook(self):
        super()._register_hook()
        in_server.start(self.env.cr.dbname)
