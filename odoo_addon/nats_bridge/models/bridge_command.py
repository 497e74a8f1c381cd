from odoo import models


class BridgeCommand(models.Model):
    _name = "bridge.command"
    _description = "Bridge command"
