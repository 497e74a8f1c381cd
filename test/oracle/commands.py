"""Commands as the addon's apply makes them, with any business work in place of their operations."""

import random

from odoo.addons.nats_bridge.apply import turns
from odoo.addons.nats_bridge.apply.atomic import atomic
from odoo.addons.nats_bridge.apply.refusal import Refusal
from odoo.addons.nats_bridge.capture.echo import mark
from odoo.exceptions import RedirectWarning, UserError
from psycopg2 import IntegrityError

from .log import note
from .work import Work


def begin(cr, command):
    """From here on it is this command's work, for capture and for the judge."""
    mark(cr, command)
    note(cr, "command", command)
    # PostgreSQL decodes a message as standing where it ends, which is where the next record begins: without something
    # between the two, a row that is written next comes before it as often as behind it
    note(cr, "begun", True)


def one_call(env, rng, *actions):
    """Do ``actions`` as the commands of one call: together while all goes well, one by one as soon as anything does not."""
    commands = [
        {"command_id": f"{number}-{rng.randrange(16**8):08x}", "type": f"{rng.randrange(16**8):08x}", "action": action}
        for number, action in enumerate(actions)
    ]

    def apply(command, lock_wait_ms):
        begin(env.cr, command["command_id"])
        try:
            with atomic(env.cr):
                # the same choices when it is done again
                command["action"](Work(env, random.Random(command["type"])))
        except (UserError, RedirectWarning, IntegrityError, Refusal):
            env.cr.postcommit.clear()
            return {"outcome": "refused", "replayed": False}
        return {"outcome": "applied", "replayed": False}

    for answer in turns.take_in_turn(env, commands, apply):
        if answer.get("error"):
            raise AssertionError(f"a command ended with {answer['error']}")
