from unittest.mock import patch

import psycopg2
from odoo import sql_db
from odoo.api import SUPERUSER_ID, Environment
from odoo.exceptions import AccessError, ValidationError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, new_test_user, tagged
from odoo.tools import mute_logger

from ..apply import turns

_MODEL = "res.partner.category"
_WATCH = {"model": _MODEL, "spec": {"name": {}, "color": {}}}


@tagged("post_install", "-at_install")
class TestApplyTurns(BaseCase):
    """Real connections and real commits: what a test leaves is removed again."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.addCleanup(self._clean)
        with _Transaction() as env:
            watches = env["bridge.watch"].search([])
            self.watches_before = [
                {"model": w.model, "spec": w.spec, "domain": w.domain or [], "contracts": w.contracts or []}
                for w in watches
            ]
            env["bridge.watch"].push([_WATCH])
            groups = "base.group_user,base.group_partner_manager,nats_bridge.group_command_applier"
            self.service = new_test_user(env, login="bridge-turns", groups=groups)
            self.service_id = self.service.id
            grants = [{"operation": "read"}, {"operation": "write", "field_names": "name,color"}]
            grants.append({"operation": "create", "field_names": "name"})
            for grant in grants:
                env["bridge.allowance"].create({"user_id": self.service.id, "model": _MODEL, **grant})
            rows = [{"name": f"Turn {n}", "color": 0} for n in range(4)]
            self.rows = env[_MODEL].create(rows).ids
        with _Transaction() as env:
            env.cr.execute("DELETE FROM bridge_outbox WHERE model = %s", (_MODEL,))

    def _clean(self):
        with _Transaction() as env:
            env["bridge.watch"].push(self.watches_before)
            watches = env["bridge.watch"].with_context(active_test=False).search([("model", "=", _MODEL)])
            watches.filtered(lambda watch: not watch.active).unlink()
            env[_MODEL].search([("name", "=like", "Turn%")]).unlink()
            env.cr.execute("DELETE FROM bridge_command WHERE user_id = %s", (self.service_id,))
            env["bridge.allowance"].search([("user_id", "=", self.service_id)]).unlink()
            for table in ("bridge_outbox", "bridge_version"):
                env.cr.execute(f"DELETE FROM {table} WHERE model = %s", (_MODEL,))  # pylint: disable=sql-injection
            env.cr.execute("DELETE FROM bridge_touch")
            user = env["res.users"].browse(self.service_id)
            partner = user.partner_id
            user.unlink()
            partner.unlink()
        self.registry.clear_all_caches()
        self.registry.cache_invalidated.clear()

    def apply(self, *commands):
        with _Transaction() as env:
            return env["bridge.command"].with_user(self.service_id).apply_many(list(commands))

    def paint(self, row, color, **find):
        """A command on the row of this number; its id is made of both."""
        operations = [
            {"op": "find", "as": "row", "model": _MODEL, "domain": [["id", "=", self.rows[row]]], "refusal": "no-row"},
            {"op": "write", "on": "row", "values": {"color": color}},
        ]
        operations[0].update(find)
        return _command(f"paint-{row}-{color}", operations)

    def refused(self, number):
        """It writes, and is refused for what it finds then."""
        paint = self.paint(number, 9)
        paint["operations"].append(
            {"op": "assert", "on": "row", "domain": [["color", "=", 0]], "refusal": "painted"},
        )
        return paint

    def colors(self):
        with _Transaction() as env:
            return env[_MODEL].browse(self.rows).mapped("color")

    def stored(self):
        """{command id: (outcome, transaction)}"""
        with _Transaction() as env:
            env.cr.execute(
                "SELECT command_id, outcome, transaction_id FROM bridge_command WHERE user_id = %s",
                (self.service_id,),
            )
            return {command_id: (outcome, transaction) for command_id, outcome, transaction in env.cr.fetchall()}

    def test_a_refusal_and_errors_harm_no_other_command_of_the_call(self):
        write = self.registry[_MODEL].write

        def writing(records, values):
            return write(records, values) and 1 / (values["color"] - 8)

        commands = [self.paint(0, 1), self.refused(1), self.paint(2, 8), {"command_id": "odd"}, self.paint(3, 4)]
        with (
            patch.object(self.registry[_MODEL], "write", writing),
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

    def test_each_has_its_own_transaction_and_its_changes_carry_its_id(self):
        self.apply(self.paint(0, 1), self.refused(1), self.paint(2, 3))
        stored = self.stored()
        self.assertEqual(len({transaction for _outcome, transaction in stored.values()}), 3)
        with _Transaction() as env:
            env.cr.execute(
                "SELECT payload FROM bridge_outbox WHERE model = %s AND record_id = ANY(%s) ORDER BY id",
                (_MODEL, self.rows),
            )
            told = [payload for (payload,) in env.cr.fetchall()]
        self.assertEqual(
            [(change["record_id"], change["command_id"], change["transaction_id"]) for change in told],
            [
                (self.rows[0], "paint-0-1", stored["paint-0-1"][1]),
                (self.rows[2], "paint-2-3", stored["paint-2-3"][1]),
            ],
        )

    def test_a_repeat_gets_the_stored_answer_also_within_one_call(self):
        first, again = self.apply(self.paint(0, 1), self.paint(0, 1))
        self.assertEqual(again, {**first, "replayed": True})
        self.assertEqual(self.apply(self.paint(0, 1)), [again])

    def test_work_after_the_commit_is_done_for_the_applied_and_not_for_the_refused(self):
        done = []
        write = self.registry[_MODEL].write

        def writing(records, values):
            records.env.cr.postcommit.add(lambda: done.append(values["color"]))
            return write(records, values)

        with patch.object(self.registry[_MODEL], "write", writing):
            self.apply(self.paint(0, 1), self.refused(1), self.paint(2, 3))
        self.assertEqual(done, [1, 3])

    def test_a_rival_that_was_faster_costs_one_more_try(self):
        write = self.registry[_MODEL].write
        tries = []

        def writing(records, values):
            tries.append(values["color"])
            if tries == [1]:
                with _Transaction() as env:
                    env.cr.execute("UPDATE res_partner_category SET color = 7 WHERE id = %s", (records.id,))
            return write(records, values)

        with patch.object(self.registry[_MODEL], "write", writing), mute_logger("odoo.sql_db"):
            answers = self.apply(self.paint(0, 1), self.paint(2, 3))
        self.assertEqual([answer["outcome"] for answer in answers], ["applied", "applied"])
        self.assertEqual(tries, [1, 1, 3])
        self.assertEqual(self.colors(), [1, 0, 3, 0])

    def test_a_row_that_somebody_keeps_holds_up_its_own_command_only(self):
        with _Transaction() as rival, patch.object(turns, "LOCK_WAIT_MS", 50), mute_logger("odoo.sql_db"):
            rival.cr.execute("SELECT FROM res_partner_category WHERE id = %s FOR UPDATE", (self.rows[0],))
            answers = self.apply(self.paint(0, 1), self.paint(2, 3))
        self.assertEqual(answers[0]["error"]["name"], "psycopg2.errors.LockNotAvailable")
        self.assertEqual(answers[1]["outcome"], "applied")
        self.assertEqual(self.apply(self.paint(0, 1))[0]["outcome"], "applied")

    def test_what_the_call_had_no_time_for_is_left_for_the_next(self):
        with patch.object(turns, "BEGIN_WITHIN_S", -1):
            answers = self.apply(self.paint(0, 1), self.paint(2, 3))
        self.assertEqual(answers[0]["outcome"], "applied")
        self.assertEqual(answers[1], {"command_id": "paint-2-3", "error": None})
        self.assertEqual(self.colors(), [1, 0, 0, 0])
        self.assertEqual(self.apply(self.paint(2, 3))[0]["outcome"], "applied")

    def test_a_lost_connection_ends_the_call_and_keeps_what_was_committed(self):
        write = self.registry[_MODEL].write

        def writing(records, values):
            if values["color"] == 3:
                pid = records.env.cr.connection.info.backend_pid
                with _Transaction() as env:
                    env.cr.execute("SELECT pg_terminate_backend(%s)", (pid,))
            return write(records, values)

        with (
            patch.object(self.registry[_MODEL], "write", writing),
            mute_logger("odoo.sql_db"),
            self.assertRaises((psycopg2.OperationalError, psycopg2.InterfaceError)),
        ):
            self.apply(self.paint(0, 1), self.paint(2, 3), self.paint(3, 4))
        self.assertEqual(self.colors(), [1, 0, 0, 0])
        answers = self.apply(self.paint(0, 1), self.paint(2, 3), self.paint(3, 4))
        self.assertEqual([answer["replayed"] for answer in answers], [True, False, False])
        self.assertEqual(self.colors(), [1, 0, 3, 4])

    def test_who_may_call_and_with_how_many(self):
        for wrong in ([], [self.paint(0, 1)] * (turns.MOST_COMMANDS + 1), {"command_id": "x"}):
            with _Transaction() as env, self.assertRaises(ValidationError):
                env["bridge.command"].with_user(self.service_id).apply_many(wrong)
        with _Transaction() as env, self.assertRaises(AccessError):
            env["bridge.command"].with_user(env.ref("base.user_admin")).apply_many([self.paint(0, 1)])
        self.assertEqual(self.apply(self.paint(0, 1))[0]["outcome"], "applied")


def _command(command_id, operations):
    return {
        "command_id": command_id,
        "type": "test.paint.v1",
        "digest": "0" * 64,
        "actor": "painter",
        "correlation_id": "flow-1",
        "operations": operations,
    }


class _Transaction:
    """A superuser environment on a connection of its own; commits when left without an error."""

    def __enter__(self):
        self._cr = sql_db.db_connect(get_db_name()).cursor()
        return Environment(self._cr, SUPERUSER_ID, {})

    def __exit__(self, error_type, error, traceback):
        return self._cr.__exit__(error_type, error, traceback)
