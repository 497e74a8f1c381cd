"""References from one operation to what an earlier one bound.

``{"ref": "order"}`` stands for the single id of a binding, ``{"refs": "order"}``
for its list of ids. They are recognised as values anywhere inside domain,
values, args and context, but the outermost object of values, args and context
is never one itself: there ``ref`` is an ordinary field (res.partner has it).
"""

from dataclasses import dataclass

from .refusal import MalformedCommand


@dataclass(frozen=True)
class Bound:
    """What is known of a binding before anything runs."""

    model: str
    single: bool


def check(value, where, bound):
    """Raises MalformedCommand when a reference in ``value`` cannot be resolved at run time."""
    for reference in _found_in(value):
        ((kind, name),) = reference.items()
        if name not in bound:
            raise MalformedCommand(f"{where}: no earlier operation binds {name!r}")
        if kind == "ref" and not bound[name].single:
            raise MalformedCommand(f"{where}: {name!r} may hold any number of records; use refs, or expect one")


def names(value, binding):
    """True when ``value`` refers to ``binding`` anywhere."""
    return any(binding in reference.values() for reference in _found_in(value))


def resolve(value, bindings):
    """``value`` with each reference replaced by ids; ``bindings`` maps names to recordsets."""
    if isinstance(value, dict):
        return {key: _resolve_inner(inner, bindings) for key, inner in value.items()}
    return _resolve_inner(value, bindings)


def is_reference(value):
    if not isinstance(value, dict) or len(value) != 1:
        return False
    ((key, name),) = value.items()
    return key in ("ref", "refs") and isinstance(name, str)


def _resolve_inner(value, bindings):
    if is_reference(value):
        ((kind, name),) = value.items()
        return bindings[name].id if kind == "ref" else bindings[name].ids
    if isinstance(value, dict):
        return {key: _resolve_inner(inner, bindings) for key, inner in value.items()}
    if isinstance(value, list):
        return [_resolve_inner(inner, bindings) for inner in value]
    return value


def _found_in(value, outermost=True):
    if not outermost and is_reference(value):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _found_in(inner, outermost=False)
    elif isinstance(value, list):
        for inner in value:
            yield from _found_in(inner, outermost=False)
