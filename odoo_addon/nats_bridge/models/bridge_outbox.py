from odoo import models


class BridgeOutbox(models.Model):
    _name = "bridge.outbox"
    _description = "Bridge outbox"
