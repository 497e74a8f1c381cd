"""The same vectors as the TypeScript client: contracts/examples/signatures.json."""

import unittest

from examples import read_example

from odoo_nats_bridge_client import Event, WebhookNotVerified, verify_webhook


class Vectors(unittest.TestCase):
    def test_each_vector_has_its_verdict(self):
        given = read_example("signatures.json")
        for vector in given["vectors"]:
            with self.subTest(vector["name"]):
                self.assertEqual(_verdict(vector, given["now"]), (vector["verdict"], vector.get("reason")))
        self.assertGreater(len(given["vectors"]), 20)

    def test_bytes_that_are_no_utf8_are_not_read(self):
        vector = read_example("signatures.json")["vectors"][0]
        with self.assertRaises(WebhookNotVerified):
            verify_webhook(b"\xff", vector["headers"], vector["secrets"], now=read_example("signatures.json")["now"])

    def test_without_a_clock_of_the_tests_the_vectors_are_old_or_ahead(self):
        vector = read_example("signatures.json")["vectors"][0]
        headers = {**vector["headers"], "webhook-timestamp": "1000000000"}
        with self.assertRaisesRegex(WebhookNotVerified, "not within 300 s"):
            verify_webhook(vector["body"].encode(), headers, vector["secrets"])


def _verdict(vector: dict, now: int) -> tuple[str, str | None]:
    try:
        told = verify_webhook(vector["body"].encode(), vector["headers"], vector["secrets"], now=now)
    except WebhookNotVerified:
        return "forged", None
    return ("event", None) if isinstance(told, Event) else ("invalid", told.reason)
