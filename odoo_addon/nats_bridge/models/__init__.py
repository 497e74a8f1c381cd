from . import bridge_watch
from . import bridge_outbox
from . import bridge_command
from . import bridge_allowance
