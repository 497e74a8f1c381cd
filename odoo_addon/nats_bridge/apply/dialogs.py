"""What a method answers to a person at a screen: an action that opens a dialog, a list or a report.

A dialog usually means that nothing is done yet: ``button_validate`` asks for the back-order first. A command has
nobody to ask, so it must have given its answer before (in the call's context), and must look afterwards whether the
record is as it should be. An action that nothing looks after is a refusal, never silently "applied".
"""

from . import references
from .request import Assert, Find


def is_action(result):
    return isinstance(result, dict) and str(result.get("type", "")).startswith("ir.actions.")


def unproved(call, later):
    """True when none of the operations behind ``call`` can refuse over the records it was called on."""
    return not any(_looks_at(operation, call.on) for operation in later)


def asked_by(call, action):
    wanted = action.get("res_model") or action["type"]
    return f"{call.method} of {call.model} answers with {wanted} and waits for a person."


def _looks_at(operation, binding):
    if isinstance(operation, Assert):
        return operation.on == binding or references.names(operation.domain, binding)
    if isinstance(operation, Find):
        return operation.expect != "any" and references.names(operation.domain, binding)
    return False
