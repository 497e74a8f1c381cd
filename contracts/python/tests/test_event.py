import json
import unittest

from examples import envelope_of, names_in, read_example

from odoo_nats_bridge_client import Event, EventContract, Invalid, contracts, parse_event, schema

TYPE = "procurement.purchase-order.approved.v2"


def as_sent(contract: str, data: object) -> Event | Invalid:
    headers = [(f"ce-{name}", value) for name, value in envelope_of(contract).items()]
    return parse_event(headers, json.dumps(data))


class GoldenExamples(unittest.TestCase):
    def test_there_is_an_example_of_every_event(self):
        constants = [each for each in vars(contracts).values() if isinstance(each, EventContract)]
        self.assertEqual(sorted(constants), names_in("events"))

    def test_events_are_read_as_they_are_also_with_a_field_added_later(self):
        for name in names_in("events"):
            with self.subTest(name):
                data = read_example("events", f"{name}.json")["data"]
                for sent in (data, {**data, "addedLater": {"deep": 1}}):
                    read = as_sent(name, sent)
                    self.assertIsInstance(read, Event)
                    self.assertEqual((read.type, read.data), (name, data))

    def test_inputs_and_answers_of_commands_and_queries_are_read_as_they_are(self):
        for folder in ("commands", "queries"):
            for name in names_in(folder):
                with self.subTest(name):
                    example = read_example(folder, f"{name}.json")
                    self.assertEqual(schema.read(name, example["input"]), example["input"])
                    self.assertEqual(schema.read(f"{name}.answer", example["answer"]), example["answer"])


class WhatCannotBeRead(unittest.TestCase):
    def test_data_that_the_contract_does_not_allow_is_told_with_the_field(self):
        data = read_example("events", f"{TYPE}.json")["data"]
        told = as_sent(TYPE, {**data, "currency": "euro"})
        self.assertEqual((told.reason, told.envelope["type"]), ("schema-violation", TYPE))
        self.assertIn("currency", told.detail)

    def test_a_contract_that_this_client_does_not_know(self):
        self.assertEqual(as_sent("procurement.purchase-order.approved.v9", {}).reason, "unknown-contract")

    def test_no_json(self):
        headers = [(f"ce-{name}", value) for name, value in envelope_of(TYPE).items()]
        for body in ("{", "NaN", ""):
            self.assertEqual(parse_event(headers, body).reason, "not-json")

    def test_no_cloud_event(self):
        self.assertEqual(parse_event([("ce-id", "1")], "{}"), Invalid("no-cloud-event", "a CloudEvents attribute is missing", None, "{}"))

    def test_headers_are_read_in_any_case(self):
        shouted = [(f"CE-{name.upper()}", value) for name, value in envelope_of(TYPE).items()]
        self.assertIsInstance(parse_event(shouted, json.dumps(read_example("events", f"{TYPE}.json")["data"])), Event)
