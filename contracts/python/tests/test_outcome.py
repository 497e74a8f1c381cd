"""Replies of both doors as outcomes; the golden answers of all commands and queries pass, with fields added later left out."""

import unittest

from examples import names_in, read_example

from odoo_nats_bridge_client.outcome import (
    Answered,
    AnswerMismatch,
    Applied,
    Open,
    Refusal,
    Refused,
    Unreachable,
    answer_of,
    outcome_of,
)

RECEIVE = "procurement.receive-goods.v1"
STATUS = "procurement.purchase-order-status.v1"
APPLIED = {"commandId": "c-1", "status": "applied", "replayed": False, "answer": None, "refusal": None}
REPLY = {"status": "answered", "answer": None, "refusal": None, "readAt": "2026-11-22T10:00:00.000Z"}


class GoldenAnswers(unittest.TestCase):
    def test_commands(self):
        for name in names_in("commands"):
            answer = read_example("commands", f"{name}.json")["answer"]
            with self.subTest(name):
                told = outcome_of(name, {**APPLIED, "answer": {**answer, "addedLater": 1}})
                self.assertEqual(told, Applied("c-1", False, answer))

    def test_queries(self):
        for name in names_in("queries"):
            answer = read_example("queries", f"{name}.json")["answer"]
            with self.subTest(name):
                told = answer_of(name, {**REPLY, "answer": {**answer, "addedLater": 1}})
                self.assertEqual(told, Answered(answer, REPLY["readAt"]))


class Replies(unittest.TestCase):
    def test_not_decided_yet(self):
        for status in ("accepted", "applying"):
            self.assertEqual(outcome_of(RECEIVE, {**APPLIED, "status": status}), Open("c-1", False))

    def test_refused_or_failed_after_it_was_recorded(self):
        refusal = {"code": "odoo-refused", "message": "no", "detail": "why"}
        for status in ("refused", "failed"):
            told = outcome_of(RECEIVE, {**APPLIED, "status": status, "refusal": refusal})
            self.assertEqual(told, Refused(Refusal("odoo-refused", "no", "why"), "c-1", False, status))

    def test_refused_at_the_http_door_which_says_so_by_a_problem(self):
        problem = {"type": "urn:x", "title": "t", "status": 400, "detail": "no object", "code": "bad-json", "context": [1]}
        self.assertEqual(outcome_of(RECEIVE, problem), Refused(Refusal("bad-json", "no object", [1])))
        self.assertEqual(answer_of(STATUS, problem), Refused(Refusal("bad-json", "no object", [1])))

    def test_an_answer_that_is_not_what_the_contract_says_names_the_command(self):
        with self.assertRaisesRegex(AnswerMismatch, "c-1"):
            outcome_of(RECEIVE, {**APPLIED, "answer": {}})

    def test_what_is_no_reply_of_the_bridge_is_nobody_reached(self):
        for strange in (None, "Bad Gateway", {}, {"status": "applied"}, []):
            with self.subTest(strange):
                self.assertRaises(Unreachable, outcome_of, RECEIVE, strange)
                self.assertRaises(Unreachable, answer_of, STATUS, strange)
