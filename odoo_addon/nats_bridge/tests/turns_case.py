"""Commands in calls, on real connections with real commits."""

from unittest.mock import patch

from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, new_test_user

from ..apply import company
from ..apply.shyness import Shyness
from .own_transaction import Transaction

MODEL = "res.partner.category"
_WATCH = {"model": MODEL, "spec": {"name": {}, "color": {}}}


class TurnsCase(BaseCase):
    """Real connections and real commits: what a test leaves is removed again."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.addCleanup(self._clean)
        patcher = patch.object(company, "_shyness", Shyness())
        self.addCleanup(patcher.stop)
        patcher.start()
        with Transaction() as env:
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
                env["bridge.allowance"].create({"user_id": self.service.id, "model": MODEL, **grant})
            rows = [{"name": f"Turn {n}", "color": 0} for n in range(4)]
            self.rows = env[MODEL].create(rows).ids
        with Transaction() as env:
            env.cr.execute("DELETE FROM bridge_outbox WHERE model = %s", (MODEL,))

    def _clean(self):
        with Transaction() as env:
            env["bridge.watch"].push(self.watches_before)
            watches = env["bridge.watch"].with_context(active_test=False).search([("model", "=", MODEL)])
            watches.filtered(lambda watch: not watch.active).unlink()
            env[MODEL].search([("name", "=like", "Turn%")]).unlink()
            env.cr.execute("DELETE FROM bridge_command WHERE user_id = %s", (self.service_id,))
            env["bridge.allowance"].search([("user_id", "=", self.service_id)]).unlink()
            for table in ("bridge_outbox", "bridge_version"):
                env.cr.execute(f"DELETE FROM {table} WHERE model = %s", (MODEL,))  # pylint: disable=sql-injection
            env.cr.execute("DELETE FROM bridge_touch")
            user = env["res.users"].browse(self.service_id)
            partner = user.partner_id
            user.unlink()
            partner.unlink()
        self.registry.clear_all_caches()
        self.registry.cache_invalidated.clear()

    def apply(self, *commands):
        with Transaction() as env:
            return env["bridge.command"].with_user(self.service_id).apply_many(list(commands))

    def paint(self, row, color, **find):
        """A command on the row of this number; its id is made of both."""
        operations = [
            {"op": "find", "as": "row", "model": MODEL, "domain": [["id", "=", self.rows[row]]], "refusal": "no-row"},
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
        with Transaction() as env:
            return env[MODEL].browse(self.rows).mapped("color")

    def told(self):
        """Each change of the rows, oldest first: (record id, command id, transaction)."""
        with Transaction() as env:
            env.cr.execute(
                "SELECT payload FROM bridge_outbox WHERE model = %s AND record_id = ANY(%s) ORDER BY id",
                (MODEL, self.rows),
            )
            changes = [payload for (payload,) in env.cr.fetchall()]
        return [(change["record_id"], change["command_id"], change["transaction_id"]) for change in changes]

    def stored(self):
        """{command id: (outcome, transaction)}"""
        with Transaction() as env:
            env.cr.execute(
                "SELECT command_id, outcome, transaction_id FROM bridge_command WHERE user_id = %s",
                (self.service_id,),
            )
            return {command_id: (outcome, transaction) for command_id, outcome, transaction in env.cr.fetchall()}


def _command(command_id, operations):
    return {
        "command_id": command_id,
        "type": "test.paint.v1",
        "digest": "0" * 64,
        "actor": "painter",
        "correlation_id": "flow-1",
        "operations": operations,
    }
