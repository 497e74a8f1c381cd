import time
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from odoo import sql_db
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, new_test_user, tagged
from odoo.tools import mute_logger

from .own_transaction import Transaction

_MODEL = "res.partner.category"
_PATIENCE_S = 20


@tagged("post_install", "-at_install")
class TestApplyExternalRace(BaseCase):
    """Two connections and real commits: what a test leaves is removed again."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.addCleanup(self._clean)
        with Transaction() as env:
            groups = "base.group_user,base.group_partner_manager,nats_bridge.group_command_applier"
            self.service_id = new_test_user(env, login="bridge-race", groups=groups).id
            for grant in ({"operation": "read"}, {"operation": "create", "field_names": "name"}):
                env["bridge.allowance"].create({"user_id": self.service_id, "model": _MODEL, **grant})

    def _clean(self):
        with Transaction() as env:
            env[_MODEL].search([("name", "=like", "Race%")]).unlink()
            env.cr.execute("DELETE FROM bridge_command WHERE user_id = %s", (self.service_id,))
            env["bridge.allowance"].search([("user_id", "=", self.service_id)]).unlink()
            env.cr.execute("DELETE FROM bridge_outbox WHERE model = %s", (_MODEL,))
            env.cr.execute("DELETE FROM bridge_version WHERE model = %s", (_MODEL,))
            user = env["res.users"].browse(self.service_id)
            partner = user.partner_id
            user.unlink()
            partner.unlink()
        self.registry.clear_all_caches()
        self.registry.cache_invalidated.clear()

    def race(self, end):
        """The answer of a command that waits for the key that an open transaction has, which then ends by ``end``; and
        how many records were made meanwhile.
        """
        create = self.registry[_MODEL].create
        made = []

        def creating(records, values):
            made.append(values)
            return create(records, values)

        rival = Environment(sql_db.db_connect(get_db_name()).cursor(), SUPERUSER_ID, {})
        self.addCleanup(rival.cr.close)
        first = rival["bridge.command"].with_user(self.service_id).apply(_command("first"))
        self.assertEqual(first["outcome"], "applied")
        # Odoo holds the registry's lock while it tests: the thread may only end a transaction, not open anything
        watching = sql_db.db_connect(get_db_name()).cursor()
        with (
            watching,
            patch.object(self.registry[_MODEL], "create", creating),
            mute_logger("odoo.sql_db"),
            ThreadPoolExecutor() as pool,
            Transaction() as env,
        ):
            ended = pool.submit(lambda: (self._wait_until_blocked_by(rival.cr, watching), end(rival.cr)))
            (second,) = env["bridge.command"].with_user(self.service_id).apply_many([_command("second")])
            ended.result(_PATIENCE_S)
        return second, len(made)

    def _wait_until_blocked_by(self, holder, watching):
        until = time.monotonic() + _PATIENCE_S
        pid = holder.connection.info.backend_pid
        while time.monotonic() < until:
            watching.execute("SELECT FROM pg_locks WHERE %s = ANY(pg_blocking_pids(pid)) AND NOT granted", [pid])
            if watching.rowcount:
                return
            time.sleep(0.01)
        raise TimeoutError("the second never came as far as the key")

    def names(self):
        with Transaction() as env:
            return env[_MODEL].search([("name", "=like", "Race%")]).mapped("name")

    def test_of_two_with_one_key_the_later_is_refused_and_has_made_nothing(self):
        second, made = self.race(sql_db.Cursor.commit)
        self.assertEqual((second["outcome"], second["refusal"]["code"]), ("refused", "external-id-taken"))
        self.assertEqual((self.names(), made), (["Race first"], 0))

    def test_the_later_has_the_key_when_the_first_is_taken_back(self):
        second, made = self.race(sql_db.Cursor.rollback)
        self.assertEqual(second["outcome"], "applied")
        self.assertEqual((self.names(), made), (["Race second"], 1))


def _command(command_id):
    create = {"op": "create", "as": "new", "model": _MODEL, "values": {"name": f"Race {command_id}"}}
    return {
        "command_id": command_id,
        "type": "test.race.v1",
        "digest": "0" * 64,
        "actor": command_id,
        "correlation_id": "flow-1",
        "system": "cmms",
        "operations": [{**create, "external": "WO-1"}],
    }
