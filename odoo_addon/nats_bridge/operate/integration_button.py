"""The Integration button in the forms of watched records."""

from lxml import etree

_ACTION = "nats_bridge.bridge_timeline_action"
_READERS = "nats_bridge.group_bridge_user"


def add(env, arch):
    """Put the button into the form ``arch``, in place. A form without a sheet has no room for it and is left alone."""
    action = env.ref(_ACTION, raise_if_not_found=False)
    box = _button_box(arch)
    if action is None or box is None:
        return
    button = etree.SubElement(
        box,
        "button",
        name=str(action.id),
        type="action",
        icon="fa-exchange",
        help=env._("What this record told other systems, and which commands it received"),
        groups=_READERS,
        invisible="not id",
        **{"class": "oe_stat_button"},
    )
    text = etree.SubElement(button, "div", **{"class": "o_stat_info"})
    etree.SubElement(text, "span", **{"class": "o_stat_text"}).text = env._("Integration")


def _button_box(arch):
    """The form's own button box, a new one when it has none, None without a sheet."""
    found = arch.xpath("//div[@name='button_box'][not(ancestor::field)]")
    if found:
        return found[0]
    sheets = arch.xpath("//sheet[not(ancestor::field)]")
    if arch.tag != "form" or not sheets:
        return None
    box = etree.Element("div", name="button_box", **{"class": "oe_button_box"})
    sheets[0].insert(0, box)
    return box
