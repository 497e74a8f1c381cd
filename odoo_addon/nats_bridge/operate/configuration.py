"""The relay's settings as this process sees them, and where each value comes from. Never a secret."""

import os
from dataclasses import fields

from odoo.tools import config

# fields of relay.settings.Settings whose option is not NATS_BRIDGE_ and their own name
_OPTIONS = {"mode": "NATS_BRIDGE_RELAY"}


def effective(settings):
    """[(option, printable value or None, origin)] of ``settings``; origin is environment, odoo.conf or default.

    A field that its dataclass keeps out of its repr is a secret: only whether it is set is told, as True.
    """
    return [_row(settings, field) for field in fields(settings)]


def _row(settings, field):
    option = _OPTIONS.get(field.name, f"NATS_BRIDGE_{field.name.upper()}")
    value = getattr(settings, field.name)
    if not field.repr:
        value = True if value else None
    elif field.name == "url":
        value = settings.printable_url
    return option, value, _origin(option)


def _origin(option):
    """In the order in which relay/settings.py looks."""
    if os.environ.get(option):
        return "environment"
    if config.get(option.lower()):
        return "odoo.conf"
    return "default"
