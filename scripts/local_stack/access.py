"""The access file of an instance: who its clients are and what they subscribe to.

Made from `access.default.json`: two partners to play with, the supplier being a company of Odoo's demo data.
"""

import json
import re
from pathlib import Path

from local_stack import layout, postgres, secret_words
from local_stack.account import account
from local_stack.failure import StackFailure
from local_stack.files import write_whole
from local_stack.instance import API_KEYS, Instance
from local_stack.settings import settings

SUPPLIER_XMLID = ("base", "res_partner_1")  # Wood Corner
_PLACEHOLDER = re.compile(r"\$\{([A-Z0-9_]+)\}")


def write_access_file(instance: Instance) -> None:
    """Write the instance's access file: the configured one as it is, else the default one filled in.

    An access file that somebody has changed since stays, until what it was made from changes.
    """
    own = settings().access_file
    if own and not own.exists():
        raise StackFailure(f"STACK_ACCESS_FILE names {own}, which is not there", "mend it in .env")
    content = own.read_text() if own else _filled_in(layout.DEFAULT_ACCESS, _words(instance))
    digest = secret_words.sha256_hex(content)
    if instance.places.access.exists() and instance.state.get("access") == digest:
        return
    write_whole(instance.places.access, content, owner=account().owner)
    instance.state["access"] = digest
    instance.save()


def supplier_party(instance: Instance) -> str:
    """Canonical id of the demo supplier, e.g. `odoo:demo:res.partner:12`."""
    module, name = SUPPLIER_XMLID
    number = postgres.query(instance.database, """
        SELECT res_id FROM ir_model_data WHERE model = 'res.partner' AND module = :'module' AND name = :'name'
    """, {"module": module, "name": name})
    if not number:
        raise StackFailure(f"database {instance.database} has no partner {module}.{name}: it was made without demo data",
                           "set ODOO_DEMO_DATA=true and reset, or give an access file of your own in STACK_ACCESS_FILE")
    return f"odoo:{instance.database}:res.partner:{number}"


def _words(instance: Instance) -> dict[str, str]:
    secrets = instance.secrets
    return {
        "SUPPLIER_PARTY": supplier_party(instance),
        "WEBHOOK_RECEIVER_PORT": str(instance.port("webhook_receiver")),
        "WEBHOOK_SECRET": secrets["WEBHOOK_SECRET"],
        **{f"{name}_SHA256": secret_words.sha256_hex(secrets[name])
           for name in API_KEYS},
    }


def _filled_in(template: Path, words: dict[str, str]) -> str:
    # Parsed and printed again, so that a template that is no JSON fails here and not in the bridge.
    return json.dumps(json.loads(_PLACEHOLDER.sub(lambda match: words[match.group(1)], template.read_text())),
                      indent=2) + "\n"
