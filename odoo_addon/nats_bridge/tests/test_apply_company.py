import logging
from unittest.mock import patch

import psycopg2
from odoo.sql_db import db_connect
from odoo.tests import get_db_name, tagged
from odoo.tools import mute_logger

from ..apply import company
from .own_transaction import Transaction
from .turns_case import MODEL, TurnsCase


@tagged("post_install", "-at_install")
class TestApplyCompany(TurnsCase):
    """Commands of a call share a transaction as long as all goes well with all of them, and only then."""

    def transactions(self, *command_ids):
        stored = self.stored()
        return [stored[command_id][1] for command_id in command_ids]

    def expecting(self, command, row, version):
        return {**command, "expect": {"model": MODEL, "id": self.rows[row], "version": version}}

    def version(self, row):
        with Transaction() as env:
            env.cr.execute("SELECT version FROM bridge_version WHERE model = %s AND record_id = %s", (MODEL, self.rows[row]))
            return env.cr.fetchone()[0]

    def test_one_transaction_and_each_change_carries_its_own_command(self):
        self.apply(self.paint(0, 1), self.paint(1, 2), self.paint(2, 3))
        (shared,) = set(self.transactions("paint-0-1", "paint-1-2", "paint-2-3"))
        self.assertEqual(
            self.told(),
            [(row, f"paint-{n}-{n + 1}", shared) for n, row in enumerate(self.rows[:3])],
        )

    def test_two_that_change_one_record_have_a_transaction_and_an_event_each(self):
        answers = self.apply(self.paint(0, 1), self.paint(0, 2), self.paint(1, 3))
        self.assertEqual([answer["outcome"] for answer in answers], ["applied"] * 3)
        first, second, third = self.transactions("paint-0-1", "paint-0-2", "paint-1-3")
        self.assertEqual(len({first, second, third}), 3)
        self.assertEqual(
            self.told(),
            [
                (self.rows[0], "paint-0-1", first),
                (self.rows[0], "paint-0-2", second),
                (self.rows[1], "paint-1-3", third),
            ],
        )

    def test_what_one_undoes_of_another_is_told_of_both(self):
        self.apply(self.paint(0, 1), self.paint(0, 0))
        self.assertEqual([command_id for _row, command_id, _transaction in self.told()], ["paint-0-1", "paint-0-0"])

    def test_a_refusal_undoes_the_transaction_and_each_is_done_alone(self):
        answers = self.apply(self.paint(0, 1), self.refused(1), self.paint(2, 3), self.paint(3, 4))
        self.assertEqual([a["outcome"] for a in answers], ["applied", "refused", "applied", "applied"])
        self.assertEqual([answer["replayed"] for answer in answers], [False] * 4)
        self.assertEqual(self.colors(), [1, 0, 3, 4])
        transactions = self.transactions("paint-0-1", "paint-1-9", "paint-2-3", "paint-3-4")
        self.assertEqual(len(set(transactions)), 4)
        told = [(command_id, transaction) for _row, command_id, transaction in self.told()]
        self.assertEqual(
            told,
            [("paint-0-1", transactions[0]), ("paint-2-3", transactions[2]), ("paint-3-4", transactions[3])],
        )

    def test_a_version_is_expected_as_if_those_before_had_ended(self):
        seen = self.version(0)
        answers = self.apply(self.paint(0, 2), self.expecting(self.paint(1, 5), 0, seen))
        self.assertEqual(answers[1]["refusal"]["code"], "version-conflict")
        answers = self.apply(self.paint(2, 3), self.expecting(self.paint(1, 6), 0, seen + 1))
        self.assertEqual(answers[1]["outcome"], "applied")
        self.assertEqual(self.colors(), [2, 6, 3, 0])

    def test_what_was_written_past_odoo_counts_before_it_is_told(self):
        seen = self.version(0)
        bare = db_connect(get_db_name())
        with bare.cursor() as cr:
            cr.execute("UPDATE res_partner_category SET color = 7 WHERE id = %s", (self.rows[0],))
        self.assertEqual(self.version(0), seen, "the note is there, and no relay has told it")
        (answer,) = self.apply(self.expecting(self.paint(0, 5), 0, seen))
        self.assertEqual(answer["refusal"]["code"], "version-conflict")
        self.assertEqual([command_id for _row, command_id, _transaction in self.told()], [None])
        (answer,) = self.apply(self.expecting(self.paint(0, 6), 0, seen + 1))
        self.assertEqual(answer["outcome"], "applied")

    def test_a_kind_that_broke_a_transaction_goes_alone_for_a_while(self):
        self.apply(self.paint(0, 1), self.paint(0, 2))
        self.apply(self.paint(1, 1), self.paint(2, 1))
        self.assertEqual(len(set(self.transactions("paint-1-1", "paint-2-1"))), 2)
        for color in range(2, 7):
            self.apply(self.paint(1, color), self.paint(2, color))
        together = [len(set(self.transactions(f"paint-1-{color}", f"paint-2-{color}"))) == 1 for color in range(2, 7)]
        self.assertEqual(together, [False, False, False, False, True])

    def test_locks_are_not_held_for_the_whole_call(self):
        with patch.object(company, "SHARE_FOR_S", -1):
            self.apply(self.paint(0, 1), self.paint(1, 2))
        self.assertEqual(len(set(self.transactions("paint-0-1", "paint-1-2"))), 2)

    def test_a_repeat_in_company_is_no_reason_to_part(self):
        (first,) = self.apply(self.paint(0, 1))
        answers = self.apply(self.paint(0, 1), self.paint(1, 2), self.paint(2, 3))
        self.assertEqual(answers[0], {**first, "replayed": True})
        self.assertEqual(len(set(self.transactions("paint-1-2", "paint-2-3"))), 1)

    def test_the_log_tells_each_outcome_once(self):
        with self.assertLogs("odoo.addons.nats_bridge.models.bridge_command", logging.INFO) as logs:
            self.apply(self.paint(0, 1), self.refused(1), self.paint(2, 3))
        told = [record.getMessage() for record in logs.records]
        self.assertEqual(
            told,
            [
                "command paint-0-1 (test.paint.v1) for painter: applied",
                "command paint-1-9 (test.paint.v1) for painter: refused, painted",
                "command paint-2-3 (test.paint.v1) for painter: applied",
            ],
        )

    def test_a_lost_connection_ends_the_call_and_nothing_is_done_twice(self):
        write = self.registry[MODEL].write

        def writing(records, values):
            if values["color"] == 3:
                pid = records.env.cr.connection.info.backend_pid
                with Transaction() as env:
                    env.cr.execute("SELECT pg_terminate_backend(%s)", (pid,))
            return write(records, values)

        with (
            patch.object(self.registry[MODEL], "write", writing),
            mute_logger("odoo.sql_db"),
            self.assertRaises((psycopg2.OperationalError, psycopg2.InterfaceError)),
        ):
            self.apply(self.paint(0, 1), self.paint(2, 3), self.paint(3, 4))
        self.assertEqual(self.colors(), [0, 0, 0, 0], "they had begun to share a transaction")
        answers = self.apply(self.paint(0, 1), self.paint(2, 3), self.paint(3, 4))
        self.assertEqual([answer["replayed"] for answer in answers], [False] * 3)
        self.assertEqual(self.colors(), [1, 0, 3, 4])

    def test_a_lost_connection_keeps_what_was_committed(self):
        write = self.registry[MODEL].write

        def writing(records, values):
            if values["color"] == 3:
                records.env.cr.connection.close()
            return write(records, values)

        with (
            patch.object(self.registry[MODEL], "write", writing),
            patch.object(company, "SHARE_FOR_S", -1),
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.InterfaceError),
        ):
            self.apply(self.paint(0, 1), self.paint(2, 3), self.paint(3, 4))
        self.assertEqual(self.colors(), [1, 0, 0, 0])
        answers = self.apply(self.paint(0, 1), self.paint(2, 3), self.paint(3, 4))
        self.assertEqual([answer["replayed"] for answer in answers], [True, False, False])
        self.assertEqual(self.colors(), [1, 0, 3, 4])
