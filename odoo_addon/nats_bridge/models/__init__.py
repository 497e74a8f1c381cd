# first: others inherit from it, and Odoo builds models in the order of their import
from . import bridge_evidence

# isort: split
from . import (
    bridge_allowance,
    bridge_clock,
    bridge_command,
    bridge_health,
    bridge_outbox,
    bridge_query,
    bridge_relay,
    bridge_stuck_change,
    bridge_stuck_retry,
    bridge_timeline,
    bridge_watch,
    bridge_watch_page,
    res_config_settings,
    watched_record,
)
