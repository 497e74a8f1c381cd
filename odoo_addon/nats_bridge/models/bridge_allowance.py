from odoo import models


class BridgeAllowance(models.Model):
    _name = "bridge.allowance"
    _description = "Bridge allowance"
