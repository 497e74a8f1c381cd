"""Client of the Odoo NATS Bridge: docs/use-a-client.md."""

from odoo_nats_bridge_client.connect import Client, Subscriber, connect, connect_http
from odoo_nats_bridge_client.contract import CommandContract, EventContract, QueryContract
from odoo_nats_bridge_client.event import Event, Invalid, parse_event
from odoo_nats_bridge_client.inbox import Handler, Inbox, Store, on
from odoo_nats_bridge_client.memory_store import MemoryStore
from odoo_nats_bridge_client.outcome import Answered, AnswerMismatch, Applied, Open, Refusal, Refused, Unreachable
from odoo_nats_bridge_client.postgres_store import INBOX_TABLE, PostgresStore
from odoo_nats_bridge_client.subscription import Subscription
from odoo_nats_bridge_client.webhook import WebhookNotVerified, verify_webhook

__all__ = [
    "INBOX_TABLE",
    "AnswerMismatch",
    "Answered",
    "Applied",
    "Client",
    "CommandContract",
    "Event",
    "EventContract",
    "Handler",
    "Inbox",
    "Invalid",
    "MemoryStore",
    "Open",
    "PostgresStore",
    "QueryContract",
    "Refusal",
    "Refused",
    "Store",
    "Subscriber",
    "Subscription",
    "Unreachable",
    "WebhookNotVerified",
    "connect",
    "connect_http",
    "on",
    "parse_event",
    "verify_webhook",
]
