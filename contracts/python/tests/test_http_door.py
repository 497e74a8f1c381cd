"""Over HTTP: what is sent, and what is nobody reached. The bridge itself answers in test/integration/clients.test.ts."""

import json
import threading
import unittest
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from odoo_nats_bridge_client import Refused, Unreachable, connect_http
from odoo_nats_bridge_client.contracts import PROCUREMENT_PURCHASE_ORDER_STATUS_V1, PROCUREMENT_RECEIVE_GOODS_V1

ORDER = {"purchaseOrderId": "odoo:demo:purchase.order:12"}


@contextmanager
def answering(status, body, **headers):
    """A client of a server that always answers so, and what it was asked."""
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append((self.path, dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield connect_http(f"http://127.0.0.1:{server.server_port}", api_key="the key"), asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class HttpDoor(unittest.IsolatedAsyncioTestCase):
    async def test_a_command_travels_with_its_key_its_wait_and_the_version_that_was_seen(self):
        refusal = {"code": "odoo-refused", "message": "no"}
        reply = {"commandId": "c", "status": "refused", "replayed": True, "answer": None, "refusal": refusal}
        with answering(422, json.dumps(reply)) as (client, asked):
            receipt = {**ORDER, "lines": [], "backOrder": True}
            outcome = await client.send(PROCUREMENT_RECEIVE_GOODS_V1, receipt, idempotency_key="k-1", wait=3, expected_version=12)
        self.assertIsInstance(outcome, Refused)
        self.assertEqual((outcome.command_id, outcome.replayed, outcome.refusal.code), ("c", True, "odoo-refused"))
        [(path, headers, body)] = asked
        self.assertEqual((path, json.loads(body)), ("/v1/commands/procurement.receive-goods.v1", receipt))
        told = {name.lower(): value for name, value in headers.items()}
        self.assertEqual((told["authorization"], told["idempotency-key"], told["prefer"]), ("Bearer the key", "k-1", "wait=3"))
        self.assertEqual(told["if-match"], '"12"')

    async def test_a_page_of_a_proxy_a_redirect_and_a_closed_port_are_nobody_reached(self):
        for status, headers in ((502, {}), (302, {"Location": "/elsewhere"})):
            with self.subTest(status):
                with answering(status, "<html>Bad Gateway</html>", **headers) as (client, asked):
                    with self.assertRaises(Unreachable):
                        await client.query(PROCUREMENT_PURCHASE_ORDER_STATUS_V1, ORDER)
                    self.assertEqual(len(asked), 1)
                with self.assertRaises(Unreachable):
                    await client.query(PROCUREMENT_PURCHASE_ORDER_STATUS_V1, ORDER)
