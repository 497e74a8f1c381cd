from . import bridge_watch
from . import bridge_outbox
from . import bridge_command
from . import bridge_allowance
from . import bridge_stuck_change
