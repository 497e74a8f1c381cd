"""A subscriber with the Python client, driven by python-client.ts: questions come in lines of JSON, and what it is told goes out so."""

import asyncio
import json
import os
import sys

from odoo_nats_bridge_client import (
    Event,
    Inbox,
    MemoryStore,
    connect,
    connect_http,
    on,
    verify_webhook,
)
from odoo_nats_bridge_client.contracts import (
    PROCUREMENT_GOODS_RECEIPT_POSTED_V1,
    PROCUREMENT_PURCHASE_ORDER_APPROVED_V1,
    PROCUREMENT_PURCHASE_ORDER_STATUS_V1,
    PROCUREMENT_RECEIVE_GOODS_V1,
)

FAILS_ONCE = "fails-once"
TAKES_LONG = "takes-long"
# longer than the bridge's consumers wait for an answer
LONG_S = 33
failed: set[str] = set()


def say(**what):
    print(json.dumps(what), flush=True)


async def handled(event, _transaction):
    event_id = event.envelope["id"]
    if FAILS_ONCE in event_id and event_id not in failed:
        failed.add(event_id)
        raise RuntimeError(event_id)
    if TAKES_LONG in event_id:
        await asyncio.sleep(LONG_S)
    say(told={"what": "handled", "id": event_id, "number": event.data["number"]})


async def invalid(told):
    say(told={"what": "invalid", "id": (told.envelope or {}).get("id", ""), "reason": told.reason})


def came(outcome):
    names = {"status": "status", "command_id": "commandId", "replayed": "replayed", "answer": "answer"}
    refusal = {"code": outcome.refusal.code} if hasattr(outcome, "refusal") else {}
    return {told: getattr(outcome, name) for name, told in names.items() if hasattr(outcome, name)} | refusal


def verified(question):
    told = verify_webhook(question["body"].encode(), question["headers"], ["whsec_b3RoZXI=", os.environ["WEBHOOK_SECRET"]])
    return told.type if isinstance(told, Event) else f"invalid: {told.detail}"


async def answer(question, clients):
    match question["do"]:
        case "send":
            key = question["key"]
            sent = clients[question["over"]].send(
                PROCUREMENT_RECEIVE_GOODS_V1, question["input"], idempotency_key=key, wait=30
            )
            return {"came": came(await sent)}
        case "query":
            asked = clients[question["over"]].query(PROCUREMENT_PURCHASE_ORDER_STATUS_V1, question["input"])
            return {"came": came(await asked)}
        case "verify":
            return {"verified": verified(question)}
    return {}


async def main():
    nats = await connect(os.environ["NATS_URL"], user="supplier", password=os.environ["NATS_PASSWORD"])
    await nats.subscribe(
        "supplier-orders",
        on(PROCUREMENT_PURCHASE_ORDER_APPROVED_V1, handled),
        on(PROCUREMENT_GOODS_RECEIPT_POSTED_V1, handled),
        inbox=Inbox(MemoryStore()),
        on_dropped=lambda event_id: say(told={"what": "dropped", "id": event_id}),
        on_failure=lambda failure, _attempt: say(told={"what": "failed", "id": str(failure)}),
        on_invalid=invalid,
        retry_after_s=lambda _attempt: 0.5,
    )
    clients = {"nats": nats, "http": connect_http(os.environ["BRIDGE_URL"], api_key=os.environ["API_KEY"])}
    while line := await asyncio.to_thread(sys.stdin.readline):
        question = json.loads(line)
        try:
            say(reply=question["number"], **await answer(question, clients))
        except Exception as error:  # noqa: BLE001  # whatever it is, the test wants to see it
            say(reply=question["number"], error=f"{type(error).__name__}: {error}")
    await nats.close()


asyncio.run(main())
