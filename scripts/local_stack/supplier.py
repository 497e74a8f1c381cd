"""The login of the demo's supplier: a credential that the bridge issued, as it issues every partner's (docs/partners.md)."""

import json
import urllib.error
import urllib.request
from datetime import UTC, datetime

from local_stack.failure import StackFailure
from local_stack.files import write_json
from local_stack.instance import Instance
from local_stack.progress import say

CLIENT = "supplier"


def ensure_login(instance: Instance) -> None:
    """Have the bridge issue a credential unless the one we keep still lets the supplier in.

    An access file of somebody's own may know neither the operator's key nor the supplier: then there is nothing to do.
    """
    status, partner = _call(instance, "GET", f"/v1/partners/{CLIENT}")
    if status in (401, 403, 404):
        return
    if status != 200:
        raise StackFailure(f"the bridge does not tell of {CLIENT}: HTTP {status} {partner}", "see the bridge's log")
    kept = instance.secrets.get("NATS_SUPPLIER_CREDENTIAL")
    if any(each["id"] == kept and _is_valid(each) for each in partner["credentials"]):
        return
    say(f"having the bridge issue a NATS login for {CLIENT}")
    status, issued = _call(instance, "POST", f"/v1/partners/{CLIENT}/rotate", {"overlapHours": 0})
    if status != 200:
        raise StackFailure(f"the bridge issued no login for {CLIENT}: HTTP {status} {issued}", "see the bridge's log")
    instance.secrets |= {"NATS_SUPPLIER_PASSWORD": issued["credential"]["secret"],
                         "NATS_SUPPLIER_CREDENTIAL": issued["credential"]["id"]}
    write_json(instance.places.secrets, instance.secrets)


def _is_valid(credential: dict) -> bool:
    ends = credential["expiresAt"]
    return credential["revokedAt"] is None and (
        ends is None or datetime.fromisoformat(ends) > datetime.now(UTC))


def _call(instance: Instance, method: str, path: str, body: dict | None = None) -> tuple[int, dict]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{instance.port('bridge')}{path}", method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {instance.secrets['OPERATOR_API_KEY']}"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, {"body": error.read(4096).decode(errors="replace")}
