from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..apply import company, turns
from .own_transaction import Transaction
from .turns_case import MODEL, TurnsCase


@tagged("post_install", "-at_install")
class TestApplyTurns(TurnsCase):
    """What each command of a call may rely on, whoever comes with it."""

    def test_a_refusal_and_errors_harm_no_other_command_of_the_call(self):
        write = self.registry[MODEL].write

        def writing(records, values):
            return write(records, values) and 1 / (values["color"] - 8)

        commands = [self.paint(0, 1), self.refused(1), self.paint(2, 8), {"command_id": "odd"}, self.paint(3, 4)]
        with (
            patch.object(self.registry[MODEL], "write", writing),
            mute_logger("odoo.addons.nats_bridge.apply.turns"),
        ):
            answers = self.apply(*commands)
        self.assertEqual([answer.get("outcome") for answer in answers], ["applied", "refused", None, None, "applied"])
        self.assertEqual(answers[1]["refusal"]["code"], "painted")
        self.assertEqual(answers[2]["error"]["status"], 500)
        self.assertEqual(answers[2]["error"]["name"], "builtins.ZeroDivisionError")
        self.assertEqual((answers[3]["command_id"], answers[3]["error"]["status"]), ("odd", 422))
        self.assertEqual(self.colors(), [1, 0, 0, 4])
        self.assertEqual(set(self.stored()), {"paint-0-1", "paint-1-9", "paint-3-4"})

    def test_a_repeat_gets_the_stored_answer_also_within_one_call(self):
        first, again = self.apply(self.paint(0, 1), self.paint(0, 1))
        self.assertEqual(again, {**first, "replayed": True})
        self.assertEqual(self.apply(self.paint(0, 1)), [again])

    def test_work_after_the_commit_is_done_for_the_applied_and_not_for_the_refused(self):
        done = []
        write = self.registry[MODEL].write

        def writing(records, values):
            records.env.cr.postcommit.add(lambda: done.append(values["color"]))
            return write(records, values)

        with patch.object(self.registry[MODEL], "write", writing):
            self.apply(self.paint(0, 1), self.refused(1), self.paint(2, 3))
        self.assertEqual(done, [1, 3])

    def test_a_rival_that_was_faster_costs_one_more_try(self):
        write = self.registry[MODEL].write
        tries = []

        def writing(records, values):
            tries.append(values["color"])
            if tries == [1]:
                with Transaction() as env:
                    env.cr.execute("UPDATE res_partner_category SET color = 7 WHERE id = %s", (records.id,))
            return write(records, values)

        with patch.object(self.registry[MODEL], "write", writing), mute_logger("odoo.sql_db"):
            answers = self.apply(self.paint(0, 1), self.paint(2, 3))
        self.assertEqual([answer["outcome"] for answer in answers], ["applied", "applied"])
        self.assertEqual(tries, [1, 1, 3])
        self.assertEqual(self.colors(), [1, 0, 3, 0])

    def test_a_row_that_somebody_keeps_holds_up_its_own_command_only(self):
        with Transaction() as rival, patch.object(turns, "LOCK_WAIT_MS", 50), mute_logger("odoo.sql_db"):
            rival.cr.execute("SELECT FROM res_partner_category WHERE id = %s FOR UPDATE", (self.rows[0],))
            answers = self.apply(self.paint(0, 1), self.paint(2, 3))
        self.assertEqual(answers[0]["error"]["name"], "psycopg2.errors.LockNotAvailable")
        self.assertEqual(answers[1]["outcome"], "applied")
        self.assertEqual(self.apply(self.paint(0, 1))[0]["outcome"], "applied")

    def test_what_the_call_had_no_time_for_is_left_for_the_next(self):
        with patch.object(turns, "BEGIN_WITHIN_S", -1), patch.object(company, "SHARE_FOR_S", -1):
            answers = self.apply(self.paint(0, 1), self.paint(2, 3))
        self.assertEqual(answers[0]["outcome"], "applied")
        self.assertEqual(answers[1], {"command_id": "paint-2-3", "error": None})
        self.assertEqual(self.colors(), [1, 0, 0, 0])
        self.assertEqual(self.apply(self.paint(2, 3))[0]["outcome"], "applied")

    def test_who_may_call_and_with_how_many(self):
        for wrong in ([], [self.paint(0, 1)] * (turns.MOST_COMMANDS + 1), {"command_id": "x"}):
            with Transaction() as env, self.assertRaises(ValidationError):
                env["bridge.command"].with_user(self.service_id).apply_many(wrong)
        with Transaction() as env, self.assertRaises(AccessError):
            env["bridge.command"].with_user(env.ref("base.user_admin")).apply_many([self.paint(0, 1)])
        self.assertEqual(self.apply(self.paint(0, 1))[0]["outcome"], "applied")
