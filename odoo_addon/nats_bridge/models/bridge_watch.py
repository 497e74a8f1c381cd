from odoo import models


class BridgeWatch(models.Model):
    _name = "bridge.watch"
    _description = "Bridge watch"
