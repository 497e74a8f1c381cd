from . import bridge_allowance, bridge_command, bridge_outbox, bridge_relay, bridge_stuck_change, bridge_watch
